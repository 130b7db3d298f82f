import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type * as Generator from 'openapi-typescript'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const DOCUMENT = new URL('../../../main/platform/openapi.yaml', import.meta.url)
const GENERATED = fileURLToPath(new URL('../../../main/platform/api.ts', import.meta.url))
const HEAD = '// Generated from openapi.yaml: `npx vitest run tests/main/platform/api.test.ts -u` writes it anew.\n'

/**
 * The generator writes with the programming interface of TypeScript 5, which TypeScript 7 no longer has. Where it asks
 * for `typescript` it is given the older one that is installed beside it; nothing else in this process asks.
 */
function generator(): typeof Generator {
  const load = createRequire(import.meta.url)
  load('typescript-5')
  load.cache[load.resolve('typescript')] = load.cache[load.resolve('typescript-5')]
  return load('openapi-typescript') as typeof Generator
}

// With `-u` this test writes the file; without, it fails when document and types have parted.
test('what the client may ask is what the written API says', async () => {
  const { default: generate, astToString } = generator()
  const types = await generate(await readFile(DOCUMENT), { immutable: true, silent: true })
  await expect(HEAD + astToString(types)).toMatchFileSnapshot(GENERATED)
})
