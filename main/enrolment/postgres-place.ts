import type { HallPlace } from './hall-devices.ts'

/** A place as its columns hold it. */
export interface PlaceColumns {
  readonly kind: HallPlace['kind']
  readonly at_window: string | null
  readonly area: string | null
  readonly terminal: string | null
}

export function placeIn({ kind, at_window: window, area, terminal }: PlaceColumns): HallPlace {
  switch (kind) {
    case 'manager':
      return { kind, window: null, area: null }
    // The tables hold no window without its number, and no terminal without its id.
    case 'window':
      return { kind, window: window ?? '' }
    case 'terminal':
      return { kind, terminal: terminal ?? '', window: null, area: null }
    case 'board':
      return { kind, area, window }
  }
}

/** In the order of `kind, at_window, area, terminal`. */
export function placeValues(place: HallPlace): readonly (string | null)[] {
  return [place.kind, place.window, place.kind === 'board' ? place.area : null, place.kind === 'terminal' ? place.terminal : null]
}
