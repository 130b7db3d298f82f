/** How long an A4 printer is given for what. All in ms. */
export interface A4Timing {
  /** For a connection, TLS included. */
  readonly connectMs: number
  /** From the connection to the answer of a question. */
  readonly answerMs: number
  /** For a document to be taken: an old laser reads some 100 kB a second, and a finished PDF may weigh several MB. */
  readonly uploadMs: number
  /** Between questions to an idle printer. */
  readonly idlePollMs: number
  /** Between questions while a sheet is in flight. */
  readonly pollMs: number
  /** Between attempts at a busy printer. */
  readonly retryMs: number
  /** Between searches for a job whose answer was lost: a printer may still be taking it in. */
  readonly searchMs: number
  /** For waking and warming up, before the first page. */
  readonly warmUpMs: number
  /** For each page: six a minute, a slow laser with a heavy page. */
  readonly pageMs: number
  /** From trouble (paper, jam, cover) to its end; an operator may be called meanwhile. */
  readonly troubleMs: number
  /** Without any answer, or without the device behind a queue, before a sheet in flight is given up. */
  readonly goneMs: number
  /** For a cancelled job to be at rest. */
  readonly cancelMs: number
  /** A job whose answer was lost may still turn up for so long, and is then cancelled. */
  readonly doubtMs: number
}

export const A4_TIMING: A4Timing = {
  connectMs: 3_000,
  answerMs: 5_000,
  uploadMs: 60_000,
  idlePollMs: 5_000,
  pollMs: 500,
  retryMs: 1_000,
  searchMs: 1_000,
  warmUpMs: 60_000,
  pageMs: 10_000,
  troubleMs: 90_000,
  goneMs: 20_000,
  cancelMs: 10_000,
  doubtMs: 600_000,
}
