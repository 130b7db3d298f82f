import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capabilitiesOf } from '../../../printers/ipp/capabilities.ts'
import type { Attribute } from '../../../printers/ipp/message.ts'
import { statusOf, type A4Status } from '../../../printers/ipp/status.ts'

const STATES = { idle: 3, processing: 4, stopped: 5 } as const

function status(state: keyof typeof STATES, reasons: readonly string[], message = '', accepts = true, before: readonly string[] | null = null): A4Status {
  const attributes: readonly Attribute[] = [
    { name: 'printer-state', values: [{ kind: 'enum', value: STATES[state] }] },
    { name: 'printer-state-reasons', values: reasons.map((text) => ({ kind: 'keyword', text })) },
    { name: 'printer-state-message', values: [{ kind: 'text', text: message, language: null }] },
    { name: 'printer-is-accepting-jobs', values: [{ kind: 'boolean', value: accepts }] },
  ]
  return statusOf(attributes, before)
}

const well = { tonerLow: false, paperLow: false }

describe('what an operator is told of a printer', () => {
  test.each([
    ['idle', ['none'], { state: 'ready', ...well }],
    ['processing', ['none'], { state: 'busy', ...well }],
    ['stopped', ['media-empty-error'], { state: 'not-ready', reason: 'media-empty' }],
    ['stopped', ['media-needed-error'], { state: 'not-ready', reason: 'media-empty' }],
    ['stopped', ['media-jam-error', 'cover-open-error'], { state: 'not-ready', reason: 'media-jam' }],
    ['stopped', ['door-open'], { state: 'not-ready', reason: 'cover-open' }],
    ['stopped', ['marker-supply-empty-error'], { state: 'not-ready', reason: 'toner-empty' }],
    ['stopped', ['toner-empty-error'], { state: 'not-ready', reason: 'toner-empty' }],
    ['stopped', ['output-area-full-error'], { state: 'not-ready', reason: 'output-area-full' }],
    ['stopped', ['input-tray-missing-error'], { state: 'not-ready', reason: 'input-tray-missing' }],
    ['stopped', ['marker-waste-full-error'], { state: 'not-ready', reason: 'maintenance' }],
    ['stopped', ['paused'], { state: 'not-ready', reason: 'paused' }],
    ['stopped', ['shutdown'], { state: 'not-ready', reason: 'shutdown' }],
    ['stopped', ['none'], { state: 'not-ready', reason: 'error' }],
    ['stopped', ['acme-flux-compensator-error'], { state: 'not-ready', reason: 'error' }],
    // A printer is stopped for a reason that it calls a report: it is stopped all the same.
    ['stopped', ['media-empty-report'], { state: 'not-ready', reason: 'media-empty' }],
    // Without a suffix it is an error.
    ['idle', ['media-jam'], { state: 'not-ready', reason: 'media-jam' }],
    ['processing', ['media-path-output-feed-error'], { state: 'not-ready', reason: 'error' }],
    // Some never stop, and warn in the middle of a job.
    ['processing', ['media-empty-warning'], { state: 'not-ready', reason: 'media-empty' }],
    ['processing', ['cups-waiting-for-job-completed', 'media-empty-warning'], { state: 'not-ready', reason: 'media-empty' }],
    // The second tray is empty: the first prints.
    ['idle', ['media-empty-warning'], { state: 'ready', tonerLow: false, paperLow: true }],
    ['idle', ['media-empty-report'], { state: 'ready', tonerLow: false, paperLow: true }],
    ['idle', ['toner-low-report', 'media-low-warning'], { state: 'ready', tonerLow: true, paperLow: true }],
    ['processing', ['marker-supply-low-warning'], { state: 'busy', tonerLow: true, paperLow: false }],
    // Of CUPS.
    ['processing', ['connecting-to-device'], { state: 'busy', ...well }],
    ['processing', ['cups-waiting-for-job-completed'], { state: 'busy', ...well }],
    ['idle', ['offline-report'], { state: 'not-ready', reason: 'offline' }],
    // Low without a suffix is an error by the letter, and no printer means it.
    ['idle', ['toner-low'], { state: 'ready', tonerLow: true, paperLow: false }],
  ] as const)('%s, %j', (state, reasons, told) => {
    expect(status(state, reasons)).toEqual(told)
  })

  test('a queue that calls itself idle in the middle of a sheet is not called ready, and its warning is told', () => {
    expect(status('idle', ['media-empty-warning'], '', true, ['none'])).toEqual({ state: 'not-ready', reason: 'media-empty' })
    expect(status('idle', ['none'], '', true, ['none'])).toEqual({ state: 'busy', ...well })
  })

  test('the second tray is empty, and was before the sheet: the first prints it', () => {
    const second = ['media-empty-warning']
    expect(status('processing', second, '', true, second)).toEqual({ state: 'busy', tonerLow: false, paperLow: true })
    expect(status('stopped', ['media-empty-error'], '', true, second)).toEqual({ state: 'not-ready', reason: 'media-empty' })
  })

  test('a queue that does not reach its printer is not called busy', () => {
    const said = status('processing', ['none'], 'The printer may not exist or is unavailable at this time.')
    expect(said.state).toBe('unreachable')
  })

  test('a queue that takes no jobs is not called ready', () => {
    expect(status('idle', ['none'], '', false)).toEqual({ state: 'not-ready', reason: 'not-accepting-jobs' })
  })

  test('a printer that is stopped is never called ready or busy, whatever it says beside', () => {
    const reason = fc.constantFrom('none', 'media-low-report', 'cups-x', 'connecting-to-device', 'toner-low', 'identify-printer-requested')
    fc.assert(
      fc.property(fc.array(reason, { minLength: 1 }), (reasons) => {
        expect(status('stopped', reasons).state).toBe('not-ready')
      }),
    )
  })

  test('an answer that makes no sense is no exception', () => {
    fc.assert(fc.property(fc.array(fc.string()), (reasons) => void status('processing', reasons)))
    expect(statusOf([]).state).toBe('busy')
  })
})

describe('what counts as a confirmation', () => {
  const queue = (deviceUri: string): readonly Attribute[] => [
    { name: 'cups-version', values: [{ kind: 'text', text: '2.4.2', language: null }] },
    { name: 'device-uri', values: [{ kind: 'uri', text: deviceUri }] },
  ]
  test.each([
    ['ipp://192.168.1.60/ipp/print', true],
    ['ipps://192.168.1.60/ipp/print', true],
    ['dnssd://Laser._ipp._tcp.local/?uuid=1', true],
    ['dnssd://Laser._pdl-datastream._tcp.local/', false],
    ['usb://HP/LaserJet', false],
    ['socket://192.168.1.60:9100', false],
    ['lpd://192.168.1.60/queue', false],
    ['implicitclass://hall/', false],
    ['', false],
  ])('of a queue in front of %s: %s', (deviceUri, confirms) => {
    expect(capabilitiesOf(queue(deviceUri)).confirms).toBe(confirms)
  })

  test('of a printer itself: always', () => {
    expect(capabilitiesOf([]).confirms).toBe(true)
  })
})
