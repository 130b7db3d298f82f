/**
 * Whatever offers text for what a person has put in so far. Pinyin is one such engine, over letters; handwriting may join
 * as another, over strokes. An engine learns nothing: what it offers depends on what was put in now and on nothing that
 * anybody ever chose, as the next person must not meet the last one's name among the candidates.
 */
export interface CandidateEngine<Input = string> {
  /** Best first. Never fails for what was put in; rejects when the engine itself is gone, as when it was closed. */
  readonly candidates: (input: Input) => Promise<Candidates>
  /** Gives up all that it holds. */
  readonly close: () => void
}

export interface Candidates {
  readonly candidates: readonly Candidate[]
}

export interface Candidate {
  /** One hanzi or more; letters as they were typed where nothing is written so. */
  readonly text: string
  /** How much of the input it stands for, from its beginning: letters of pinyin, strokes of handwriting. 1 at least. */
  readonly takes: number
}
