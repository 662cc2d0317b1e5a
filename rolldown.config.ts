/** The build: each program as one file with the packages it needs, since finding hundreds of them is half of a start. */
import { defineConfig } from 'rolldown'

export default defineConfig({
  input: {
    main: 'src/main.ts',
    cli: 'src/cli.ts',
    build: 'src/build.ts',
    // a thread of main
    prepare: 'src/prepare.ts',
  },
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
})
