/** Points in a millimetre; everything on a page is in points from its top left corner. */
export const MM = 72 / 25.4

/** ISO A4, as pdfkit and every office printer round it. */
export const PAGE = { width: 595.28, height: 841.89 } as const

/** Where text stands across the page: 25 mm to each side, as GB/T 9704 leaves for binding and holding. */
export const LEFT = 25 * MM
export const TEXT_WIDTH = PAGE.width - 2 * LEFT

/** Office lasers leave up to 6.4 mm of an edge white; nothing of ours stands nearer than this. */
export const LEAST_MARGIN = 9 * MM

/** 演示 and 补打, over everything else. */
export const MARKS = { top: LEAST_MARGIN, height: 6.5 * MM } as const
/** Title and number of the pages behind the first. */
export const RUNNING_HEAD = { top: 18 * MM, height: 6 * MM } as const
/** Where what a template lays out begins: on the first page its title, on the others what goes on. */
export const BODY_TOP = { first: 21 * MM, next: 28 * MM } as const
/** The lower edge of the foot. */
export const FOOT_BOTTOM = PAGE.height - 12 * MM

/** Sizes of type, in points: 二号 for a title, 小四 for reading, 五号 in tables, 小五 and less around them. */
export const SIZE = {
  title: 22,
  english: 10,
  statement: 14,
  heading: 13,
  paragraph: 12,
  table: 10.5,
  note: 9,
  code: 11,
  foot: 8.5,
  mark: 10,
} as const
