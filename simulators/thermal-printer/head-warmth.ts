/** How fast a head warms and cools. */
export interface HeadMake {
  /** What each row of dots, black or not, adds. */
  readonly degreesPerRow: number
  /** In this time it loses half of what it is warmer than the room. */
  readonly halfLifeMs: number
}

/** The temperature of a print head, °C. */
export interface HeadWarmth {
  readonly degrees: number
  /** It stops at `HOT_AT` and prints again from `COOL_AT` down, as thermistors of such heads are set. */
  readonly state: 'ok' | 'hot'
  burn(rows: number): void
  heatTo(degrees: number): void
  /** How long until a hot head prints again, ms; 0 for one that does. */
  readonly coolsInMs: number
}

const ROOM = 25
/** Judgement: heads of this class are stopped somewhere from 65 to 80 °C and go on 5 °C lower. */
const HOT_AT = 65
const COOL_AT = 60

/** Without a make it stays as warm as the room, or as it was heated. */
export function createHeadWarmth(make: HeadMake | undefined): HeadWarmth {
  let warmer = 0
  let since = performance.now()
  let state: 'ok' | 'hot' = 'ok'

  /** Newton: what it is warmer than the room fades away by halves. */
  const look = (): void => {
    const now = performance.now()
    if (make !== undefined) warmer *= 0.5 ** ((now - since) / make.halfLifeMs)
    since = now
    if (ROOM + warmer >= HOT_AT) state = 'hot'
    // A timer may come a hair early.
    else if (ROOM + warmer <= COOL_AT + 0.01) state = 'ok'
  }

  return {
    get degrees() {
      look()
      return ROOM + warmer
    },
    get state() {
      look()
      return state
    },
    burn: (rows) => {
      look()
      warmer += rows * (make?.degreesPerRow ?? 0)
    },
    heatTo: (degrees) => {
      look()
      warmer = degrees - ROOM
    },
    get coolsInMs() {
      look()
      if (state === 'ok') return 0
      return make === undefined ? Infinity : make.halfLifeMs * Math.log2(warmer / (COOL_AT - ROOM))
    },
  }
}
