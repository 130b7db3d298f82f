import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from './icons.tsx'
import { Scrolled } from './scrolled.tsx'

/** The heading of a page. Focus moves here when the page comes, so that a screen reader begins with it. */
export function Title({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <h1 className="title" tabIndex={-1} ref={heading}>
      {children}
    </h1>
  )
}

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children?: ReactNode
  /** `split`: words and ways beside a picture where the zone is wide, above it where it is tall. */
  readonly picture?: ReactNode
}

/** One question to a page: what is asked, what helps to answer it, and a picture of it. */
export function Page({ title, lead, children, picture }: PageProps) {
  return (
    <div className={picture === undefined ? 'page' : 'page page-split'}>
      <Scrolled>
        <div className="page-words">
          <Title>{title}</Title>
          {lead !== undefined && <p className="lead">{lead}</p>}
          {children}
        </div>
      </Scrolled>
      {picture !== undefined && <div className="page-picture">{picture}</div>}
    </div>
  )
}

export type Tone = 'calm' | 'done' | 'attention'

/** A state in words with its sign; announced when it changes. */
export function StateLine({ tone, children, busy = false }: { readonly tone: Tone; readonly children: ReactNode; readonly busy?: boolean }) {
  return (
    <output className={`state state-${tone}`}>
      {busy ? <span className="state-busy" aria-hidden="true" /> : <ToneSign tone={tone} />}
      <span>{children}</span>
    </output>
  )
}

function ToneSign({ tone }: { readonly tone: Tone }) {
  if (tone === 'calm') return <span className="state-dot" aria-hidden="true" />
  return <Icon name={tone === 'done' ? 'done' : 'attention'} />
}

/** For anything that takes more than a second; the first second stays quiet (see `look/page.css`). */
export function Waiting({ children }: { readonly children: string }) {
  return (
    <output className="waiting">
      <span className="waiting-bar" aria-hidden="true" />
      <span>{children}</span>
    </output>
  )
}
