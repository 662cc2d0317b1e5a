/** The build: the line apart from its tools, each with the packages it needs: finding hundreds of files is half of a start. */
import { defineConfig, type Plugin } from 'rolldown'

/** With a single letter beyond Latin-1 in it, V8 would keep a whole file in two bytes a letter. */
const inOneByte: Plugin = {
  name: 'in-one-byte',
  generateBundle(_options, files) {
    for (const file of Object.values(files))
      if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\xff]/g, escaped)
  },
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/**
 * Takes Node's own modules without its loader, which makes a module around each of forty and waits
 * for it: a tenth of a start.
 */
const builtInsAtOnce: Plugin = {
  name: 'built-ins-at-once',
  generateBundle(_options, files) {
    for (const file of Object.values(files))
      if (file.type === 'chunk') file.code = file.code.replace(BUILT_IN, taken)
  },
}

/** An import as Rolldown writes it; any other is left as it is. */
const BUILT_IN = /^import ([\w$]+|\{[^}]*\}) from "(node:[^"]+)";$/gm

function taken(_import: string, names: string, module: string): string {
  return `const ${names.replaceAll(' as ', ': ')} = process.getBuiltinModule("${module}");`
}

/** Licences stay; what explains the sources is not read again at each start. */
const comments = { jsdoc: false }

export default defineConfig([
  {
    input: { main: 'src/main.ts' },
    platform: 'node',
    plugins: [inOneByte, builtInsAtOnce],
    output: {
      dir: 'dist',
      cleanDir: true,
      comments,
      // so that production can be seen never to load the simulator
      chunkFileNames: ({ moduleIds }) =>
        moduleIds.some((id) => /src\/simulator\//.test(id))
          ? 'simulator/[name].js'
          : 'parts/[name].js',
    },
  },
  {
    // prepare: a thread of main
    input: { cli: 'src/cli.ts', build: 'src/build.ts', prepare: 'src/prepare.ts' },
    platform: 'node',
    plugins: [inOneByte],
    output: { dir: 'dist', comments, chunkFileNames: 'tools/[name].js' },
  },
])
