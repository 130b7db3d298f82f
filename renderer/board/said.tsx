import type { BoardText } from '../strings/board.ts'

/** A text in Chinese, and small beside it in English where there is any. */
export function Said({ text }: { readonly text: BoardText }) {
  return (
    <span className="said">
      <span className="far">{withDigits(text.zh)}</span>
      {text.en !== text.zh && (
        <span className="near" lang="en">
          {text.en}
        </span>
      )}
    </span>
  )
}

/** Digits and capitals fill less of their size than hanzi do; beside them they are drawn larger, to be as high. */
function withDigits(text: string) {
  return text.split(/([0-9A-Z:.-]+)/).map((part, at) =>
    at % 2 === 0 ? part : (
      // The parts of one text keep their places.
      // oxlint-disable-next-line react/no-array-index-key
      <span className="digits" key={at}>
        {part}
      </span>
    ),
  )
}
