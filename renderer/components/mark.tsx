/** The mark of Yimen: a gate of two strokes, the post and the lintel that turns down into the other post. */
export function GateMark() {
  return (
    <svg className="gate" viewBox="0 0 100 100" aria-hidden="true" focusable="false">
      <path d="M20 24 L29 33 L29 88 L20 88 Z" />
      <path d="M38 15 H82 V82 Q82 88 76 88 H66 L62 78 H72 V25 H38 Z" />
    </svg>
  )
}
