import { z } from 'zod'

const code = z.string().regex(/^[A-Z]$/, 'expected the letter of a business')
const codes = z.array(code, 'expected letters of businesses, such as [A, B]').default([])

const window = z.strictObject({
  /** As its sign says. */
  no: z.union([z.string().min(1).max(16), z.number().int().positive().transform(String)], {
    error: 'expected the number or the name on its sign',
  }),
  first: codes,
  /** Called while nobody of the first ones waits. */
  also: codes,
  /** Helped out with while nobody of the others waits. */
  overflow: codes,
  /** The part of the hall where it is, as its board names it. */
  area: z.string().min(1).optional(),
})

/** Windows and what each serves; a window that is not among them serves the businesses that name it. */
export const windows = z.array(window)

/** What one line alone cannot tell: every window once, each with businesses of this hall, each business once. */
export function windowsServeBusinesses(
  hall: { readonly businesses: readonly { readonly code: string }[]; readonly windows?: z.output<typeof windows> | undefined },
  context: z.RefinementCtx,
): void {
  const seen = new Set<string>()
  for (const [index, { no, first, also, overflow }] of (hall.windows ?? []).entries()) {
    const fault = (key: 'no' | 'first' | 'also' | 'overflow', message: string) =>
      context.addIssue({ code: 'custom', path: ['windows', index, key], message })
    if (seen.has(no)) fault('no', 'expected each window once')
    seen.add(no)
    const served = new Set<string>()
    for (const [key, list] of Object.entries({ first, also, overflow }) as ['first' | 'also' | 'overflow', string[]][]) {
      for (const each of list) {
        if (!hall.businesses.some((business) => business.code === each)) fault(key, `expected letters of businesses of this hall; ${each} is none`)
        if (served.has(each)) fault(key, `expected each business once at a window; ${each} is there twice`)
        served.add(each)
      }
    }
    if (served.size === 0) fault('first', 'expected at least one business that the window serves')
  }
}
