import { readdir } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardCall, BoardView } from '../../main/contract/board.ts'
import { CALL_WORDS } from '../../main/contract/call-words.ts'
import { atWindow, firstState, heardView, lastCalls, lineClosed, ticked, type BoardState } from '../../renderer/board/board-state.ts'
import { LARGE_MS, PLACES } from '../../renderer/board/stage.ts'
import { businessTurns, inGroups, noticePieces, turnOf } from '../../renderer/board/turns.ts'
import spokenWords from '../../renderer/strings/board-spoken.json'
import { planCall, type CallManner, type CallPiece } from '../../renderer/voice/call-plan.ts'
import { heard, MOST_WAITING, NOTHING_TO_SAY, speakNext, spoken, type CallQueue } from '../../renderer/voice/call-queue.ts'
import { specimenView } from './board-specimen.ts'

const CLIPS = path.resolve('renderer/voice/call-clips')
const has: CallManner['has'] = (language, name) => Object.hasOwn(spokenWords[language], name)
const ZH: CallManner = { languages: ['zh'], one: 'yi', has }

/** As one hears it: the words' names, `…` where more than a breath is silent. */
function said(pieces: readonly CallPiece[]): string {
  return pieces.flatMap((piece) => (piece.kind === 'clip' ? [piece.name] : piece.ms >= 500 ? ['…'] : [])).join(' ')
}

describe('a call that is spoken', () => {
  it('is a chime, then the sentence twice, digit by digit, the second time after a second', () => {
    const pieces = planCall({ number: 'A001', window: '3' }, ZH)
    expect(said(pieces)).toBe('chime please A 0 0 1 number to 3 window … please A 0 0 1 number to 3 window')
    expect(pieces.filter((piece) => piece.kind === 'silence' && piece.ms >= 500)).toEqual([{ kind: 'silence', ms: 1_000 }])
  })

  it('reads a one as the hall says, in numbers and not in windows', () => {
    expect(said(planCall({ number: 'A011', window: '1' }, { ...ZH, one: 'yao' }))).toContain('please A 0 1-yao 1-yao number to 1 window')
  })

  it('counts windows as people count, in each language', () => {
    const window = (name: string, languages: CallManner['languages']) =>
      said(planCall({ number: 'A', window: name }, { ...ZH, languages })).replace(/ ….*/, '').replace('chime ', '')
    expect(['7', '10', '12', '20', '35', '105', '110', '200'].map((name) => window(name, ['zh']))).toEqual(
      ['7', '10', '1 2', '2 10', '3 10 5', '1 100 0 5', '1 100 1 10', '2 100'].map((spokenAs) => `please A number to ${spokenAs === '1 2' ? '10 2' : spokenAs} window`),
    )
    expect(['7', '12', '20', '35', '105', '200'].map((name) => window(name, ['en']))).toEqual(
      ['7', '12', '20', '30 5', '1 100 5', '2 100'].map((spokenAs) => `number A window ${spokenAs}`),
    )
    expect(window('E03', ['zh'])).toBe('please A number to E 0 3 window')
  })

  it('sends to the screen for a window that cannot be said, and plays the hall’s own recording of it where there is one', () => {
    expect(said(planCall({ number: 'A', window: '综合1' }, ZH))).toContain('please A number on-screen')
    const own: CallManner = { ...ZH, has: (language, name) => name === 'window-综合1' || has(language, name) }
    expect(said(planCall({ number: 'A', window: '综合1' }, own))).toContain('please A number window-综合1')
  })

  it('says the first language twice and each other once after it', () => {
    const pieces = planCall({ number: 'B2', window: '4' }, { ...ZH, languages: ['zh', 'en'] })
    expect(said(pieces)).toBe('chime please B 2 number to 4 window … please B 2 number to 4 window … number B 2 window 4')
    expect(planCall({ number: 'B2', window: '4' }, { ...ZH, languages: [] })).toEqual([])
  })

  it('has a recording for every word of the list, and no other', async () => {
    const recorded = async (language: 'zh' | 'en') => (await readdir(path.join(CLIPS, language))).map((file) => file.replace('.ogg', '')).sort()
    expect(await recorded('zh')).toEqual(Object.keys(spokenWords.zh).sort())
    expect(await recorded('en')).toEqual(Object.keys(spokenWords.en).sort())
  })

  it('is made of the words that a hall may record itself', () => {
    for (const language of ['zh', 'en'] as const) expect([...CALL_WORDS[language]].sort()).toEqual(Object.keys(spokenWords[language]).sort())
  })

  it('never names what is not recorded, whatever a hall calls its windows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'grapheme', maxLength: 6 }), (number, window) => {
        const pieces = planCall({ number, window }, { ...ZH, languages: ['zh', 'en'] })
        return pieces.every((piece) => piece.kind === 'silence' || piece.language === null || has(piece.language, piece.name))
      }),
    )
    expect(said(planCall({ number: '号', window: '' }, ZH))).toBe('chime please number on-screen … please number on-screen')
  })
})

