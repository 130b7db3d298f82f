import { describe, expect, it } from 'vitest'
import type { CardView, SessionView, SheetView, TerminalView } from '../../main/contract/view.ts'
import { cardAskedBack, cardLies } from '../../renderer/kiosk/card-on-reader.ts'
import { certificateStep } from '../../renderer/kiosk/certificate/pages.ts'
import { dayInWords, hallTime } from '../../renderer/kiosk/hall-time.ts'
import { pixelsPerMillimetre } from '../../renderer/kiosk/millimetres.ts'
import { noticesOf } from '../../renderer/kiosk/notices.ts'
import { FIRST_STATE, type KioskState, type Page, type Paper } from '../../renderer/kiosk/state.ts'
import { cardWords } from '../../renderer/kiosk/identify/card-words.ts'
import { byDepartment } from '../../renderer/kiosk/take-number/departments.ts'
import type { NumberedDocument } from '../../main/contract/kiosk.ts'
import { howFar, numberAfter } from '../../renderer/kiosk/document-number/shapes.ts'
import { groupsOf } from '../../renderer/kiosk/document-number/number-groups.ts'
import { mayReprint } from '../../renderer/kiosk/take-number/reprint-right.ts'
import { sheetTruth } from '../../renderer/kiosk/take-number/sheet-truth.ts'
import { BUSINESSES } from './stand-in/specimens.ts'

const OWN_CARD: CardView = { state: 'present', leftBehind: false }

const ticketOn = (paper: Paper): Page => ({
  at: 'ticket',
  ticket: {
    ticketId: 'A-1',
    number: 'A007',
    business: { zh: '社会保险', en: 'Social insurance' },
    ahead: 3,
    where: { zh: '一楼', en: 'ground floor' },
    windows: [],
    issuedAt: '14:05',
  },
  paper,
  reprint: { state: 'none' },
})

/** On this page of a healthy hall, but for what is said of it. */
function standing(page: Page, view: Partial<TerminalView>): KioskState {
  const healthy: TerminalView = {
    now: 0,
    businessDay: '2026-11-21',
    session: null,
    card: { state: 'absent' },
    socialCard: { state: 'none' },
    printer: { state: 'ready', paperLow: false },
    document: { state: 'ready', paperLow: false },
    closure: null,
  }
  return { ...FIRST_STATE, link: 'up', page, view: { ...healthy, ...view } }
}

function sessionWith(what: Partial<SessionView>): SessionView {
  return { id: 'one', agreed: true, person: null, booked: false, sheet: null, printing: null, filing: null, clock: { phase: 'running', warnsInMs: 60_000 }, ...what }
}

describe('a millimetre', () => {
  it.each([
    [{ width: 1080, height: 1920, diagonal: 21.5 }, 4.03],
    [{ width: 1920, height: 1080, diagonal: 23.8 }, 3.64],
    [{ width: 1080, height: 1920, diagonal: 32 }, 2.71],
    [{ width: 3840, height: 2160, diagonal: 43 }, 4.03],
  ])('is right on a panel of %o', (screen, expected) => {
    expect(pixelsPerMillimetre(screen)).toBeCloseTo(expected, 2)
  })
})

describe('the hall strip', () => {
  it('tells the time of the hall, not of the machine, midnight as 00', () => {
    expect(hallTime(Date.UTC(2026, 10, 21, 6, 5), 'Asia/Shanghai')).toBe('14:05')
    expect(hallTime(Date.UTC(2026, 10, 20, 16, 0), 'Asia/Shanghai')).toBe('00:00')
  })

  it('says the business day as people say it', () => {
    expect(dayInWords('2026-11-21', 'zh')).toBe('11月21日 星期六')
    expect(dayInWords('2026-11-21', 'en')).toBe('Saturday 21 November')
  })

  it('warns of a card that somebody left, not of one just laid, and of nothing in a healthy hall', () => {
    const notices = (view: Partial<TerminalView>, page: Page = { at: 'home' }) => noticesOf(standing(page, view))
    expect(notices({})).toEqual([])
    expect(notices({ card: { state: 'present', leftBehind: false } })).toEqual([])
    expect(notices({ card: { state: 'present', leftBehind: true } })).toEqual([{ kind: 'card-lies-there' }])
    expect(notices({ printer: { state: 'not-ready', reason: 'paper-out' } })).toEqual([
      { kind: 'not-ready', reason: 'paper-out' },
    ])
  })

  it('reminds whoever goes on after the ticket of the card they left on the reader', () => {
    const session = sessionWith({ sheet: { ticketId: 'A-1', reprint: 0, state: 'printed', settled: true } })
    expect(noticesOf(standing({ at: 'home' }, { session, card: OWN_CARD }))).toEqual([{ kind: 'take-card' }])
  })
})

