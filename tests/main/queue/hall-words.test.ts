import { describe, expect, test } from 'vitest'
import { demonstrationConfiguration } from '../../../main/configuration/demonstration.ts'
import { oldestMonthKept } from '../../../main/operations/retention.ts'
import { availabilityView, reopensText } from '../../../main/queue/business-view.ts'
import { hallTime } from '../../../main/queue/hall-time.ts'
import { whereToWait, windowLabels } from '../../../main/queue/ticket-content.ts'

const CHINA = 'Asia/Shanghai'
/** Saturday 21 November 2026, 14:05 in China. */
const NOW = new Date('2026-11-21T06:05:00Z')
const inChina = (text: string) => new Date(`${text}:00+08:00`)

describe('when it opens again, as people say it', () => {
  test.each([
    ['2026-11-21T15:30', '今天 15:30', 'today 15:30'],
    ['2026-11-22T09:00', '明天 09:00', 'tomorrow 09:00'],
    ['2026-11-23T09:00', '周一 09:00', 'Mon 09:00'],
    ['2026-12-08T09:00', '12月8日 09:00', '8 December 09:00'],
  ])('%s', (next, zh, en) => {
    expect(reopensText(inChina(next), NOW, CHINA)).toEqual({ zh, en })
  })

  test('midnight belongs to the hall, not to Greenwich', () => {
    const lateEvening = inChina('2026-11-21T23:59')
    expect(reopensText(inChina('2026-11-22T00:30'), lateEvening, CHINA).zh).toBe('明天 00:30')
    expect(hallTime(CHINA).dateAndTime(inChina('2026-11-22T00:00'))).toBe('2026-11-22 00:00')
  })

  test('a business that opens at no known time says only that it is closed', () => {
    const closed = availabilityView({ state: 'closed', reason: 'no-window' }, NOW, CHINA)
    expect(closed).toEqual({ state: 'closed', reason: 'no-window' })
  })
})

describe('where to wait', () => {
  const { hall } = demonstrationConfiguration({ folder: '/f', reader: 'tcp://127.0.0.1:1', socialCard: 'tcp://127.0.0.1:4', scanner: 'tcp://127.0.0.1:5', printer: 'tcp://127.0.0.1:2', document: 'ipp://127.0.0.1:3/ipp/print', platform: null, hall: null })
  const [insurance] = hall.businesses
  if (!insurance) throw new Error('the demonstration hall has businesses')
  const { where: _, ...withoutWhere } = insurance

  test('what the hall wrote, else its windows by their labels, else the waiting area', () => {
    expect(whereToWait(insurance).zh).toBe('一楼东区')
    expect(whereToWait({ ...withoutWhere, windows: ['1', '绿色通道'] })).toEqual({
      zh: '1号窗口、绿色通道',
      en: 'Window 1, 绿色通道',
    })
    expect(whereToWait({ ...withoutWhere, windows: undefined }).zh).toBe('大厅等候区')
    expect(windowLabels({ ...insurance, windows: undefined })).toEqual([])
  })

  test('a month is kept until its last day is older than the hall’s retention', () => {
    expect(hall.policy.retentionDays.ticket).toBe(30)
    expect(oldestMonthKept('ticket', inChina('2026-11-21T14:05'), hall)).toBe('2026-10')
    expect(oldestMonthKept('ticket', inChina('2026-11-30T23:59'), hall)).toBe('2026-10')
    expect(oldestMonthKept('ticket', inChina('2026-12-01T00:00'), hall)).toBe('2026-11')
    expect(oldestMonthKept('ticket', inChina('2027-01-15T12:00'), hall)).toBe('2026-12')
    expect(hall.policy.retentionDays.certificate).toBe(90)
    expect(oldestMonthKept('certificate', inChina('2026-11-21T14:05'), hall)).toBe('2026-08')
  })
})
