// Started by Node itself, of which the oldest that is supported runs no TypeScript: vite imports the rest.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('./main.ts', import.meta.url)), { configFile: false, logLevel: 'error' })
process.exitCode = await module.main(process.argv.slice(2))