describe('what is said of a sheet', () => {
  const sheet = (state: SheetView['state'], settled: boolean): SheetView => ({ ticketId: 'A-1', reprint: 0, state, settled })
  const truth = (of: SheetView | null) => sheetTruth('A-1', 'ticket', { state: 'none' }, of)

  it('is only what is known', () => {
    expect(truth(null)).toBe('printing')
    expect(truth(sheet('intended', false))).toBe('printing')
    expect(truth(sheet('sending', false))).toBe('printing')
    expect(truth(sheet('sent', false))).toBe('printing')
    expect(truth(sheet('sent', true))).toBe('sent')
    expect(truth(sheet('printed', true))).toBe('printed')
    expect(truth(sheet('unknown', true))).toBe('unknown')
    expect(truth(sheet('failed', true))).toBe('failed')
  })

  it('is never taken from another ticket, nor from the sheet before a reprint', () => {
    expect(truth({ ...sheet('printed', true), ticketId: 'B-1' })).toBe('printing')
    expect(sheetTruth('A-1', 'ticket', { state: 'asking', requestId: 'id' }, sheet('failed', true))).toBe('printing')
    const second = { state: 'begun', count: 2 } as const
    expect(sheetTruth('A-1', 'ticket', second, { ...sheet('printed', true), reprint: 1 })).toBe('printing')
    expect(sheetTruth('A-1', 'ticket', second, { ...sheet('printed', true), reprint: 2 })).toBe('printed')
    expect(sheetTruth('A-1', 'screen', { state: 'none' }, null)).toBe('screen')
  })
})

describe('the reader', () => {
  it('asks for another card when the one there belongs to somebody else', () => {
    const left: CardView = { state: 'present', leftBehind: true }
    expect(cardWords(left, 'not-asked')).toEqual({ key: 'leftBehind', tone: 'attention', activity: 'waiting' })
    expect(cardWords({ state: 'unreadable', reason: 'reader-out-of-order' }, 'not-asked').activity).toBe('broken')
  })

  it('has read a card only when the terminal says whose it is, and until then asks to keep it still', () => {
    expect(cardWords(OWN_CARD, 'not-asked').key).toBe('reading')
    expect(cardWords(OWN_CARD, 'asking').key).toBe('reading')
    expect(cardWords(OWN_CARD, 'missed').key).toBe('remove-and-place-again')
    expect(cardWords(OWN_CARD, 'read')).toEqual({ key: 'present', tone: 'done', activity: 'done' })
    expect(cardWords({ state: 'absent' }, 'missed').key).toBe('absent')
  })

  it('holds no card when it is out of order: 完成 then ends at once', () => {
    const lies = (card: CardView) => cardLies(standing(ticketOn('ticket'), { session: sessionWith({}), card }))
    expect(lies({ state: 'unreadable', reason: 'reader-out-of-order' })).toBe(false)
    expect(lies({ state: 'unreadable', reason: 'other-document' })).toBe(true)
    expect(lies(OWN_CARD)).toBe(true)
    expect(lies({ state: 'present', leftBehind: true })).toBe(false)
  })
})

describe('a card on the reader', () => {
  const printing = sessionWith({ sheet: { ticketId: 'A-1', reprint: 0, state: 'sending', settled: false } })
  const printed = sessionWith({ sheet: { ticketId: 'A-1', reprint: 0, state: 'printed', settled: true } })
  const ticket = ticketOn('ticket')
  const asked = (page: Page, session: SessionView | null, card: CardView) => cardAskedBack(standing(page, { session, card }))

  it('is asked back when the paper has settled, and from whoever has gone without it', () => {
    expect(asked(ticket, printing, OWN_CARD)).toBe(false)
    expect(asked(ticket, printed, OWN_CARD)).toBe(true)
    expect(asked(ticketOn('screen'), sessionWith({}), OWN_CARD)).toBe(true)
    expect(asked({ at: 'take-card' }, sessionWith({}), OWN_CARD)).toBe(true)
    expect(asked({ at: 'attract' }, null, { state: 'present', leftBehind: true })).toBe(true)
  })

  it('is asked back when the copies of a certificate have settled, not while one still comes', () => {
    const copies = (...states: readonly ('printing' | 'printed' | 'failed')[]) =>
      sessionWith({ printing: { requestId: 'id', copies: states.map((state) => ({ state, pages: 1 })), paper: 'none' } })
    const page: Page = { at: 'printing', requestId: 'id' }
    expect(asked(page, copies('printed', 'printing'), OWN_CARD)).toBe(false)
    expect(asked(page, copies('printed', 'failed'), OWN_CARD)).toBe(true)
    expect(asked({ at: 'certificates', listing: { state: 'looking' } }, copies('printed'), OWN_CARD)).toBe(false)
  })

  it('is not asked back for a guide, which is no step of what the card is for', () => {
    const guide = (state: 'printing' | 'printed') => sessionWith({ printing: { requestId: 'id', guide: true, copies: [{ state, pages: 2 }], paper: 'none' } })
    expect(asked({ at: 'guide' }, guide('printed'), OWN_CARD)).toBe(false)
    expect(certificateStep(guide('printing')).at).toBe('certificates')
  })

  it('is not asked back from who has just laid it, nor on the way to another number', () => {
    expect(asked({ at: 'attract' }, null, OWN_CARD)).toBe(false)
    expect(asked({ at: 'attract' }, null, { state: 'reading' })).toBe(false)
    expect(asked({ at: 'attract' }, null, { state: 'unreadable', reason: 'other-document' })).toBe(false)
    expect(asked({ at: 'businesses' }, printed, OWN_CARD)).toBe(false)
    expect(asked(ticket, printed, { state: 'unreadable', reason: 'reader-out-of-order' })).toBe(false)
  })
})

