/**
 * What IPP says: messages of groups of attributes, each with one or more values (RFC 8010, section 3). Only data; the
 * bytes are in `codec.ts`.
 */
export interface IppMessage {
  readonly version: readonly [major: number, minor: number]
  /** The operation of a request, the status code of an answer; 16 bits. */
  readonly code: number
  readonly requestId: number
  readonly groups: readonly AttributeGroup[]
}

export interface AttributeGroup {
  /** One of `GROUP`, or another delimiter tag below 0x10. */
  readonly tag: number
  readonly attributes: readonly Attribute[]
}

export interface Attribute {
  readonly name: string
  /** At least one. */
  readonly values: readonly IppValue[]
}

/** Delimiter tags (RFC 8010, section 3.5.1). */
export const GROUP = { operation: 0x01, job: 0x02, printer: 0x04, unsupported: 0x05 } as const

/** One value of any syntax of RFC 8010, sections 3.5.2 and 3.9. */
export type IppValue =
  | { readonly kind: 'integer' | 'enum'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'octetString'; readonly bytes: Uint8Array }
  /** `2026-11-22T09:38:17.4+08:00`: tenths of a second and the printer's own offset. */
  | { readonly kind: 'dateTime'; readonly at: string }
  | { readonly kind: 'resolution'; readonly cross: number; readonly feed: number; readonly unit: 'dpi' | 'dpcm' }
  | { readonly kind: 'rangeOfInteger'; readonly lower: number; readonly upper: number }
  | { readonly kind: 'collection'; readonly members: readonly Attribute[] }
  /** `language` is null where the message's own language holds (textWithoutLanguage, nameWithoutLanguage). */
  | { readonly kind: 'text' | 'name'; readonly text: string; readonly language: string | null }
  | { readonly kind: StringKind; readonly text: string }
  /** There is no value, and why. */
  | { readonly kind: OutOfBandKind }
  /** A syntax that is not known here, or a value that its syntax does not allow: kept, and means nothing. */
  | { readonly kind: 'other'; readonly tag: number; readonly bytes: Uint8Array }

export type StringKind = 'keyword' | 'uri' | 'uriScheme' | 'charset' | 'naturalLanguage' | 'mimeMediaType'
export type OutOfBandKind = 'unsupported' | 'default' | 'unknown' | 'no-value' | 'not-settable' | 'delete-attribute' | 'admin-define'

/** The values of the first attribute of this name; none when it is not there. */
export function valuesOf(attributes: readonly Attribute[], name: string): readonly IppValue[] {
  return attributes.find((attribute) => attribute.name === name)?.values ?? []
}

/** The texts of a keyword, name, uri or the like; values of other syntaxes are passed over. */
export function textsOf(attributes: readonly Attribute[], name: string): readonly string[] {
  return valuesOf(attributes, name).flatMap((value) => ('text' in value ? [value.text] : []))
}

/** The first integer or enum; null when there is none (out-of-band values are none). */
export function numberOf(attributes: readonly Attribute[], name: string): number | null {
  return numbersOf(attributes, name)[0] ?? null
}

export function numbersOf(attributes: readonly Attribute[], name: string): readonly number[] {
  return valuesOf(attributes, name).flatMap((value) =>
    value.kind === 'integer' || value.kind === 'enum' ? [value.value] : [],
  )
}
