/** The build: the line apart from its tools, each with the packages it needs: finding hundreds of files is half of a start. */
import { defineConfig } from 'rolldown'

export default defineConfig([
  {
    input: { main: 'src/main.ts' },
    platform: 'node',
    output: {
      dir: 'dist',
      cleanDir: true,
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
    output: { dir: 'dist', chunkFileNames: 'tools/[name].js' },
  },
])