describe('补打', () => {
  const sheet = (state: SheetView['state'], settled = true): SheetView => ({ ticketId: 'A-1', reprint: 0, state, settled })

  it('is offered to the card of the holder, and to the session whose own sheet may not have come out', () => {
    expect(mayReprint('A-1', sessionWith({ person: { number: '110***********002X', assurance: 'card' } }))).toBe(true)
    for (const state of ['failed', 'unknown', 'sent'] as const)
      expect([state, mayReprint('A-1', sessionWith({ sheet: sheet(state) }))]).toEqual([state, true])
  })

  it('is not offered for a sheet that came out, still moves or is another’s', () => {
    expect(mayReprint('A-1', null)).toBe(false)
    expect(mayReprint('A-1', sessionWith({}))).toBe(false)
    expect(mayReprint('A-1', sessionWith({ sheet: sheet('printed') }))).toBe(false)
    expect(mayReprint('A-1', sessionWith({ sheet: sheet('sent', false) }))).toBe(false)
    expect(mayReprint('B-1', sessionWith({ sheet: sheet('failed') }))).toBe(false)
  })
})

describe('a typed number', () => {
  const digits = (document: NumberedDocument, typed: string) =>
    groupsOf({ document, state: 'typing', typed }).map(({ places }) => places.map(({ character }) => character).join(''))

  it('stands in groups of 6, 8 and 4 as on the card', () => {
    expect(digits('resident-card', '11010519491231002X')).toEqual(['110105', '19491231', '002X'])
    expect(digits('resident-card', '1101051')).toEqual(['110105', '1', ''])
  })

  it('stands as on each other document, and with letters in front as on the older card', () => {
    expect(digits('permanent-resident-card', '931586198001010028')).toEqual(['931586', '19800101', '0028'])
    expect(digits('permanent-resident-card', 'PAK310080010103')).toEqual(['PAK', '3100', '800101', '03'])
    expect(digits('hk-macao-travel-permit', 'H1234567801')).toEqual(['H', '12345678', '01'])
    expect(digits('taiwan-travel-permit', '12345678')).toEqual(['12345678', ''])
  })

  it('marks the group in which the fault lies, and all of it where that is not known', () => {
    const marked = (fault: 'region' | 'birth' | 'check-digit') =>
      groupsOf({ document: 'resident-card', state: 'wrong', typed: '11010519491231002X', fault }).map((group) => group.fault)
    expect(marked('region')).toEqual([true, false, false])
    expect(marked('birth')).toEqual([false, true, false])
    expect(marked('check-digit')).toEqual([true, true, true])
  })

  it('marks the one character that cannot stand there', () => {
    const groups = groupsOf({ document: 'permanent-resident-card', state: 'wrong', typed: 'PAK3A0080010103', fault: 'characters', position: 5 })
    expect(groups.map(({ fault }) => fault)).toEqual([false, true, false, false])
    expect(groups.flatMap(({ places }) => places.filter(({ wrong }) => wrong)).map(({ character }) => character)).toEqual(['A'])
  })

  it('tells how many characters are missing', () => {
    expect(howFar('resident-card', '110105')).toEqual({ is: 'short', missing: 12 })
    expect(howFar('permanent-resident-card', 'PAK')).toEqual({ is: 'short', missing: 12 })
    expect(howFar('hk-macao-travel-permit', 'H12345678')).toEqual({ is: 'enough', more: 2 })
    expect(howFar('hk-macao-travel-permit', 'H123456780')).toEqual({ is: 'short', missing: 1 })
    expect(howFar('taiwan-travel-permit', '1234567801')).toEqual({ is: 'whole' })
    expect(howFar('taiwan-travel-permit', '')).toEqual({ is: 'empty' })
  })

  it('takes the keys of its document alone', () => {
    expect(numberAfter('taiwan-travel-permit', '1', 'H')).toBe('1')
    expect(numberAfter('hk-macao-travel-permit', '', 'M')).toBe('M')
    expect(numberAfter('permanent-resident-card', 'PAK', 'Q')).toBe('PAKQ')
    expect(numberAfter('permanent-resident-card', '93158619800101002', 'X')).toBe('93158619800101002X')
    expect(numberAfter('permanent-resident-card', 'PAK310080010103', '1')).toBe('PAK310080010103')
    expect(numberAfter('resident-card', '1', 'clear')).toBe('')
  })
})

describe('the businesses', () => {
  it('stand under their department in the order of the hall', () => {
    const codes = byDepartment(BUSINESSES).map(({ businesses }) => businesses.map(({ code }) => code).join(''))
    expect(codes).toEqual(['AB', 'C', 'D', 'E', 'F'])
  })
})
