import { ORPCError } from '@orpc/server'
import type { IdentifyByCodeOutcome, ScannedTicketOutcome } from '../../../main/contract/kiosk.ts'
import type { ScanView } from '../../../main/contract/scans.ts'
import { terminalContract } from '../../../main/contract/server.ts'
import type { SessionView } from '../../../main/contract/view.ts'
import { shapeOf } from '../../../main/session/code-shape.ts'

/** What a test scripts of codes. */
export interface ScanScript {
  /** What the terminal's own scanner has read so far. */
  scans: readonly string[]
  /** What the ledger says of a ticket that is scanned. */
  ticketFound: ScannedTicketOutcome
  /** What the platform says of a code from a phone. */
  codeSays: IdentifyByCodeOutcome
}

export const SCANS_AS_THEY_ARE: ScanScript = {
  scans: [],
  ticketFound: {
    outcome: 'known',
    state: 'waiting',
    evaluation: null,
    ticket: {
      ticketId: 'A-1',
      number: 'A007',
      business: { zh: '社会保险', en: 'Social insurance' },
      ahead: 3,
      where: { zh: '一楼东侧等候区', en: 'the east waiting area, ground floor' },
      windows: [{ zh: '1号窗口', en: '1' }],
      issuedAt: '14:05',
    },
  },
  codeSays: { outcome: 'identified', person: { name: '张*', number: '110***********002X', assurance: 'card' } },
}

/** The codes of the stand-in: told as the terminal tells them. */
export function createScanDesk(parts: {
  readonly script: ScanScript
  readonly called: (name: string) => Promise<void>
  readonly next: () => Promise<void>
  readonly changed: () => void
  readonly inSession: (change: Partial<SessionView>) => void
}) {
  const { script, called } = parts
  const { kiosk } = terminalContract
  const held = new Map<string, string>()
  const typed: string[] = []

  function viewOf(text: string): ScanView {
    const shape = shapeOf(text)
    if (shape.kind === 'guide') return shape
    if (shape.kind === 'receipt' || shape.kind === 'certificate') return { kind: shape.kind, number: shape.number, code: shape.code }
    const handle = `scan-${held.size + 1}`
    held.set(handle, text)
    return { kind: shape.kind, handle }
  }
  function once(handle: string): string | null {
    const text = held.get(handle) ?? null
    held.set(handle, '')
    return text === '' ? null : text
  }

  return {
    /** The text under a handle, once. */
    take: once,
    procedures: {
      scans: kiosk.scans.handler(async function* scans() {
        for (let [own, byKeyboard] = [0, typed.length]; ; ) {
          const next = parts.next()
          const texts = [...script.scans.slice(own), ...typed.slice(byKeyboard)]
          own = script.scans.length
          byKeyboard = typed.length
          for (const text of texts) yield viewOf(text)
          await next
        }
      }),
      typedScan: kiosk.typedScan.handler(async ({ input }) => {
        await called('typedScan')
        typed.push(input.text)
        parts.changed()
      }),
      scannedTicket: kiosk.scannedTicket.handler(async ({ input }) => {
        await called('scannedTicket')
        return once(input.handle) === null ? { outcome: 'gone' } : script.ticketFound
      }),
      identifyByCode: kiosk.identifyByCode.handler(async ({ input }) => {
        await called('identifyByCode')
        if (once(input.handle) === null) throw new ORPCError('BAD_REQUEST')
        if (script.codeSays.outcome === 'identified') parts.inSession({ person: script.codeSays.person })
        return script.codeSays
      }),
    },
  }
}
