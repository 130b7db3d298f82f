import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TerminalView } from '../../main/contract/view.ts'
import { type Change, changed, type NumberKey } from '../../renderer/kiosk/changes.ts'
import { FIRST_STATE, identifyPage, type KioskState, nextStep, type Page, PLAIN_COMFORT } from '../../renderer/kiosk/state.ts'
import { BUSINESSES, FACTS } from './stand-in/specimens.ts'

const [typedBusiness, cardBusiness, , , freeBusiness] = BUSINESSES
if (typedBusiness === undefined || cardBusiness === undefined || freeBusiness === undefined) throw new Error('specimens')

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
    printer: { state: 'ready', paperLow: false },
    document: { state: 'ready', paperLow: false },
    closure: null,
    session:
      session === null
        ? null
        : { id: session, agreed: false, person: null, sheet: null, printing: null, clock: { phase: 'running', warnsInMs: 60_000 } },
  }
}

const after = (...changes: readonly Change[]): KioskState => changes.reduce(changed, FIRST_STATE)
const linked: Change = { type: 'linked', facts: FACTS }
const OPENED: Change = { type: 'opened', facts: FACTS }
const seen = (session: string | null): Change => ({ type: 'seen', view: view(session), at: 0 })
const gone = (page: Page): Change => ({ type: 'gone', page })
const typing: Page = { at: 'keypad', business: typedBusiness, entry: { state: 'typing', typed: '' } }
const taking: Page = { at: 'taking', intent: { requestId: 'id', business: typedBusiness, paper: 'ticket' } }
const ticketPage: Page = { at: 'ticket', ticket: TICKET, paper: 'ticket', reprint: { state: 'none' } }

const keys = fc.constantFrom<NumberKey>('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', 'delete')
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

describe('a broken wire', () => {
  it('tells who was taking a number that it may have been taken, in the language they read', () => {
    const state = after(linked, seen('one'), { type: 'comforted', comfort: { language: 'en' } }, gone(taking), { type: 'unlinked' })
    expect(state.page.at).toBe('interrupted')
    expect(state.comfort.language).toBe('en')
    expect(after(linked, seen('one'), gone(taking), { type: 'unlinked' }, linked, seen(null)).page.at).toBe('interrupted')
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
          expect(state.page.at === 'keypad' && state.page.entry).toEqual({ state: 'typing', typed })
        }
      }),
    )
  })

  it('stands still while a number is being checked', () => {
    const checking = after(linked, seen('one'), gone({ ...typing, entry: { state: 'checking', typed: '1' } }))
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

  it('leads back to home or out from every page, and back closes help first', () => {
    fc.assert(
      fc.property(pages, (page) => {
        let state = after(linked, seen('one'), gone(page), { type: 'help', help: 'open' }, { type: 'back' })
        expect(state.page).toBe(page)
        for (let steps = 0; state.page.at !== 'home' && steps < 6; steps += 1) state = changed(state, { type: 'back' })
        expect(state.page.at).toBe('home')
      }),
    )
  })
})