const MINUTE = 60_000
const someCalls = fc.array(
  fc.record({ number: fc.constantFrom('A001', 'A002', 'A003', 'B001', 'B002'), window: fc.constantFrom('1', '2'), pause: fc.integer({ min: 0, max: 20_000 }) }),
  { maxLength: 60 },
)

describe('calls that are to be spoken', () => {
  it('come one after the other in their order, none older than a minute, and no re-call within five seconds', () => {
    fc.assert(
      fc.property(someCalls, fc.integer({ min: 1_000, max: 15_000 }), (made, lasting) => {
        let now = 0
        let queue: CallQueue = NOTHING_TO_SAY
        let until = 0
        const log: { call: BoardCall; from: number; to: number }[] = []
        const goOn = () => {
          if (queue.speaking !== null && now >= until) queue = spoken(queue)
          const before = queue.speaking
          queue = speakNext(queue, now)
          if (queue.speaking === null || queue.speaking === before) return
          until = now + lasting
          log.push({ call: queue.speaking, from: now, to: until })
        }
        for (const [index, { number, window, pause }] of made.entries()) {
          for (const end = now + pause; now < end; now = Math.min(end, now + 500)) goOn()
          queue = heard(queue, [{ seq: index + 1, number, window, calls: 1, at: now }], now)
          expect(queue.waiting.length).toBeLessThanOrEqual(MOST_WAITING)
          goOn()
        }
        for (let rest = 0; rest < 300; rest += 1, now += 500) goOn()
        for (const [at, each] of log.entries()) {
          expect(each.from - each.call.at).toBeLessThan(MINUTE)
          const before = log[at - 1]
          if (before === undefined) continue
          expect(each.from).toBeGreaterThanOrEqual(before.to)
          expect(each.call.seq).toBeGreaterThan(before.call.seq)
        }
        const twice = log.filter(({ call }, at) =>
          log.slice(0, at).some((other) => other.call.number === call.number && other.call.window === call.window && call.at - other.call.at < 5_000))
        expect(twice).toEqual([])
      }),
    )
  })

  it('speak the newest of a crowd', () => {
    const calls = Array.from({ length: 20 }, (_, at): BoardCall => ({ seq: at + 1, number: `A${at}`, window: '1', calls: 1, at: 0 }))
    const { waiting } = heard(NOTHING_TO_SAY, calls, 0)
    expect(waiting.map(({ seq }) => seq)).toEqual([15, 16, 17, 18, 19, 20])
  })
})

/** A page that has been open for a moment, and what the hall tells it next. */
function opened(): BoardState {
  return heardView(firstState(0), specimenView(), 0)
}
function told(state: BoardState, numbers: readonly string[], now: number, rest: Partial<BoardView> = {}): BoardState {
  const view = state.view ?? specimenView()
  const news = numbers.map((number, at): BoardCall => ({ seq: view.seq + at + 1, number, window: '1', calls: 1, at: now }))
  const calls = [...news.toReversed(), ...view.calls.filter((call) => !numbers.includes(call.number))].slice(0, 10)
  return heardView(state, { ...view, seq: view.seq + news.length, news, calls, ...rest }, now)
}
const large = (state: BoardState) => state.stage.large.map(({ number }) => number)

