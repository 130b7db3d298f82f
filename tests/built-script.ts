import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { onTestFinished } from 'vitest'

/** A script with all that it imports as one file of plain JavaScript that Node runs by itself; gone after the test. */
export async function builtScript(entry: string): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'yimen-script-'))
  onTestFinished(() => rm(outDir, { recursive: true }))
  const sqlite3 = pathToFileURL(createRequire(import.meta.url).resolve('sqlite3')).href
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, outDir, target: 'node20', rollupOptions: { output: { entryFileNames: 'script.mjs' } } },
    // Written beside no node_modules, it takes along what it needs from there.
    ssr: { noExternal: true },
    plugins: [
      {
        name: 'sqlite3-by-address',
        enforce: 'pre',
        resolveId: (id) => (id === 'sqlite3' ? { id: sqlite3, external: true } : null),
      },
    ],
  })
  return path.join(outDir, 'script.mjs')
}
