import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { TerminalAsked, TerminalStanding } from '../../contract/hall-terminal.ts'
import type { Result } from '../../../drivers/result.ts'
import { writeDurably } from '../../ledger/durable-file.ts'
import type { Log } from '../../operations/log.ts'

/** Asks the hall server over HTTPS before there is a line: one question at a time. The fault is the network's or certificate's own word. */
export type AskHall = (path: string, body: object) => Promise<Result<unknown, string>>

/** How far a terminal has come that has no credential yet. */
export type PairingState =
  /** The six digits that are compared at the hall server. */
  | { readonly state: 'asking'; readonly code: string; readonly until: Date }
  | { readonly state: 'unanswered'; readonly detail: string }
  | { readonly state: 'refused' }

/** How often its standing is asked for, and how often a server is asked anew that answered nothing. */
const STANDING_EVERY_MS = 2_000
const ASK_AGAIN_MS = 10_000
/** Whoever was turned away does not stand at the door. */
const AFTER_REFUSAL_MS = 60_000

/** The terminal's credential at its hall server: in a file of its own that nobody else may read. */
export async function readCredential(file: string): Promise<string | null> {
  try {
    const credential = (await readFile(file, 'utf8')).trim()
    return /^[\w-]{16,128}$/.test(credential) ? credential : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Asks the hall to be let in until somebody there has said yes, and writes the credential down. Resolves null when stopped. */
export async function pairTerminal(parts: {
  readonly ask: AskHall
  readonly terminal: string
  readonly file: string
  readonly now: () => Date
  readonly signal: AbortSignal
  readonly onState: (state: PairingState) => void
  readonly log: Log
}): Promise<string | null> {
  const { ask, terminal, file, signal, log, onState } = parts
  while (!signal.aborted) {
    const asked = await ask('/enrol/terminal', { terminal })
    const pairing = asked.ok ? TerminalAsked.safeParse(asked.value).data : undefined
    if (pairing?.state !== 'waiting') {
      onState({ state: 'unanswered', detail: asked.ok ? (pairing?.state ?? 'no hall server answers there') : asked.fault })
      await rest(ASK_AGAIN_MS, signal)
      continue
    }
    const { code, secret, leftMs } = pairing
    log.info({ code }, 'this terminal asks the hall server to be let in: compare the six digits there and approve')
    onState({ state: 'asking', code, until: new Date(parts.now().getTime() + leftMs) })
    const credential = await standing(secret)
    if (credential === 'refused') {
      log.warn({}, 'the hall server has turned this terminal away')
      onState({ state: 'refused' })
      await rest(AFTER_REFUSAL_MS, signal)
    } else if (credential !== 'none') {
      await mkdir(path.dirname(file), { recursive: true })
      await writeDurably(file, `${credential}\n`, 0o600)
      log.info({}, 'the hall server has let this terminal in')
      return credential
    }
  }
  return null

  async function standing(secret: string): Promise<string> {
    while (!signal.aborted) {
      await rest(STANDING_EVERY_MS, signal)
      const told = await ask('/enrol/terminal/standing', { secret })
      // A server that is away for a moment, or restarts, is asked again; one that has forgotten says so.
      const stands = told.ok ? TerminalStanding.safeParse(told.value).data : undefined
      if (stands === undefined || stands.state === 'waiting') continue
      return stands.state === 'enrolled' ? stands.credential : stands.state
    }
    return 'none'
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
