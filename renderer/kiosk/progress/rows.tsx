interface Written {
  /** As the authority wrote it, in its Chinese whatever the language on screen. */
  readonly written: string
}

/** Names and what is told of each; one that is null is left out. */
export function Rows({ rows }: { readonly rows: readonly (readonly [name: string, value: string | Written | null])[] }) {
  return (
    <dl className="progress-rows">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            {typeof value === 'string' ? <dd>{value}</dd> : <dd lang="zh-CN">{value.written}</dd>}
          </div>
        ),
      )}
    </dl>
  )
}
