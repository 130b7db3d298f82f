import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TerminalView } from '../../main/contract/view.ts'
import { type Change, changed } from '../../renderer/kiosk/changes.ts'
import { draftOf } from '../../renderer/kiosk/certificate/draft.ts'
import { FIRST_FIELD, LOOKING, type PrintIntent, type Ways } from '../../renderer/kiosk/certificate/pages.ts'
import { FIRST_STATE, identifyPage, type KioskState, nextStep, type Page, PLAIN_COMFORT } from '../../renderer/kiosk/state.ts'
import { BUSINESSES, CERTIFICATES, FACTS } from './stand-in/specimens.ts'

const [typedBusiness, cardBusiness, , , freeBusiness] = BUSINESSES
const [insurance] = CERTIFICATES.proven
if (typedBusiness === undefined || cardBusiness === undefined || freeBusiness === undefined || insurance === undefined)
  throw new Error('specimens')

const TICKET = {
  ticketId: 'A-1',
  number: 'A007',
  business: { zh: '社会保险', en: 'Social insurance' },
  ahead: 3,
  where: { zh: '一楼', en: 'ground floor' },
  windows: [],
  issuedAt: '14:05',
}

function view(session: string | null): TerminalView {
  return {
    now: 0,
    businessDay: '2026-11-21',
    card: { state: 'absent' },
    socialCard: { state: 'none' },
    printer: { state: 'ready', paperLow: false },
    document: { state: 'ready', paperLow: false },
    closure: null,
    session:
      session === null
        ? null
        : { id: session, agreed: false, person: null, booked: false, sheet: null, printing: null, filing: null, clock: { phase: 'running', warnsInMs: 60_000 } },
  }
}

const after = (...changes: readonly Change[]): KioskState => changes.reduce(changed, FIRST_STATE)
const linked: Change = { type: 'linked', facts: FACTS }
const OPENED: Change = { type: 'opened', session: 'one', facts: FACTS }
const seen = (session: string | null): Change => ({ type: 'seen', view: view(session), at: 0 })
const gone = (page: Page): Change => ({ type: 'gone', page })
const typing: Page = { at: 'keypad', business: typedBusiness, entry: { document: 'resident-card', state: 'typing', typed: '' } }
const taking: Page = { at: 'taking', intent: { requestId: 'id', business: typedBusiness, paper: 'ticket' } }
const ticketPage: Page = { at: 'ticket', ticket: TICKET, paper: 'ticket', reprint: { state: 'none' } }

const ways: Ways = ['sms', 'face', 'clerk']
const draft = { ...draftOf(insurance), purpose: 'loan' }
const intent: PrintIntent = { requestId: 'print-id', draft }
const sent = { phone: '138****0000', digits: 6, againAt: 0, expiresAt: 0 }
const code: Page = { at: 'sms', ways, step: { state: 'checking', sent, typed: '135790' } }
const preview: Page = { at: 'preview', draft, preview: { state: 'ready', pages: 1, pdf: 'JVBERi0xLjc=' } }
const askedToPrint: Page = { at: 'print-asked', intent }
const certificatePages: readonly Page[] = [
  LOOKING,
  { at: 'certificates', listing: { state: 'listed', certificates: CERTIFICATES.proven } },
  { at: 'prove', ways },
  code,
  { at: 'face', ways, step: { state: 'looking' } },
  { at: 'clerk', ways, name: '王工' },
  { at: 'period', draft },
  { at: 'purpose', draft },
  { at: 'copies', draft },
  preview,
  askedToPrint,
  { at: 'no-document', draft, reason: 'media-jam' },
  { at: 'printing', requestId: 'print-id' },
  FIRST_FIELD,
  { at: 'verified', paper: { number: '53032301', code: 'K7MQ2X' }, truth: { outcome: 'unknown' } },
]

