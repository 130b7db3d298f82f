import type { ReactNode } from 'react'

/** The house's own line icons: one grid of 24, one weight, round joins, always beside a word. */
const LINES = {
  back: <path d="M14.5 5 7.5 12l7 7M8 12h9.5" />,
  home: <path d="M4 20V9.5L12 4l8 5.5V20M9.5 20v-6.5h5V20" />,
  help: <path d="M9 9.2a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.1M12 17.4v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z" />,
  large: <path d="M2.5 19 8.5 5l6 14M4.6 14.5h7.8M19 8.5v8M15 12.5h8" />,
  language: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0c3 2.6 4 5.6 4 9s-1 6.4-4 9c-3-2.6-4-5.6-4-9s1-6.4 4-9ZM3.5 9.5h17M3.5 14.5h17" />,
  contrast: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 0v18M12 7.5h4.6M12 12h6M12 16.5h4.6" />,
  reach: <path d="M4 3.5h16v17H4ZM4 12h16M12 14v4.5M9.7 16.4 12 18.7l2.3-2.3" />,
  ticket: <path d="M6 3.5h12v17l-2-1.4-2 1.4-2-1.4-2 1.4-2-1.4-2 1.4ZM9 8h6M9 12h6" />,
  certificate: <path d="M5 3.5h10l4 4v13H5ZM15 3.5v4h4M8.5 9h3M8.5 12.5h4M15 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />,
  filing: <path d="M3 6h18v12H3ZM6 10h6M6 13.5h4M16.5 9.5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4ZM13.8 16c.5-1.3 1.5-2 2.7-2s2.2.7 2.7 2" />,
  guide: <path d="M12 6.5C10 5 7 4.5 3.5 4.5v13.5c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V4.5C17 4.5 14 5 12 6.5ZM12 6.5V20" />,
  progress: <path d="M6 4v16M6 4.5h0M6 12h0M6 6h12M6 12h8M6 18h11" />,
  people: <path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.5a3.3 3.3 0 0 1 0 6.3M18 14.5c2 .8 3.2 2.6 3.5 5.5" />,
  window: <path d="M3.5 5h17M5 5v10M19 5v10M3.5 15h17v4h-17ZM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z" />,
  clock: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.5 2" />,
  closed: <path d="M5 20V5.5L12 3v18L5 20ZM12 5h7v15h-7M9.3 11.5v1.5M15 10l2.5 2.5M17.5 10 15 12.5" />,
  done: <path d="m4.5 12.5 5 5 10-11" />,
  attention: <path d="M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.1" />,
  card: <path d="M3 6h18v12H3ZM6 10.5h6M6 14h4M15 9.5h3v5h-3Z" />,
  keypad: <path d="M4 4h4v4H4ZM10 4h4v4h-4ZM16 4h4v4h-4ZM4 10h4v4H4ZM10 10h4v4h-4ZM16 10h4v4h-4ZM10 16h4v4h-4Z" />,
  delete: <path d="M8.5 5.5H21v13H8.5L3 12ZM11.5 9.5l5 5M16.5 9.5l-5 5" />,
  print: <path d="M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7Z" />,
  screen: <path d="M4 4h16v12H4ZM12 16v4M8 20h8" />,
  up: <path d="m5 15 7-7 7 7" />,
  down: <path d="m5 9 7 7 7-7" />,
  again: <path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4" />,
  person: <path d="M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20.5c.6-4.5 3.7-6.5 8-6.5s7.4 2 8 6.5" />,
  roll: <path d="M9 4a6 8 0 1 0 0 16 6 8 0 0 0 0-16ZM9 9.5a2 2.6 0 1 0 0 5.2 2 2.6 0 0 0 0-5.2ZM9 4h10.5v13l-2-1.2-2 1.2-1.2-.8" />,
  send: <path d="M4 14v6h16v-6M12 15.5V4M7.5 8.5 12 4l4.5 4.5" />,
  test: <path d="M3 12.5h4L9.5 6l4.5 12 2.5-5.5H21" />,
  probe: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20.5 20.5M8 10.5h5M10.5 8v5" />,
  void: <path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM6 6l12 12" />,
  power: <path d="M12 3.5v8M7 6.5a8 8 0 1 0 10 0" />,
  search: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20.5 20.5" />,
  scan: <path d="M3.5 8V4H8M16 4h4.5v4M20.5 16v4H16M8 20H3.5v-4M7 8v8M10.3 8v8M13.7 8v8M17 8v8" />,
  verify: <path d="M5 3.5h10l4 4v5M15 3.5v4h4M5 3.5v17h6M8.5 9h3M8.5 12.5h4M12.5 17l3 3 5-5.5" />,
  phone: <path d="M7.5 3h9v18h-9ZM10.5 18.2h3M11 5.5h2" />,
  face: <path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M12 7.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM7.5 17.5c.8-1.7 2.4-2.5 4.5-2.5s3.7.8 4.5 2.5" />,
  minus: <path d="M5 12h14" />,
  plus: <path d="M5 12h14M12 5v14" />,
  left: <path d="m14.5 5-7 7 7 7" />,
  right: <path d="m9.5 5 7 7-7 7" />,
  larger: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20.5 20.5M10.5 7.5v6M7.5 10.5h6" />,
  smaller: <path d="M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.3 15.3 20.5 20.5M7.5 10.5h6" />,
  camera: <path d="M3 7.5h4.5L9 5h6l1.5 2.5H21V19H3ZM12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z" />,
  onward: <path d="M9.5 5l7 7-7 7" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof LINES

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {LINES[name]}
    </svg>
  )
}
