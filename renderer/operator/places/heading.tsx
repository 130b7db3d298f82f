import type { ReactNode } from 'react'
import { StillSign } from '../../components/still.tsx'

interface HeadingProps {
  readonly children: string
  readonly lead?: string
}

/** What a place comes to, in one sentence. The focus stays with the places, so that the arrow keys go on. */
export function Heading({ children, lead }: HeadingProps) {
  return (
    <div className="desk-heading">
      <h1 className="title">{children}</h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
    </div>
  )
}

interface NothingProps {
  readonly title: string
  readonly lead: string
  readonly sign: 'done' | 'attention' | 'kept'
  readonly children?: ReactNode
}

/** A place with nothing in it is drawn, not left empty. */
export function Nothing({ title, lead, sign, children }: NothingProps) {
  return (
    <div className="desk-nothing">
      <StillSign kind={sign} />
      <Heading lead={lead}>{title}</Heading>
      {children}
    </div>
  )
}
