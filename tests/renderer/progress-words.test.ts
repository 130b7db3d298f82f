import { describe, expect, it } from 'vitest'
import { FilingState, type FilingClock } from '../../main/contract/progress.ts'
import type { SessionView, TerminalView } from '../../main/contract/view.ts'
import { type Change, changed } from '../../renderer/kiosk/changes.ts'
import { clockStanding } from '../../renderer/kiosk/progress/clock.tsx'
import { FIRST_OF_RECEIPT, isProgressPage, OWN_FILINGS, PROGRESS, type ProgressPage } from '../../renderer/kiosk/progress/pages.ts'
import { fitsReceipt, receiptAfter } from '../../renderer/kiosk/progress/receipt-entry.ts'
import { markOf, markTone } from '../../renderer/kiosk/progress/state-mark.tsx'
import { afterProof, FIRST_STATE, identifyPage, type KioskState, nextStep, type Page, PLAIN_COMFORT } from '../../renderer/kiosk/state.ts'
import { addProgressStrings } from '../../renderer/strings/progress.ts'
import { createStrings } from '../../renderer/strings/strings.ts'
import { FILINGS } from './stand-in/progress.ts'
import { FACTS } from './stand-in/specimens.ts'

const strings = createStrings()
addProgressStrings(strings)
const zh = strings.getFixedT('zh')

const [FIRST] = FILINGS
const LIST = { filings: [...FILINGS], waiting: [] }
const KNOWN = { outcome: 'known', state: 'received', cases: null, filedOn: '2026-11-20', acceptedOn: null, promisedBy: null, supplementBy: null, stoppedOn: null, finishedOn: null } as const
const PAGES: readonly ProgressPage[] = [
  PROGRESS,
  OWN_FILINGS,
  { at: 'progress-list', listing: { state: 'listed', list: LIST } },
  { at: 'progress-filing', list: LIST, filing: FIRST },
  { at: 'progress-filing', list: { filings: [FIRST], waiting: [] }, filing: null },
  { at: 'progress-dispute', list: LIST, filing: FIRST, dispute: { state: 'choosing' } },
  FIRST_OF_RECEIPT,
  { at: 'progress-receipt', field: 'code', receipt: { number: 'YM-SPECIMEN-1', code: 'SPEC' }, said: { state: 'typing' } },
  { at: 'progress-receipt-status', status: KNOWN },
]

const session: SessionView = { id: 'one', agreed: true, person: null, booked: false, sheet: null, printing: null, filing: null, clock: { phase: 'held' } }
const view = (id: string | null): TerminalView => ({
  now: 0,
  businessDay: '2026-11-21',
  session: id === null ? null : { ...session, id },
  card: { state: 'absent' },
  socialCard: { state: 'none' },
  printer: { state: 'none' },
  document: { state: 'none' },
  closure: null,
})
const seen = (id: string | null): Change => ({ type: 'seen', view: view(id), at: 0 })
const after = (...changes: readonly Change[]): KioskState =>
  changes.reduce(changed, changed(changed(FIRST_STATE, { type: 'linked', facts: FACTS }), seen('one')))
const gone = (page: Page): Change => ({ type: 'gone', page })

