import { strict as assert } from 'node:assert'
import { describe, expect, test } from 'vitest'
import { specimenTicket } from '../../../main/queue/specimen-ticket.ts'
import { HallFile } from '../../../main/configuration/hall-file.ts'
import { outlineFonts } from '../../../printers/escpos/outline-glyph.ts'
import { GENERIC_58MM, GENERIC_80MM, type PrinterProfile } from '../../../printers/escpos/profile.ts'
import { decodeLogo } from '../../../printers/ticket/logo.ts'
import { DEFAULT_TEMPLATE, type TicketTemplate } from '../../../printers/ticket/template.ts'
import { encodeTicket, type TicketContent } from '../../../printers/ticket/ticket.ts'
import { OPEN_HALL } from '../../terminal-process.ts'
import { codeIn, NO_ZBARIMG } from '../../zbarimg.ts'
import { NOTO_SANS } from '../escpos/fonts.ts'
import { onPaper } from '../on-paper.ts'
import { emblem } from './emblem.ts'

const REAL: TicketContent = specimenTicket(HallFile.parse(OPEN_HALL))
const FONTS = outlineFonts([NOTO_SANS])
const PAPERS = [
  ['58 mm', GENERIC_58MM],
  ['80 mm', GENERIC_80MM],
] as const

/** The printed ticket as a picture, from the bytes that the terminal sends. */
function pictureOf(ticket: TicketContent, profile: PrinterProfile, template?: TicketTemplate): Buffer {
  const job = encodeTicket(ticket, profile, FONTS, template)
  assert(job.ok, job.ok ? '' : job.fault.kind)
  const sheet = onPaper(job.value.bytes, profile.widthDots)
  expect(sheet.errors).toEqual([])
  return sheet.png()
}

describe.each(PAPERS)('the QR code of a ticket on %s paper', (_, profile) => {
  test.skipIf(NO_ZBARIMG)('is read as the ticket’s own address (needs zbarimg)', () => {
    assert(REAL.qr)
    expect(codeIn(pictureOf(REAL, profile))).toBe(REAL.qr)
  })

  test.skipIf(NO_ZBARIMG)('is read with marks, a drawn name and an emblem around it (needs zbarimg)', () => {
    assert(REAL.qr)
    const ticket = { ...REAL, demonstration: true, holder: '㛃*', reprint: { at: '2026-11-21 14:20', count: 2 } }
    const logo = decodeLogo(emblem(240))
    assert(logo.ok)
    const template: TicketTemplate = [{ block: 'qr' }, { block: 'logo', logo: logo.value }, ...DEFAULT_TEMPLATE.slice(0, -1)]
    expect(codeIn(pictureOf(ticket, profile, template))).toBe(REAL.qr)
  })

  // From the smallest code to one that has modules of 4 dots on 58 mm paper, the least that is printed.
  test.skipIf(NO_ZBARIMG)('is read however long its text is (needs zbarimg)', () => {
    for (const length of [1, 20, 60, 120, 320]) {
      const qr = 'https://zwfw.example.gov.cn/t/'.padEnd(length, '0aZ9-').slice(0, length)
      expect(codeIn(pictureOf({ ...REAL, qr }, profile))).toBe(qr)
    }
  })
})
