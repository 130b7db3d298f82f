/** An answer before it goes on the wire. */
export type Reply =
  | { readonly kind: 'json'; readonly status: 200 | 201; readonly body: unknown; readonly headers?: Headings }
  | { readonly kind: 'bytes'; readonly type: string; readonly body: Uint8Array; readonly headers?: Headings }
  | { readonly kind: 'page'; readonly status: number; readonly html: string }
  | { readonly kind: 'nothing'; readonly status: 204 | 304; readonly headers?: Headings }
  | Refusal

type Headings = Readonly<Record<string, string>>

/** RFC 9457. */
export interface Refusal {
  readonly kind: 'problem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly retryAfterSeconds?: number
}

export function json(status: 200 | 201, body: unknown): Reply {
  return { kind: 'json', status, body }
}

export function refuse(status: number, code: string, title: string): Refusal {
  return { kind: 'problem', status, code, title }
}

export const NOT_FOUND = refuse(404, 'not-found', '没有这项内容 · There is nothing of that id')