describe('the pages of 进度查询', () => {
  it('lead back home from everywhere, and are all its own', () => {
    for (const page of PAGES) {
      expect(isProgressPage(page)).toBe(true)
      let state = after(gone(page))
      for (let steps = 0; state.page.at !== 'home' && steps < 6; steps += 1) state = changed(state, { type: 'back' })
      expect(state.page.at).toBe('home')
    }
    expect(isProgressPage({ at: 'home' })).toBe(false)
  })

  it('are wiped with the session, whoever ends it', () => {
    for (const page of PAGES) {
      for (const end of [seen(null), seen('two'), { type: 'unlinked' } as const]) {
        expect(JSON.stringify(after(gone(page), end))).not.toMatch(/SPECIMEN|生育津贴|2026-11-20/)
      }
    }
  })

  it('ask for the card, which a typed number does not replace, and go on there once more is proven', () => {
    const errand = { kind: 'progress' } as const
    const typed = { ...session, person: { number: '110***********002X', assurance: 'typed' } } as const
    const card = { ...session, person: { name: '张*', number: '110***********002X', assurance: 'card' } } as const
    expect(nextStep(errand, session, false)).toEqual({ at: 'agreement', errand })
    expect(nextStep(errand, typed, true)).toEqual(identifyPage(errand))
    expect(nextStep(errand, card, true)).toEqual(OWN_FILINGS)
    expect(afterProof(errand, card)).toEqual(OWN_FILINGS)
    const proving = after({ type: 'proving', errand }, gone({ at: 'prove', ways: ['sms', 'clerk'] }), { type: 'back' })
    expect(proving.page).toEqual(OWN_FILINGS)
    expect(after(gone(identifyPage(errand)), { type: 'back' }).page).toEqual(PROGRESS)
  })

  it('tell whoever typed the third wrong code of a receipt, and nobody after', () => {
    const shutOut: Change = { type: 'shut-out', comfort: PLAIN_COMFORT, codes: 'receipt' }
    for (const order of [[shutOut, seen(null)], [seen(null), shutOut]]) {
      expect(after(gone(FIRST_OF_RECEIPT), ...order).page).toEqual({ at: 'shut-out', codes: 'receipt' })
    }
    expect(after(gone(FIRST_OF_RECEIPT), seen(null), seen('two'), shutOut).page.at).not.toBe('shut-out')
  })
})

describe('a state', () => {
  it('is drawn so that no two that mean otherwise look alike', () => {
    expect(Object.fromEntries(FilingState.options.map((state) => [state, markOf(state, 'nothing')]))).toEqual({
      received: 'tray',
      supplement: 'pen',
      accepted: 'stamp',
      'not-accepted': 'void',
      'in-progress': 'work',
      finished: 'done',
      refused: 'void',
      ended: 'back',
      returned: 'back',
    })
    expect(markOf('in-progress', 'procedure')).toBe('pause')
  })

  it('is loud where it is the person’s turn', () => {
    expect([markTone('supplement', 'supplement'), markTone('finished', 'print'), markTone('finished', 'nothing'), markTone('in-progress', 'decision')]).toEqual([
      'yours',
      'yours',
      'done',
      'calm',
    ])
  })
})

describe('the promised time', () => {
  const clock: FilingClock = { state: 'running', promised: 20, elapsed: 5, notCounted: 0, by: '2026-12-11', left: 15 }
  it.each<[Partial<FilingClock>, string | null]>([
    [{}, 'calm 还有 15 个工作日'],
    [{ left: 0 }, 'attention 今天是承诺的最后一天'],
    [{ left: -2 }, 'attention 超过承诺时限 2 个工作日'],
    [{ left: null, by: null }, null],
    [{ state: 'stopped', left: null }, 'calm 暂停计时，特别程序结束后继续'],
    [{ state: 'before', elapsed: null, left: null }, 'calm 受理后开始计算'],
    [{ state: 'before', promised: null }, null],
    [{ state: 'ended', elapsed: 20, left: null }, 'done 在承诺时限内办结'],
    [{ state: 'ended', elapsed: 21, left: null }, 'calm 超过承诺时限办结'],
    [{ state: 'ended', elapsed: null }, null],
  ])('%o', (change, said) => {
    const standing = clockStanding({ ...clock, ...change }, zh)
    expect(standing && `${standing.tone} ${standing.words}`).toBe(said)
  })
})

describe('number and code of a receipt', () => {
  it('hold what can stand there and no more', () => {
    const receipt = { number: 'YM-SPECIMEN-1', code: 'SPEC22K' }
    expect(receiptAfter('code', receipt, 'A').code).toBe('SPEC22KA')
    expect(receiptAfter('code', { ...receipt, code: 'SPEC22KA' }, 'A').code).toBe('SPEC22KA')
    expect(receiptAfter('code', receipt, 'O')).toBe(receipt)
    expect(receiptAfter('number', receipt, 'delete').number).toBe('YM-SPECIMEN-')
    expect([fitsReceipt('code', 'SPEC22K'), fitsReceipt('code', 'SPEC22KA'), fitsReceipt('number', '1234567')]).toEqual([false, true, false])
  })
})
