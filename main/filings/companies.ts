import { wrongCreditCode } from '../catalogue/item-codes.ts'
import type { CompanyOutcome } from '../contract/filings.ts'
import { terminalContract } from '../contract/server.ts'
import type { Platform } from '../platform/platform.ts'
import type { HeldCodes } from '../session/held-codes.ts'
import type { Sessions } from '../session/sessions.ts'
import { companyIn } from './company-in.ts'
import { standingIn } from './standing.ts'

/** Somebody waits before the screen, and can write the name themselves. */
const REGISTER_ANSWERS_MS = 6000

/**
 * The handler of a company's code, typed or read by a scanner: what the public register says of it. The text goes no
 * further than here: not into an answer, not into a log.
 */
export function companyProcedure(parts: {
  readonly sessions: Sessions
  /** Null where the terminal has none. */
  readonly platform: Pick<Platform, 'company'> | null
  readonly held: Pick<HeldCodes, 'take'>
}) {
  return terminalContract.filings.company.handler(async ({ input, errors, signal }): Promise<CompanyOutcome> => {
    const standing = standingIn(parts.sessions, errors)
    const read = companyIn('text' in input ? input.text : (parts.held.take(standing.session.id, input.scan, ['licence'])?.text ?? ''))
    if (read === null) {
      const wrong = 'text' in input ? wrongCreditCode(input.text) : null
      return { outcome: 'no-code', ...(wrong === null ? {} : { wrong }) }
    }
    const { code } = read
    const scanned = { outcome: 'company', code, name: read.name, origin: read.name === null ? null : 'code' } as const
    if (parts.platform === null) return { ...scanned, register: 'unreachable' }
    const patience = AbortSignal.timeout(REGISTER_ANSWERS_MS)
    const found = await parts.platform.company(code, signal === undefined ? patience : AbortSignal.any([signal, patience]))
    standingIn(parts.sessions, errors, standing)
    if (!found.ok) return { ...scanned, register: 'unreachable' }
    if (found.value.outcome === 'unknown') return { ...scanned, register: 'unknown' }
    return { outcome: 'company', code, name: found.value.name, origin: 'register', register: found.value.state }
  })
}
