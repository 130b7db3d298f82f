/** `void`: no longer good; `late`: its time is over; `unfound`: nobody knows it. */
type StillKind = 'done' | 'attention' | 'kept' | 'void' | 'late' | 'unfound'

/** The drawn state of something that is done, or that wants attention. */
export function StillSign({ kind }: { readonly kind: StillKind }) {
  return (
    <svg className={`still still-${kind}`} viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <path className="still-line" d="M22 104V24h76v80M12 104h96" />
      {kind === 'attention' && <path className="still-accent" d="M60 46v26M60 84v1" />}
      {kind === 'done' && <path className="still-accent" d="m42 66 13 13 26-28" />}
      {kind === 'void' && <path className="still-accent" d="m44 48 32 36M76 48 44 84" />}
      {kind === 'late' && <path className="still-accent" d="M60 42a24 24 0 1 0 0 48 24 24 0 0 0 0-48ZM60 54v13l9 6" />}
      {kind === 'unfound' && <path className="still-accent" d="M50 54a10 10 0 1 1 15 9c-4 2-5 5-5 9M60 84v1" />}
      {kind === 'kept' && <path className="still-accent" d="M42 62h36v24H42ZM50 62v-8a10 10 0 0 1 20 0v8" />}
    </svg>
  )
}
