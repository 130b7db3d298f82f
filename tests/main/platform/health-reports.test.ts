import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Health } from '../../../main/operations/health.ts'
import type { Log } from '../../../main/operations/log.ts'
import { NO_PLATFORM } from '../../../main/platform/delivery.ts'
import { reportHealth } from '../../../main/platform/health-reports.ts'
import type { Platform } from '../../../main/platform/platform.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const HEALTH: Health = {
  version: '1',
  uptimeSeconds: 60,
  terminal: 'K01',
  devices: { ticket: { state: 'not-ready', detail: 'paper-out' } },
  outbox: { waiting: 0, oldestSeconds: 0, shelf: 0 },
  platform: NO_PLATFORM,
  ledger: { ok: true },
}

function reporting(answer: () => ReturnType<Platform['reportHealth']>) {
  const heard: Parameters<Platform['reportHealth']>[0][] = []
  const warnings: string[] = []
  const reports = reportHealth({
    platform: {
      reportHealth(health) {
        heard.push(health)
        return answer()
      },
    },
    health: () => Promise.resolve(HEALTH),
    now: () => new Date('2026-11-22T02:00:00Z'),
    log: { warn: (_facts: object, words: string) => void warnings.push(words) } as unknown as Log,
  })
  onTestFinished(() => reports.close())
  return { heard, warnings, reports }
}

test('the platform hears once a minute how the terminal is, and nothing of how it stands with the platform', async () => {
  const { heard, reports } = reporting(() => Promise.resolve({ ok: true, value: undefined }))
  await vi.advanceTimersByTimeAsync(10_000)
  const { terminal: _terminal, platform: _platform, ...told } = HEALTH
  expect(heard).toEqual([{ ...told, at: '2026-11-22T02:00:00.000Z' }])
  await vi.advanceTimersByTimeAsync(600_000)
  expect(heard).toHaveLength(11)
  await reports.close()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(heard).toHaveLength(11)
})

test('a platform that is away is told of in the log once, and tried again every minute', async () => {
  const { heard, warnings } = reporting(() => Promise.resolve({ ok: false, fault: { kind: 'unreachable', line: 'nobody answers' } }))
  await vi.advanceTimersByTimeAsync(190_000)
  expect(heard).toHaveLength(4)
  expect(warnings).toHaveLength(1)
})
