/** What a wire tells the printer at its end. */
export interface WireEvents {
  connected(): void
  disconnected(): void
  received(bytes: Uint8Array): void
  /** How many bytes the printer can take in now. */
  room(): number
  failed(message: string): void
}

/** The printer's end of a wire that carries one host at a time. */
export interface Wire {
  readonly url: string
  /** False when no host is there. */
  send(bytes: readonly number[]): boolean
  /** Stops or resumes taking bytes in; the host's writes pile up on its side. */
  hold(on: boolean): void
  /** Calls `act` once this many more bytes have come in, before the next one does. */
  afterBytes(count: number, act: () => void): void
  /** Cuts the connection; bytes on their way are lost. */
  disconnect(): void
  /** After `after` more bytes, `count` bytes never arrive. */
  loseBytes(after: number, count: number): void
  /** From now on bytes come in so many milliseconds late. */
  delayBytes(milliseconds: number): void
  /** The printer at its end is switched off, or on again. */
  switchOff(): void
  switchOn(): void
  close(): Promise<void>
}
