import type { ReactNode } from 'react'
import type { NumberedDocument } from '../../../main/contract/kiosk.ts'

const FRAME = <path d="M3 2.5h54a2 2 0 0 1 2 2v31a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2v-31a2 2 0 0 1 2-2Z" />

/** A face in its frame, its left edge at `x`. */
function Portrait({ x }: { readonly x: number }) {
  return (
    <g transform={`translate(${x} 0)`}>
      <path d="M0 8h14v18H0ZM7 11.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM1.5 26c.4-4 2.6-6 5.5-6s5.1 2 5.5 6" />
    </g>
  )
}

/**
 * How each looks from its front: where the photo is, where the number stands (the stroke in cinnabar), and what else tells
 * it from the others.
 */
const FACES: Readonly<Record<NumberedDocument, { readonly lines: ReactNode; readonly number: string }>> = {
  'resident-card': {
    lines: (
      <>
        <path d="M6 9h15M6 14h22M6 19h26M6 24h20" />
        <Portrait x={40} />
      </>
    ),
    number: 'M20 32h33',
  },
  'residence-permit': {
    lines: (
      <>
        <path d="M6 9h15M6 14h22M6 19h26" />
        <path d="M5 25.5c4-3 7 2 11-1s7 2 11-1 6 1 9 0" />
        <Portrait x={40} />
      </>
    ),
    number: 'M20 32h33',
  },
  'permanent-resident-card': {
    lines: (
      <>
        <Portrait x={6} />
        <path d="M26 9h28M26 14h20M26 19h12" />
        <path d="M49 17.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM43.5 23h11M49 17.5c-3.4 3.4-3.4 7.6 0 11 3.4-3.4 3.4-7.6 0-11Z" />
      </>
    ),
    number: 'M6 32h33',
  },
  'hk-macao-travel-permit': {
    lines: (
      <>
        <Portrait x={6} />
        <path d="M26 14h18M26 19h24M26 24h14" />
        <path d="M5 32c6-4 10 2 15-1s8-2 12 0" />
      </>
    ),
    number: 'M36 8h18',
  },
  'taiwan-travel-permit': {
    lines: (
      <>
        <Portrait x={6} />
        <path d="M26 14h18M26 19h24M26 24h14" />
        <path d="M5 32.5l8-4 6 4 8-5 8 5" />
      </>
    ),
    number: 'M38 8h16',
  },
}

/** A drawing of the document; its name stands beside it. */
export function DocumentPicture({ document }: { readonly document: NumberedDocument }) {
  const { lines, number } = FACES[document]
  return (
    <svg className="document-picture" viewBox="0 0 60 40" aria-hidden="true" focusable="false">
      {FRAME}
      {lines}
      <path className="document-number-line" d={number} />
    </svg>
  )
}