const keys = fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', 'delete')
const pages = fc.constantFrom<Page>(
  { at: 'home' },
  { at: 'businesses' },
  { at: 'agreement', errand: { kind: 'number', business: cardBusiness } },
  identifyPage({ kind: 'number', business: typedBusiness }),
  { at: 'confirm', business: typedBusiness },
  { at: 'already', business: cardBusiness, ticket: TICKET },
  typing,
  taking,
  ticketPage,
  { at: 'identify', errand: { kind: 'certificate' }, reading: 'missed' },
  { at: 'agreement', errand: { kind: 'certificate' } },
  ...certificatePages,
)
const doings = fc.oneof(
  keys.map((key): Change => ({ type: 'key', key })),
  pages.map(gone),
  fc.constantFrom<Change>({ type: 'back' }, { type: 'help', help: 'open' }, { type: 'help', help: 'closed' }),
  fc.constantFrom<Change>(
    { type: 'comforted', comfort: { language: 'en' } },
    { type: 'comforted', comfort: { type: 'large' } },
    { type: 'comforted', comfort: { theme: 'contrast' } },
    { type: 'comforted', comfort: { reach: 'low' } },
  ),
)

describe('the next person', () => {
  it('finds the attract screen and nothing of the last, whatever the last one did and whoever ended the session', () => {
    fc.assert(
      fc.property(fc.array(doings, { maxLength: 40 }), fc.constantFrom('terminal', 'page'), (done, ender) => {
        const end: readonly Change[] = ender === 'terminal' ? [seen(null)] : [{ type: 'wiped' }, seen(null)]
        const left = after(linked, seen(null), OPENED, seen('one'), ...done, ...end)
        expect({ ...left, direction: 'onward' }).toEqual({ ...after(linked, seen(null)), direction: 'onward' })
      }),
    )
  })

  it('begins at home when one session follows another without a pause', () => {
    const state = after(linked, seen('one'), gone(typing), { type: 'key', key: '1' }, seen('two'))
    expect(state.page).toEqual({ at: 'home' })
    expect(state.comfort).toEqual(PLAIN_COMFORT)
  })

  it('is not let in by a late word of a session that the page has ended', () => {
    const state = after(linked, seen('one'), gone(ticketPage), { type: 'wiped' }, seen('one'))
    expect(state.page.at).toBe('attract')
  })

  it('is let in when the view shows their session, and no late word of the last one sends them out again', () => {
    const left = [linked, seen('zero'), gone(ticketPage), { type: 'wiped' } as const]
    for (const words of [[OPENED, seen(null), seen('one')], [OPENED, seen('one')], [seen(null), OPENED, seen('one')], [seen(null), seen('one'), OPENED]]) {
      const places = words.map((_, at) => after(...left, ...words.slice(0, at + 1)).page.at)
      expect(places.filter((place, at) => place !== places[at - 1])).toEqual(['attract', 'home'])
    }
  })

  it('keeps the language chosen on the attract screen when the session opens', () => {
    const state = after(linked, seen(null), { type: 'comforted', comfort: { language: 'en' } }, OPENED, seen('one'))
    expect(state.page.at).toBe('home')
    expect(state.comfort.language).toBe('en')
  })
})

describe('a number that was asked for and not answered', () => {
  const intent = { requestId: 'id', business: typedBusiness, paper: 'ticket' } as const

  it('stays the same wish for whoever goes home before the answer, and is fulfilled by one', () => {
    const left = after(linked, seen('one'), gone(taking), gone({ at: 'home' }), gone({ at: 'businesses' }))
    expect(left.unanswered).toEqual(intent)
    expect(after(linked, seen('one'), gone(taking), { type: 'back' }).page).toEqual({ at: 'confirm', business: typedBusiness })
    expect([gone(taking), gone(ticketPage)].reduce(changed, left).unanswered).toBeNull()
  })

  it('is nobody else’s', () => {
    expect(after(linked, seen('one'), gone(taking), gone({ at: 'home' }), seen('two')).unanswered).toBeNull()
  })
})

describe('certificates whose print was asked for and not answered', () => {
  it('stay the same wish for whoever goes home, and are fulfilled by one', () => {
    const left = after(linked, seen('one'), gone(askedToPrint), gone({ at: 'home' }), gone(LOOKING))
    expect(left.unansweredPrint).toEqual(intent)
    const printing: Page = { at: 'printing', requestId: 'print-id' }
    expect([gone(askedToPrint), gone(printing)].reduce(changed, left).unansweredPrint).toBeNull()
    const refused: Page = { at: 'no-document', draft, reason: 'media-jam' }
    expect([gone(askedToPrint), gone(refused)].reduce(changed, left).unansweredPrint).toBeNull()
  })

  it('are nobody else’s', () => {
    expect(after(linked, seen('one'), gone(askedToPrint), gone({ at: 'home' }), seen('two')).unansweredPrint).toBeNull()
  })
})

