import type { Run } from './set-text.ts'

/** One thing on a page; where and how large in points, from the page's top left corner. */
export type Drawing =
  | {
      readonly draw: 'text'
      readonly x: number
      readonly baseline: number
      readonly size: number
      readonly runs: readonly Run[]
      readonly ink: Ink
    }
  | { readonly draw: 'rule'; readonly from: Point; readonly to: Point; readonly width: number }
  | { readonly draw: 'frame'; readonly box: Box; readonly width: number; readonly ink: Ink }
  | { readonly draw: 'shade'; readonly box: Box }
  /** Dark modules as rectangles. */
  | {
      readonly draw: 'qr'
      readonly x: number
      readonly y: number
      readonly module: number
      readonly rectangles: readonly Box[]
    }
  | {
      readonly draw: 'ring'
      readonly centre: Point
      readonly radius: number
      readonly width: number
      readonly ink: Ink
    }
  /** Drawings turned about a point, anticlockwise. */
  | { readonly draw: 'turned'; readonly degrees: number; readonly about: Point; readonly drawings: readonly Drawing[] }

/** Black, because a laser without colour breaks every other tone of small type into dots; a seal's red; a pale mark. */
export type Ink = 'black' | 'seal' | 'pale'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A place in the document's structure (ISO 32000-1, 14.8.4), told apart by identity. */
export interface Element {
  readonly tag: 'Document' | 'H1' | 'H2' | 'P' | 'L' | 'LI' | 'LBody' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure'
  readonly parent: Element | null
  /** Of a TH: what it heads. */
  readonly scope?: 'Row' | 'Column'
  /** Where it is not Chinese. */
  readonly lang?: 'en'
  /** Of a Figure: what it shows, in words. */
  readonly alt?: string
}

/** A page ready to be drawn. */
export interface PagePlan {
  /** What is no content: rules, shades, running heads, marks. Drawn first, under all else. */
  readonly artifacts: readonly Drawing[]
  /** In reading order. */
  readonly content: readonly { readonly element: Element; readonly drawings: readonly Drawing[] }[]
  /** The middle of the room for a seal. */
  readonly seal: Point | null
}
