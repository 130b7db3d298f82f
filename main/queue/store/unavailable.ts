/**
 * The engine could not be asked or did not answer: PostgreSQL is stopped, out of reach, out of room, or overrun. It is the
 * world's doing and passes; whoever asked says so and goes on by itself (a terminal with its own series).
 */
export class QueueStoreUnavailable extends Error {
  /**
   * `unknown`: the connection was lost while the transaction was being committed. It may have been kept: a repeat under the
   * same request id gets what was given then, or its first answer.
   */
  readonly outcome: 'nothing-kept' | 'unknown'

  constructor(line: string, outcome: 'nothing-kept' | 'unknown', cause: unknown) {
    super(line, { cause })
    this.name = 'QueueStoreUnavailable'
    this.outcome = outcome
  }
}

/**
 * Another hall server was promoted since this one opened the queue, and from then on it alone writes. Nothing was kept.
 * There is no going on: the process ends, and what starts again joins the epoch that holds then.
 */
export class QueueStoreFenced extends Error {
  readonly epoch: number

  constructor(hall: string, own: number, epoch: number) {
    super(`Another server has taken over the queue of hall ${hall} (epoch ${epoch}; this server's is ${own}).`)
    this.name = 'QueueStoreFenced'
    this.epoch = epoch
  }
}