describe('the pages of a document', () => {
  it('are nowhere in the page once the preview is left, by whatever way', () => {
    const leaving: readonly Change[] = [gone(askedToPrint), gone({ at: 'home' }), { type: 'back' }, { type: 'wiped' }, { type: 'unlinked' }, seen(null), seen('two')]
    for (const leave of leaving) {
      expect(JSON.stringify(after(linked, seen('one'), gone(preview)))).toContain('JVBERi0xLjc=')
      expect(JSON.stringify(after(linked, seen('one'), gone(preview), leave))).not.toContain('JVBERi0xLjc=')
    }
  })
})

describe('whoever typed the third wrong code', () => {
  const shutOut: Change = { type: 'shut-out', comfort: { ...PLAIN_COMFORT, language: 'en' } }
  const inEnglish: Change = { type: 'comforted', comfort: { language: 'en' } }

  it('is told so in the language they read, whether the answer or the session’s end comes first', () => {
    for (const order of [[shutOut, seen(null)], [seen(null), shutOut], [shutOut, seen('one'), seen(null)]]) {
      const state = after(linked, seen('one'), inEnglish, gone(code), ...order)
      expect(state.page).toEqual({ at: 'shut-out' })
      expect(state.comfort.language).toBe('en')
      expect(JSON.stringify(state)).not.toContain('135790')
    }
  })

  it('stands outside: the next touch begins at home, and nobody else is told', () => {
    expect(after(linked, seen('one'), gone(code), shutOut, seen(null), OPENED, seen('one')).page).toEqual({ at: 'home' })
    expect(after(linked, seen('one'), gone(code), shutOut, seen(null), seen('two')).page).toEqual({ at: 'home' })
    expect(after(linked, seen('one'), gone(code), seen('two'), shutOut).page).toEqual({ at: 'home' })
    expect(after(linked, seen('one'), gone(code), shutOut, seen('two')).page).toEqual({ at: 'home' })
  })

  it('leaves the closed door behind when they are gone', () => {
    const left = after(linked, seen('one'), gone(code), shutOut, seen(null), { type: 'wiped' })
    expect([left.page.at, left.comfort]).toEqual(['attract', PLAIN_COMFORT])
  })
})

describe('a broken wire', () => {
  it('tells who was taking a number that it may have been taken, in the language they read', () => {
    const state = after(linked, seen('one'), { type: 'comforted', comfort: { language: 'en' } }, gone(taking), { type: 'unlinked' })
    expect(state.page.at).toBe('interrupted')
    expect(state.comfort.language).toBe('en')
    expect(after(linked, seen('one'), gone(taking), { type: 'unlinked' }, linked, seen(null)).page.at).toBe('interrupted')
  })

  it('tells who was printing certificates that they may have been printed', () => {
    for (const page of [askedToPrint, { at: 'printing', requestId: 'print-id' }] satisfies Page[]) {
      const state = after(linked, seen('one'), gone(page), { type: 'unlinked' }, linked, seen(null))
      expect(state.page).toEqual({ at: 'interrupted', errand: 'certificate' })
    }
    expect(after(linked, seen('one'), gone(preview), { type: 'unlinked' }).page.at).toBe('attract')
  })

  it('forgets everybody else', () => {
    const state = after(linked, seen('one'), gone(typing), { type: 'key', key: '1' }, { type: 'unlinked' })
    expect(state.page.at).toBe('attract')
    expect(state.link).toBe('waiting')
    expect(state.view).toBeNull()
  })
})

describe('the operator’s screen', () => {
  const door = (to: 'open' | 'closed'): Change => ({ type: 'operator', door: to })
  const inEnglish: Change = { type: 'comforted', comfort: { language: 'en' } }

  it('lies over the citizen’s, who finds page, typed number and language as they were', () => {
    const before = after(linked, seen('one'), inEnglish, gone(typing), { type: 'key', key: '1' })
    const over = [door('open'), { type: 'comforted', comfort: { language: 'zh', type: 'large' } } as const].reduce(changed, before)
    expect(over.comfort).toMatchObject({ language: 'zh', type: 'large' })
    expect({ ...changed(over, door('closed')), direction: 'onward' }).toEqual({ ...before, direction: 'onward' })
  })

  it('stays when the citizen’s session ends under it or the wire breaks, and then leaves the closed door behind', () => {
    for (const end of [seen(null), { type: 'wiped' }, { type: 'unlinked' }] satisfies Change[]) {
      const over = after(linked, seen('one'), inEnglish, gone(typing), door('open'), { type: 'comforted', comfort: { type: 'large' } }, end)
      expect(over.operator.state).toBe('open')
      expect(over.comfort).toEqual({ ...PLAIN_COMFORT, language: 'en', type: 'large' })
      const left = changed(over, door('closed'))
      expect([left.page.at, left.comfort]).toEqual(['attract', PLAIN_COMFORT])
    }
  })
})

