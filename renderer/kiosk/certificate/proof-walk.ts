import type { CheckCodeOutcome, CompareFaceOutcome, SendCodeOutcome } from '../../../main/contract/proof.ts'
import { type DigitKey, digitsAfter } from '../../components/digits.ts'
import type { PinTry } from '../../components/pin-question.tsx'
import { afterProof, type Errand } from '../state.ts'
import type { WalkParts } from '../walk-parts.ts'
import { type FaceStep, type Proof, type SentCode, type SmsStep, type Ways } from './pages.ts'
import { surerWays } from './surer-ways.ts'
import type { CertificateWalk } from './walk.ts'

type ProofWalk = Pick<
  CertificateWalk,
  'prove' | 'proveFor' | 'proveBy' | 'sendCode' | 'digit' | 'checkCode' | 'frame' | 'cardPhoto' | 'clerks' | 'clerkConfirms'
>

/** The platform is asked more than once where it does not answer, milliseconds. */
const PATIENCE_WITH_CODE = 25_000

/** A face is compared far away, milliseconds. */
const PATIENCE_WITH_FACE = 45_000

/** The second factor; whatever proves it leads on to what it was proven for. */
export function proofWalk({ state, change, go, ask, here, failed }: WalkParts): ProofWalk {
  const errand = () => state().proving
  const proven = () => go(afterProof(errand(), state().view?.session ?? null))

  function sendCode(ways: Ways): void {
    go({ at: 'sms', ways, step: { state: 'sending' } })
    void here(
      ask((to, signal) => to.proof.sendCode(undefined, { signal }), PATIENCE_WITH_CODE),
      (answer) => {
        if (answer.kind === 'wrong-step') failed(answer, errand().kind)
        else go({ at: 'sms', ways, step: answer.kind === 'answered' ? afterSending(answer.value) : { state: 'not-sent', why: 'no-answer' } })
      },
    )
  }

  function checkCode(ways: Ways, sent: SentCode, typed: string): void {
    go({ at: 'sms', ways, step: { state: 'checking', sent, typed } })
    // The session ends with the third wrong code, and may be gone before the answer comes.
    const { comfort } = state()
    const checked = ask((to, signal) => to.proof.checkCode({ code: typed }, { signal }), PATIENCE_WITH_CODE)
    void checked.then((answer) => {
      if (answer.kind === 'answered' && answer.value.outcome === 'shut-out') change({ type: 'shut-out', comfort })
    })
    void here(checked, (answer) => {
      if (answer.kind === 'wrong-step') failed(answer, errand().kind)
      else if (answer.kind === 'no-answer')
        go({ at: 'sms', ways, step: { state: 'typing', sent, typed: '', said: { kind: 'failed', reason: 'no-answer' } } })
      else if (answer.value.outcome === 'confirmed') proven()
      else if (answer.value.outcome !== 'shut-out') go({ at: 'sms', ways, step: afterChecking(answer.value, sent) })
    })
  }

  function proveBy(way: Proof, ways: Ways): void {
    if (way === 'sms') sendCode(ways)
    else if (way === 'face') go({ at: 'face', ways, step: { state: 'looking' } })
    else go({ at: 'clerk', ways, name: null })
  }

  function proveFor(errand: Errand): void {
    change({ type: 'proving', errand })
    const { facts, view } = state()
    const ways = facts === null ? [] : surerWays(facts, view?.session ?? null)
    const [only, ...others] = ways
    if (only !== undefined && others.length === 0) proveBy(only, ways)
    else go({ at: 'prove', ways })
  }

  return {
    prove: () => proveFor({ kind: 'certificate' }),
    proveFor,
    proveBy,
    sendCode: () => {
      const { page } = state()
      if (page.at === 'sms' && page.step.state !== 'sending' && page.step.state !== 'checking') sendCode(page.ways)
    },
    digit: (key: DigitKey) => {
      const { page } = state()
      if (page.at !== 'sms' || page.step.state !== 'typing') return
      const { sent, typed } = page.step
      go({ ...page, step: { state: 'typing', sent, typed: digitsAfter(typed, key, sent.digits), said: null } })
    },
    checkCode: () => {
      const { page } = state()
      if (page.at !== 'sms' || page.step.state !== 'typing') return
      const { sent, typed } = page.step
      if (typed.length === sent.digits) checkCode(page.ways, sent, typed)
    },
    frame: (frame) => {
      const { page } = state()
      if (page.at !== 'face' || page.step.state !== 'looking') return
      const { ways } = page
      go({ at: 'face', ways, step: { state: 'comparing' } })
      void here(
        ask((to, signal) => to.proof.compareFace({ frame }, { signal }), PATIENCE_WITH_FACE),
        (answer) => {
          if (answer.kind === 'wrong-step') failed(answer, errand().kind)
          else if (answer.kind === 'no-answer') go({ at: 'face', ways, step: { state: 'failed', reason: 'no-answer' } })
          else if (answer.value.outcome === 'confirmed') proven()
          else go({ at: 'face', ways, step: afterComparing(answer.value) })
        },
      )
    },
    cardPhoto: () => ask((to, signal) => to.proof.cardPhoto(undefined, { signal })),
    clerks: () => ask((to, signal) => to.proof.clerks(undefined, { signal })),
    clerkConfirms: async (name, pin): Promise<PinTry> => {
      const answer = await ask((to, signal) => to.proof.clerkConfirms({ name, pin }, { signal }))
      const stands = state().page.at === 'clerk'
      if (answer.kind === 'wrong-step') {
        if (stands) failed(answer, errand().kind)
        return { outcome: 'done' }
      }
      if (answer.kind === 'no-answer') return { outcome: 'no-answer' }
      if (answer.value.outcome !== 'confirmed') return answer.value
      if (stands) proven()
      return { outcome: 'done' }
    },
  }
}

function afterSending(outcome: SendCodeOutcome): SmsStep {
  switch (outcome.outcome) {
    case 'sent': {
      const now = performance.now()
      const { phone, digits, againAfterSeconds, expiresInSeconds } = outcome
      const sent = { phone, digits, againAt: now + againAfterSeconds * 1000, expiresAt: now + expiresInSeconds * 1000 }
      return { state: 'typing', sent, typed: '', said: null }
    }
    case 'failed':
      return { state: 'not-sent', why: outcome.reason }
    case 'no-phone':
    case 'too-many':
      return { state: 'not-sent', why: outcome.outcome }
  }
}

function afterChecking(outcome: Exclude<CheckCodeOutcome, { readonly outcome: 'confirmed' | 'shut-out' }>, sent: SentCode): SmsStep {
  const said = (): Extract<SmsStep, { readonly state: 'typing' }>['said'] => {
    switch (outcome.outcome) {
      case 'wrong':
        return { kind: 'wrong', attemptsLeft: outcome.attemptsLeft }
      case 'ended':
        return { kind: 'ended', reason: outcome.reason }
      case 'failed':
        return { kind: 'failed', reason: outcome.reason }
    }
  }
  return { state: 'typing', sent, typed: '', said: said() }
}

function afterComparing(outcome: Exclude<CompareFaceOutcome, { readonly outcome: 'confirmed' }>): FaceStep {
  switch (outcome.outcome) {
    case 'no-match':
      return { state: 'no-match', attemptsLeft: outcome.attemptsLeft }
    case 'no-photo':
      return { state: 'no-photo' }
    case 'failed':
      return { state: 'failed', reason: outcome.reason }
  }
}
