import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectGivenPdf, inspectPdf, MOST_PAGES } from '../../../printers/certificate/inspect-pdf.ts'
import { encryptedPdf } from './encrypted-pdf.ts'
import { handMadePdf } from './hand-made-pdf.ts'

function spoiled(pattern: RegExp, by: string): Buffer {
  const text = handMadePdf().toString('latin1')
  expect(text).toMatch(pattern)
  return Buffer.from(text.replace(pattern, by), 'latin1')
}

describe('a finished document of the authority', () => {
  test.each([
    ['of one page', {}, 1],
    ['of as many pages as are printed at once', { pages: MOST_PAGES }, MOST_PAGES],
    ['that lies on its side', { box: '0 0 841.89 595.28' }, 1],
    ['whose page does not begin at 0', { box: '10 10 605.28 851.89' }, 1],
    ['that is turned', { page: '/Rotate 90 ' }, 1],
    ['measured in a unit of its own', { box: '0 0 297.64 420.95', page: '/UserUnit 2 ' }, 1],
  ])('%s is printed', async (_name, options, pages) => {
    expect(await inspectPdf(handMadePdf(options))).toEqual({ ok: true, value: { pages } })
  })

  test.each([
    ['nothing at all', Buffer.alloc(0), { kind: 'not-a-pdf' }],
    ['a page for a browser', Buffer.from('<!doctype html><title>502</title>'), { kind: 'not-a-pdf' }],
    ['cut off in the middle', handMadePdf().subarray(0, 200), { kind: 'not-a-pdf' }],
    ['under a password', encryptedPdf({ user: 'open', owner: 'owner' }), { kind: 'encrypted' }],
    ['that everybody can open and nobody may print', encryptedPdf({ user: '', owner: 'owner' }), { kind: 'encrypted' }],
    ['too long for one person', handMadePdf({ pages: 500 }), { kind: 'too-many-pages', pages: 500 }],
    ['in letter format', handMadePdf({ box: '0 0 612 792' }), { kind: 'not-a4', page: 1, widthMm: 216, heightMm: 279 }],
    ['without a good address of its table', spoiled(/startxref\n\d+/, 'startxref\n7'), { kind: 'damaged' }],
    ['with a table that points beside an object', spoiled(/\d{10} 00000 n/, '0000000003 00000 n'), { kind: 'damaged' }],
  ])('%s is not', async (_name, bytes, fault) => {
    expect(await inspectPdf(bytes)).toEqual({ ok: false, fault })
  })

  test('that only its first pages have in A4 is not', async () => {
    const bytes = Buffer.from(handMadePdf({ pages: 3 }).toString('latin1').replace(/(841\.89[^]*841\.89[^]*)841\.89/, '$1842.99'), 'latin1')
    expect(await inspectPdf(bytes)).toMatchObject({ ok: true })
    const longer = Buffer.from(handMadePdf({ pages: 3 }).toString('latin1').replace(/(841\.89[^]*841\.89[^]*)841\.89/, '$1941.89'), 'latin1')
    expect(await inspectPdf(longer)).toMatchObject({ ok: false, fault: { kind: 'not-a4', page: 3 } })
  })
})

describe('a PDF from somebody’s phone', () => {
  test.each([
    ['of one page', handMadePdf()],
    ['of paper that is not A4', handMadePdf({ box: '0 0 612 792' })],
    ['with a link to a page of the web', handMadePdf({ page: '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) >> >>] ' })],
  ])('%s is kept', async (_name, bytes) => {
    expect(await inspectGivenPdf(bytes)).toEqual({ ok: true, value: { pages: 1 } })
  })

  test.each([
    ['a script that runs when it is opened', handMadePdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >> ' }), 'active'],
    ['a script whose name is written otherwise', handMadePdf({ catalog: '/OpenAction << /S /J#61vaScript /JS (app.alert(1)) >> ' }), 'active'],
    ['a script of a page', handMadePdf({ page: '/AA << /O << /S /JavaScript /JS (1) >> >> ' }), 'active'],
    ['another file inside', handMadePdf({ catalog: '/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.exe) >>] >> >> ' }), 'active'],
    ['a program that it starts', handMadePdf({ page: '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (cmd.exe) >> >>] ' }), 'active'],
    ['a form that is a program', handMadePdf({ catalog: '/AcroForm << /Fields [] /XFA [(template) 1 0 R] >> ' }), 'active'],
    ['a file as a note', handMadePdf({ page: '/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>] ' }), 'active'],
    ['a password', encryptedPdf({ user: 'open', owner: 'owner' }), 'encrypted'],
    ['a thousand pages', handMadePdf({ pages: MOST_PAGES + 1 }), 'too-many-pages'],
    ['no PDF in it', Buffer.from('MZ'), 'not-a-pdf'],
  ])('with %s is not', async (_name, bytes, kind) => {
    expect(await inspectGivenPdf(bytes)).toMatchObject({ ok: false, fault: { kind } })
  })
})

test('whatever becomes of its bytes is told, never thrown, and the console is as before', async () => {
  const { warn } = console
  const good = handMadePdf({ pages: 2 })
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
      const bytes = Buffer.from(good)
      bytes[at] = (bytes[at] ?? 0) ^ change
      const looked = await inspectPdf(cut ? bytes.subarray(0, at) : bytes)
      expect(typeof looked.ok).toBe('boolean')
    }),
  )
  expect(console.warn).toBe(warn)
})