describe('the number pad', () => {
  it('holds at most eighteen characters, and deleting undoes typing', () => {
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 60 }), (pressed) => {
        let typed = ''
        let state = after(linked, seen('one'), gone(typing))
        for (const key of pressed) {
          state = changed(state, { type: 'key', key })
          if (key === 'delete') typed = typed.slice(0, -1)
          else if (typed.length < 18) typed += key
          expect(state.page.at === 'keypad' && state.page.entry).toEqual({ document: 'resident-card', state: 'typing', typed })
        }
      }),
    )
  })

  it('stands still while a number is being checked', () => {
    const checking = after(linked, seen('one'), gone({ ...typing, entry: { document: 'resident-card', state: 'checking', typed: '1' } }))
    expect(changed(checking, { type: 'key', key: '2' })).toBe(checking)
  })
})

describe('the way', () => {
  const session = view('one').session

  it('leaves out what the session already has, and never lets a typed number pass for a card', () => {
    if (session === null) throw new Error('no session')
    const typed = { ...session, person: { number: '110***********002X', assurance: 'typed' } } as const
    const card = { ...session, person: { name: '张*', number: '110***********002X', assurance: 'card' } } as const
    expect(nextStep({ kind: 'number', business: freeBusiness }, session, false).at).toBe('confirm')
    expect(nextStep({ kind: 'number', business: cardBusiness }, session, false).at).toBe('agreement')
    expect(nextStep({ kind: 'number', business: cardBusiness }, session, true).at).toBe('identify')
    expect(nextStep({ kind: 'number', business: typedBusiness }, typed, true).at).toBe('confirm')
    expect(nextStep({ kind: 'number', business: cardBusiness }, typed, true).at).toBe('identify')
    expect(nextStep({ kind: 'number', business: cardBusiness }, card, true).at).toBe('confirm')
    expect(nextStep({ kind: 'number', business: typedBusiness }, card, true).at).toBe('confirm')
  })

  it('to certificates is opened by a card alone, and leads to copies that still come out', () => {
    if (session === null) throw new Error('no session')
    const certificate = { kind: 'certificate' } as const
    const typed = { ...session, person: { number: '110***********002X', assurance: 'typed' } } as const
    const card = { ...session, person: { name: '张*', number: '110***********002X', assurance: 'card' } } as const
    expect(nextStep(certificate, session, false)).toEqual({ at: 'agreement', errand: certificate })
    expect(nextStep(certificate, typed, true)).toEqual({ at: 'identify', errand: certificate, reading: 'not-asked' })
    expect(nextStep(certificate, card, true)).toEqual(LOOKING)
    const printing = { requestId: 'print-id', copies: [{ state: 'printing', pages: 1 }], paper: 'none' } as const
    const copies = [...printing.copies]
    expect(nextStep(certificate, { ...card, printing: { ...printing, copies } }, true)).toEqual({ at: 'printing', requestId: 'print-id' })
    const printed = { requestId: 'print-id', copies: [{ state: 'printed' as const, pages: 1 }] }
    expect(nextStep(certificate, { ...card, printing: { ...printed, paper: 'reminded' } }, true).at).toBe('printing')
    expect(nextStep(certificate, { ...card, printing: { ...printed, paper: 'taken' } }, true)).toEqual(LOOKING)
  })

  it('leads back to home or out from every page, and back closes help first', () => {
    fc.assert(
      fc.property(pages, (page) => {
        let state = after(linked, seen('one'), gone(page), { type: 'help', help: 'open' }, { type: 'back' })
        expect(state.page).toBe(page)
        for (let steps = 0; state.page.at !== 'home' && steps < 8; steps += 1) state = changed(state, { type: 'back' })
        expect(state.page.at).toBe('home')
      }),
    )
  })
})
