/** In pixels, from the upper left. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** What of a picture is kept: where its edges are, each in shares of the picture, 0 to 1 from the upper left. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export type Edge = keyof Crop

/** The edges that one handle moves. */
export const HANDLES = {
  'top-left': ['top', 'left'],
  'top-right': ['top', 'right'],
  'bottom-right': ['bottom', 'right'],
  'bottom-left': ['bottom', 'left'],
  top: ['top'],
  right: ['right'],
  bottom: ['bottom'],
  left: ['left'],
} as const satisfies Record<string, readonly Edge[]>

export type Handle = keyof typeof HANDLES
export const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const
export const SIDES = ['top', 'right', 'bottom', 'left'] as const

/** Long to short side of A4, ISO 216. */
const A4 = Math.SQRT2
/** How much of the picture the frame takes at most: a hand's breadth around it is easier to hit. */
const FRAME = 0.94

/** Where an A4 has most pixels, lying as the picture does; a paper that is put there needs no cutting. */
export function paperFrame({ width, height }: Size): Crop {
  const ratio = width >= height ? A4 : 1 / A4
  const wide = Math.min(width * FRAME, height * FRAME * ratio)
  const left = (1 - wide / width) / 2
  const top = (1 - wide / ratio / height) / 2
  return { left, top, right: 1 - left, bottom: 1 - top }
}

/** A handle was moved by so much, in shares of the picture. No edge leaves the picture or comes nearer than `least` to the other. */
export function dragged(crop: Crop, handle: Handle, by: { readonly x: number; readonly y: number }, least: { readonly x: number; readonly y: number }): Crop {
  const edges: readonly Edge[] = HANDLES[handle]
  const moved = (edge: Edge, delta: number, low: number, high: number) =>
    edges.includes(edge) ? Math.min(Math.max(crop[edge] + delta, low), Math.max(low, high)) : crop[edge]
  return {
    left: moved('left', by.x, 0, crop.right - least.x),
    right: moved('right', by.x, Math.min(1, crop.left + least.x), 1),
    top: moved('top', by.y, 0, crop.bottom - least.y),
    bottom: moved('bottom', by.y, Math.min(1, crop.top + least.y), 1),
  }
}

/** The same part of the picture after a quarter turn to the right. */
export function turnedCrop({ left, top, right, bottom }: Crop): Crop {
  return { left: 1 - bottom, top: left, right: 1 - top, bottom: right }
}

/** The pixels that are kept: one at least. */
export function cropPixels({ left, top, right, bottom }: Crop, { width, height }: Size): Rectangle {
  const x = Math.min(Math.round(left * width), width - 1)
  const y = Math.min(Math.round(top * height), height - 1)
  return { x, y, width: Math.max(1, Math.round(right * width) - x), height: Math.max(1, Math.round(bottom * height) - y) }
}
