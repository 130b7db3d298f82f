import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../main/ledger/database.ts'
import { renderStatement } from '../../../main/ledger/literal.ts'

/** Whatever a page or a card may hand in, quotes and semicolons and NUL first. */
const unit = fc.constantFrom("'", '"', ';', '\0', '\\', '?', '\n', '-', '样')
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit }))
const value = fc.oneof(text, fc.maxSafeInteger(), fc.constant(null), fc.uint8Array().map((bytes) => Buffer.from(bytes)))

test('what is written in one call is what was handed in, whatever it holds', async () => {
  const database = await openDatabase(':memory:', 'create')
  await database.exec('CREATE TABLE kept (a, b)')
  await fc.assert(
    fc.asyncProperty(value, value, async (a, b) => {
      await database.exec(`DELETE FROM kept; ${renderStatement('INSERT INTO kept VALUES (?, ?)', [a, b])}`)
      expect(await database.all('SELECT a, b FROM kept')).toEqual([{ a, b }])
    }),
  )
  await database.close()
})
