/** How long a printer is given for what. All in ms. */
export interface PrinterTiming {
  /** One DLE EOT unanswered: nobody is there. */
  readonly answerMs: number
  /** Between questions to an idle printer; changes are also told by the printer itself (ASB). */
  readonly idlePollMs: number
  /** Between attempts to open the line. */
  readonly reconnectMs: number
  /** A status heard within this time need not be asked for again before a job. */
  readonly freshMs: number
  /** Between questions while a job waits for its fence. */
  readonly flightPollMs: number
  /** For all bytes to leave: a ticket of pictures takes 48 s at 9600 baud. */
  readonly writeMs: number
  /** From the last byte's leaving to the fence: what the printer has buffered takes about 3 s of paper. */
  readonly fenceMs: number
  /** From trouble (paper, cover) to a fence after reloading; a citizen waits for it. */
  readonly lateFenceMs: number
  /** From the answer to GS r to the process id. */
  readonly idAfterMs: number
  /** Without a further answer to GS r after this, no older one is owed. */
  readonly quietMs: number
}

export const PRINTER_TIMING: PrinterTiming = {
  answerMs: 500,
  idlePollMs: 3_000,
  reconnectMs: 1_000,
  freshMs: 1_000,
  flightPollMs: 1_000,
  writeMs: 60_000,
  fenceMs: 8_000,
  lateFenceMs: 10_000,
  idAfterMs: 2_000,
  quietMs: 500,
}