describe('the board', () => {
  it('opens with the latest call, which does not flash, and six before it', () => {
    const state = opened()
    expect(state.stage.large).toMatchObject([{ number: 'A012', since: null }])
    expect(lastCalls(state).map(({ number }) => number)).toEqual(['B007', 'A011', 'C003', 'X1002', 'A010', 'B006'])
  })

  it('shows up to four calls large at once, lets the next ones take turns, and loses none', () => {
    const numbers = Array.from({ length: 15 }, (_, at) => `D${at}`)
    let state = told(opened(), numbers, 1_000)
    const shown = new Map<string, { from: number; to: number }>()
    for (let now = 1_000; now < 120_000; now += 1_000) {
      state = ticked({ ...state, viewAt: now }, now)
      expect(state.stage.large.length).toBeLessThanOrEqual(PLACES)
      for (const number of large(state)) shown.set(number, { from: shown.get(number)?.from ?? now, to: now })
      expect(new Set([...large(state), ...lastCalls(state).map(({ number }) => number)]).size).toBeGreaterThanOrEqual(4)
    }
    expect([...shown.keys()]).toEqual(numbers)
    for (const { from, to } of shown.values()) expect(to - from).toBeGreaterThanOrEqual(LARGE_MS - 1_000)
    expect(large(state)).toEqual(['D14'])
  })

  it('lets a number that is called again flash again in its place', () => {
    const first = told(opened(), ['D1', 'D2'], 1_000)
    const again = told(first, ['D1'], 9_000)
    expect(large(again)).toEqual(['D1', 'D2'])
    expect(again.stage.large[0]).toMatchObject({ seq: 43, since: 9_000 })
    expect(lastCalls(again).map(({ number }) => number)).not.toContain('D1')
  })

  it('says that its line is lost: three seconds after it broke, or when it is silent for twenty', () => {
    const state = opened()
    expect(ticked(state, 20_000).lost).toBe(false)
    expect(ticked(state, 20_001).lost).toBe(true)
    const closed = lineClosed(state)
    expect(ticked(closed, 2_999).lost).toBe(false)
    const lost = ticked(closed, 3_001)
    expect(lost).toMatchObject({ lost: true, view: { calls: state.view?.calls } })
    expect(told(lost, ['D1'], 9_000)).toMatchObject({ lost: false, stage: { large: [{ number: 'D1' }] } })
  })

  it('begins each day without the calls of the day before', () => {
    expect(told(opened(), [], 1_000, { businessDay: '2026-11-24', calls: [] }).stage.large).toEqual([])
  })

  it('shows over a window who stands there, and a fresh call for its time even when nobody came', () => {
    const windows = (number: string | null) => [{ window: '3', state: 'open' as const, number }]
    const open = heardView(firstState(0), { ...specimenView(), window: '3', windows: windows('A012') }, 0)
    expect(atWindow(open)).toMatchObject({ number: 'A012' })
    const free = told(open, [], 1_000, { windows: windows(null) })
    expect(atWindow(free)).toBeNull()
    const passed = told(told(free, ['A013'], 2_000, { windows: windows('A013') }), [], 4_000, { windows: windows(null) })
    expect(atWindow(passed)).toMatchObject({ number: 'A013' })
    expect(atWindow(ticked({ ...passed, viewAt: 18_000 }, 18_000))).toBeNull()
  })

  // Thirty-one days of a call each five minutes from nine to five; the line breaks at night, and over noon each third day.
  it('left open for a month, it knows no more than on its first day, and each day shows its own calls only', () => {
    const MINUTE = 60_000
    let state = opened()
    let queue: CallQueue = NOTHING_TO_SAY
    const sizes: number[] = []
    const wrong: object[] = []
    for (let day = 1; day <= 31; day += 1) {
      const businessDay = `2026-12-${String(day).padStart(2, '0')}`
      for (let minute = 0; minute < 24 * 60; minute += 5) {
        const now = (day * 24 * 60 + minute) * MINUTE
        const open = minute >= 9 * 60 && minute < 17 * 60
        const away = minute < 5 || (day % 3 === 0 && minute === 12 * 60)
        if (away) {
          // Neither word nor close: a cable was pulled.
          state = ticked(state, now)
          if (!state.lost) wrong.push({ day, minute })
          continue
        }
        // What was called while the line was away is told in one go.
        const missed = day % 3 === 0 && minute === 12 * 60 + 5 ? [`${day}-missed`] : []
        const numbers = open ? [...missed, `${day}-${minute}`] : []
        const rest = state.view?.businessDay === businessDay ? {} : { businessDay, calls: [] }
        state = ticked(told(state, numbers, now, rest), now)
        queue = speakNext(heard(queue, state.view?.news ?? [], now), now)
        const shown = [...large(state), ...lastCalls(state).map(({ number }) => number)]
        const others = shown.filter((number) => !number.startsWith(`${day}-`))
        const called = numbers.every((number) => large(state).includes(number))
        if (state.lost || others.length > 0 || !called) wrong.push({ day, minute, others, called })
      }
      sizes.push(state.stage.large.length + state.stage.waiting.length + queue.waiting.length + queue.taken.length)
    }
    expect(wrong).toEqual([])
    expect(Math.max(...sizes)).toBe(sizes[0])
  })

  it('is no larger after ten thousand calls', () => {
    let state = opened()
    let queue: CallQueue = NOTHING_TO_SAY
    for (let at = 1; at <= 10_000; at += 1) {
      const now = at * 100
      state = ticked(told(state, [`D${at}`], now), now)
      queue = speakNext(heard(queue, state.view?.news ?? [], now), now)
    }
    expect(state.stage.large.length + state.stage.waiting.length).toBeLessThanOrEqual(24)
    expect(queue.waiting.length).toBeLessThanOrEqual(MOST_WAITING)
    // In five seconds of ten calls each.
    expect(queue.taken.length).toBeLessThanOrEqual(50)
  })
})

