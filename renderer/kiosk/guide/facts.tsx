import type { ReactNode } from 'react'

/** What the authority wrote, in its Chinese whatever the language on screen. */
export function Official({ lines }: { readonly lines: readonly string[] }) {
  return [...new Set(lines)].map((line) => (
    <p key={line} lang="zh-CN">
      {line}
    </p>
  ))
}

/** The same as a value of `Facts`: null where nothing was written. */
export function official(lines: readonly string[]): ReactNode {
  return lines.length === 0 ? null : <Official lines={lines} />
}

/** Names and what is told of each; one that is null is left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="guide-facts">
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
