/** The drawn state of something that is done, or that wants attention. */
export function StillSign({ kind }: { readonly kind: 'done' | 'attention' | 'kept' }) {
  return (
    <svg className={`still still-${kind}`} viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <path className="still-line" d="M22 104V24h76v80M12 104h96" />
      {kind === 'attention' && <path className="still-accent" d="M60 46v26M60 84v1" />}
      {kind === 'done' && <path className="still-accent" d="m42 66 13 13 26-28" />}
      {kind === 'kept' && <path className="still-accent" d="M42 62h36v24H42ZM50 62v-8a10 10 0 0 1 20 0v8" />}
    </svg>
  )
}
