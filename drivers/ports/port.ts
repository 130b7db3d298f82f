import type { Result } from '../result.ts'

/**
 * A byte line to a device: serial, TCP (later HID and USB) look the same from above.
 * A port is open from the moment it is handed out until `onClose` fires, which it does exactly once, whoever ends it.
 */
export interface Port {
  /**
   * Queues bytes; resolves when they have left this process (drained), not when the device has them. Never rejects;
   * answers a fault if the line ends before that.
   */
  write(bytes: Uint8Array): Promise<Result<void, PortFault>>
  /**
   * One listener at a time; bytes that come while there is none are dropped. Bytes handed over are the listener's own:
   * it may keep them, or wipe them when they hold personal data.
   */
  onData(listener: (bytes: Uint8Array) => void): void
  /** Hears `null` when this side closed the port, else what broke it; a listener that comes late is told at once. */
  onClose(listener: (fault: PortFault | null) => void): void
  /**
   * Resolves once `onClose` has fired. Never rejects; closing a closed port does nothing. What was written and has not
   * left yet is given a moment (`leaves`, the default), or never leaves, not even from the system's own buffers.
   */
  close(unsent?: Unsent): Promise<void>
}

/** What becomes of bytes that were written and have not left yet, when a port is closed. */
export type Unsent = 'leaves' | 'thrown-away'

/** Why a line could not be opened, or broke. `detail` is for the log and never holds payload bytes. */
export interface PortFault {
  readonly kind: 'not-found' | 'refused' | 'busy' | 'broken' | 'timed-out' | 'closed'
  readonly detail: string
}

/**
 * Opens a fresh port; a driver calls it again whenever it reconnects. Never rejects. An opening that takes several attempts
 * makes no further one after `stop`.
 */
export type OpenPort = (stop?: AbortSignal) => Promise<Result<Port, PortFault>>
