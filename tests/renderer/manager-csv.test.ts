import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from '../../renderer/manager/csv.ts'

/** A reader of RFC 4180, by hand: quotes doubled within quotes. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (character === '"') quoted = !quoted
    else if (!quoted && (character === ',' || text.startsWith('\r\n', at))) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (character !== ',') {
        rows.push([])
        at += 1
      }
    } else cell += character
  }
  return rows.slice(0, -1)
}

test('whatever a hall calls its businesses comes back as it was written, and none of it is a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: fc.constantFrom('甲', 'a', '"', ',', '\r', '\n', '=', '+', '-', '@', ' ') }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const read = cellsOf(csvOf(rows))
      expect(read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual(rows)
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@]/)
    }),
  )
})
