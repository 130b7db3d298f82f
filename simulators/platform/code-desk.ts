import { randomBytes } from 'node:crypto'
import { KNOWN_PEOPLE, type KnownPerson } from './people.ts'
import { json, type Reply } from './replies.ts'

/** The issuer of the codes that people show on their phones. */
export interface CodeDesk {
  /** A fresh code of a specimen person, by their number; it lives for a minute and serves once. */
  issue(number: string): string
  verify(text: string): Reply
}

/** About what 电子身份证 and 医保码 live (reference/id-documents.md §5.3). */
const LIVES_MS = 60_000

/** Codes of a fictional issuer: opaque to everybody else, of the length that such codes have. */
export function createCodeDesk(now: () => Date): CodeDesk {
  const issued = new Map<string, { readonly person: KnownPerson; readonly until: number; used: boolean }>()
  return {
    issue(number) {
      const person = KNOWN_PEOPLE.find((known) => known.number === number)
      if (person === undefined) throw new Error('nobody of that number is among the specimens')
      const text = `SPECIMEN-${randomBytes(24).toString('base64url')}`
      issued.set(text, { person, until: now().getTime() + LIVES_MS, used: false })
      return text
    },
    verify(text) {
      const code = issued.get(text)
      if (code === undefined) return json(200, { outcome: 'unknown' })
      if (now().getTime() > code.until) return json(200, { outcome: 'refused', reason: 'expired' })
      if (code.used) return json(200, { outcome: 'refused', reason: 'used' })
      code.used = true
      const { document, number, name } = code.person
      return json(200, { outcome: 'person', person: { document, number, name }, assurance: 'card' })
    },
  }
}
