import { lineOf } from '../error-line.ts'
import { err, ok, type Result } from '../result.ts'

/** The part of the `smartcard` module that is used here: PC/SC as the system's own service speaks it. */
export interface SmartCardLibrary {
  readonly Context: new () => PcscContext
  readonly SCARD_SHARE_SHARED: number
  readonly SCARD_PROTOCOL_T0: number
  readonly SCARD_PROTOCOL_T1: number
  readonly SCARD_RESET_CARD: number
  readonly SCARD_STATE_PRESENT: number
  readonly SCARD_STATE_UNAWARE: number
}

/**
 * What waits for cards runs beside the event loop. To open a context and to list readers does not: a PC/SC service that
 * takes the call and never answers holds the process that asked for as long. Both are asked once for each connection.
 */
export interface PcscContext {
  listReaders(): readonly PcscReader[]
  /** Resolves with null when nothing changed within `timeout` ms. */
  waitForChange(readers: { name: string; state: number; changed: boolean; atr: Buffer | null }[], timeout: number): Promise<readonly { readonly name: string; readonly state: number }[] | null>
  close(): void
}

export interface PcscReader {
  readonly name: string
  connect(shareMode: number, protocol: number): Promise<PcscCard>
}

export interface PcscCard {
  transmit(command: Buffer): Promise<Buffer>
  disconnect(disposition: number): void
}

/** Why PC/SC cannot be had: one line for the log and the operator, `no-library: …`. */
export interface PcscFault {
  readonly detail: string
}

/**
 * Loads the native library when the first card reader is opened: where it or the system's library (pcsclite) is missing,
 * social-security cards are missing and say why, and everything else works.
 */
export async function loadSmartCard(load: () => Promise<unknown> = () => import('smartcard')): Promise<Result<SmartCardLibrary, PcscFault>> {
  try {
    const library = await load()
    if (!isLibrary(library)) return err({ detail: 'no-library: the PC/SC library is of another version' })
    return ok(library)
  } catch (error) {
    return err({ detail: `no-library: the PC/SC library cannot be loaded (${lineOf(error)}): is pcscd installed?` })
  }
}

function isLibrary(module: unknown): module is SmartCardLibrary {
  return typeof module === 'object' && module !== null && 'Context' in module && 'SCARD_STATE_PRESENT' in module
}
