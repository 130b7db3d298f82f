import type { TerminalRouter } from './contract/server.ts'

/** What `GET /health` answers, on loopback only and without a token; it never holds anything of a person. */
export interface Health {
  readonly version: string
  readonly uptimeSeconds: number
  readonly terminal: string
  readonly devices: Readonly<Record<string, { readonly state: string; readonly detail: string }>>
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number; readonly shelf: number }
  readonly ledger: { readonly ok: boolean }
}

/** A terminal that runs: what its pages may ask, how it is, and its end. */
export interface Terminal {
  readonly router: TerminalRouter
  health(): Promise<Health>
  /** Ends devices and ledger in order; resolves when everything is on the disk. */
  close(): Promise<void>
}
