import { describe, expect, it } from 'vitest'
import type { CardView, SheetView } from '../../main/contract/view.ts'
import { dayInWords, hallTime } from '../../renderer/kiosk/hall-time.ts'
import { pixelsPerMillimetre } from '../../renderer/kiosk/millimetres.ts'
import { noticesOf } from '../../renderer/kiosk/notices.ts'
import { cardWords } from '../../renderer/kiosk/take-number/card-words.ts'
import { byDepartment } from '../../renderer/kiosk/take-number/departments.ts'
import { groupsOf } from '../../renderer/kiosk/take-number/number-groups.ts'
import { sheetTruth } from '../../renderer/kiosk/take-number/sheet-truth.ts'
import { BUSINESSES } from './stand-in/specimens.ts'

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

  it('warns of a card that lies there when nobody stands in front, and of nothing in a healthy hall', () => {
    const healthy = {
      now: 0,
      businessDay: '2026-11-21',
      session: null,
      card: { state: 'absent' },
      printer: { state: 'ready', paperLow: false },
    } as const
    expect(noticesOf(healthy)).toEqual([])
    expect(noticesOf({ ...healthy, card: { state: 'present', leftBehind: false } })).toEqual([{ kind: 'card-lies-there' }])
    expect(noticesOf({ ...healthy, printer: { state: 'not-ready', reason: 'paper-out' } })).toEqual([
      { kind: 'not-ready', reason: 'paper-out' },
    ])
  })
})

describe('what is said of a sheet', () => {
  const sheet = (state: SheetView['state'], settled: boolean): SheetView => ({ ticketId: 'A-1', state, settled })
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
    expect(sheetTruth('A-1', 'screen', { state: 'none' }, null)).toBe('screen')
  })
})

describe('the reader', () => {
  it('asks for another card when the one there belongs to somebody else', () => {
    const left: CardView = { state: 'present', leftBehind: true }
    expect(cardWords(left)).toEqual({ key: 'leftBehind', tone: 'attention', activity: 'waiting' })
    expect(cardWords({ state: 'present', leftBehind: false }).tone).toBe('done')
    expect(cardWords({ state: 'unreadable', reason: 'reader-out-of-order' }).activity).toBe('broken')
  })
})

describe('a typed number', () => {
  const digits = (entry: Parameters<typeof groupsOf>[0]) =>
    groupsOf(entry).map(({ places }) => places.map(({ character }) => character).join(''))

  it('stands in groups of 6, 8 and 4 as on the card', () => {
    expect(digits({ state: 'typing', typed: '11010519491231002X' })).toEqual(['110105', '19491231', '002X'])
    expect(digits({ state: 'typing', typed: '1101051' })).toEqual(['110105', '1', ''])
  })

  it('marks the group in which the fault lies, and all of it where that is not known', () => {
    const marked = (fault: 'region' | 'birth' | 'check-digit') =>
      groupsOf({ state: 'wrong', typed: '11010519491231002X', fault }).map((group) => group.fault)
    expect(marked('region')).toEqual([true, false, false])
    expect(marked('birth')).toEqual([false, true, false])
    expect(marked('check-digit')).toEqual([true, true, true])
  })
})

describe('the businesses', () => {
  it('stand under their department in the order of the hall', () => {
    const codes = byDepartment(BUSINESSES).map(({ businesses }) => businesses.map(({ code }) => code).join(''))
    expect(codes).toEqual(['AB', 'C', 'D', 'E', 'F'])
  })
})
