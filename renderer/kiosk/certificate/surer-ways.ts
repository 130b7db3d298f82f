import type { TerminalFacts } from '../../../main/contract/facts.ts'
import type { SessionView } from '../../../main/contract/view.ts'
import type { Ways } from './pages.ts'

/** A face says more than whoever holds the phone, and a person who looks at both says most. */
const SURER: Record<'none' | 'sms' | 'face' | 'clerk', Ways> = {
  none: ['sms', 'face', 'clerk'],
  sms: ['face', 'clerk'],
  face: ['clerk'],
  clerk: [],
}

/** How the person can prove here more than so far: some certificates want the surer way. */
export function surerWays(facts: TerminalFacts, session: SessionView | null): Ways {
  const ways = SURER[session?.person?.proven ?? 'none']
  return facts.proofs.filter((way) => ways.includes(way))
}