describe('what does not fit at once', () => {
  it('takes turns of ten seconds, and all of it comes', () => {
    expect([0, 9_999, 10_000, 25_000, 30_000].map((now) => turnOf(['a', 'b', 'c'], now))).toEqual(['a', 'a', 'b', 'c', 'a'])
    expect(turnOf([], 0)).toBeUndefined()
    expect(inGroups([1, 2, 3, 4], 3)).toEqual([[1, 2, 3], [4]])
    const { businesses } = specimenView()
    const turns = businessTurns(businesses, 27)
    expect(turns.flat()).toEqual(businesses)
    expect(turns.length).toBe(3)
  })

  it('is a notice in pieces of which each fits and none is lost', () => {
    const text = fc.string({ unit: fc.constantFrom('请', '到', '咨', '，', '。', '询'), maxLength: 60 })
    fc.assert(
      fc.property(text, (zh) => {
        const parts = noticePieces([{ zh, en: zh }], { zh: 16, en: 60 })
        expect(parts.map((part) => part.zh).join('')).toBe(zh)
        for (const part of parts) expect(part.zh.length).toBeLessThanOrEqual(16)
      }),
    )
    expect(noticePieces([{ zh: '过号请到咨询台', en: 'Missed it? Ask at the desk.' }], { zh: 16, en: 12 })).toEqual([
      { zh: '过号请到咨询台', en: 'Missed it?' },
      { zh: '过号请到咨询台', en: 'Ask at the' },
      { zh: '过号请到咨询台', en: 'desk.' },
    ])
  })
})
