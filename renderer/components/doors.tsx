import type { ReactNode } from 'react'

interface DoorsProps {
  /** Another place parts the doors; what changes within a place does not. */
  readonly place: string
  /** The side from which the page comes. */
  readonly from: 'onward' | 'back'
  readonly children: ReactNode
}

/** The task's zone, whose pages part and close like doors. */
export function Doors({ place, from, children }: DoorsProps) {
  return (
    <main className="task">
      <div className="task-page" key={place} data-from={from}>
        {children}
        <div className="doors" aria-hidden="true">
          <i />
          <i />
        </div>
      </div>
    </main>
  )
}
