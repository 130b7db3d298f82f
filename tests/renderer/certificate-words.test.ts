import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CertificateFault, type CertificateView, type Period } from '../../main/contract/certificates.ts'
import { DocumentFault, type PrintingView } from '../../main/contract/view.ts'
import { codeStanding } from '../../renderer/kiosk/certificate/code-standing.ts'
import { copiesAtMost, draftOf, type Question, questionAfter, questionBefore, sameWish } from '../../renderer/kiosk/certificate/draft.ts'
import { dateInWords, monthInWords } from '../../renderer/kiosk/certificate/month-words.ts'
import { firstPeriod, monthsIn, moved, quickPeriods, type Span } from '../../renderer/kiosk/certificate/months.ts'
import { fieldAfter, fieldComplete } from '../../renderer/kiosk/certificate/paper-entry.ts'
import { printTruth } from '../../renderer/kiosk/certificate/print-truth.ts'
import { copyReason, wayOut } from '../../renderer/kiosk/certificate/reasons.ts'
import { addCertificateStrings } from '../../renderer/strings/certificate.ts'
import { createStrings } from '../../renderer/strings/strings.ts'
import { CERTIFICATES } from './stand-in/specimens.ts'

const strings = createStrings()
addCertificateStrings(strings)
const zh = strings.getFixedT('zh')
const en = strings.getFixedT('en')

const [insurance, tax] = CERTIFICATES.proven
if (insurance === undefined || tax === undefined) throw new Error('specimens')

/** A code is never shown to a citizen. */
const CODE = /[a-z]+-[a-z]+|[a-z][A-Z]|_/

describe.each([
  ['Chinese', zh, /^[^。]+。.*(请|看).+。$/u],
  ['English', en, /^[^.]+(\.|, and ).*\b(please|press)\b.+\.$/iu],
] as const)('every reason in %s', (_, t, saysWhatToDo) => {
  it('for which there is no certificate says what to do next, and no code', () => {
    for (const reason of [...CertificateFault.options, 'no-answer'] as const) {
      const words = t(`certificate.fault.${reason}`)
      expect(words, reason).toMatch(saysWhatToDo)
      expect(words.replaceAll('A4', ''), reason).not.toMatch(t === zh ? /[A-Za-z]/ : CODE)
    }
  })

  it('for which the printer prints none likewise', () => {
    for (const reason of DocumentFault.options) {
      const words = t(`certificate.printer.${reason}`)
      expect(words, reason).toMatch(saysWhatToDo)
      expect(words.replaceAll('A4', ''), reason).not.toMatch(t === zh ? /[A-Za-z]/ : CODE)
    }
  })

  it('of a copy is put into the same words, and a printer’s own is not shown', () => {
    const of = (state: 'failed' | 'unknown' | 'printed', reason?: string) =>
      copyReason({ state, pages: 1, ...(reason === undefined ? {} : { reason }) }, t)
    for (const reason of CertificateFault.options) expect(of('failed', reason)).toBe(t(`certificate.fault.${reason}`))
    for (const reason of DocumentFault.options) expect(of('failed', reason)).toBe(t(`certificate.printer.${reason}`))
    expect(of('failed', 'job-aborted-by-system')).toBe(t('certificate.print.ownReason.failed'))
    expect(of('failed', 'toString')).toBe(t('certificate.print.ownReason.failed'))
    expect(of('failed')).toBe(t('certificate.print.ownReason.failed'))
    expect(of('unknown', 'media-jam')).toBe(t('certificate.print.ownReason.unknown'))
    expect(of('printed')).toBeNull()
  })
})

describe('what helps', () => {
  it('is another try only where it may pass by itself, and more proof where proof is wanting', () => {
    const again = CertificateFault.options.filter((reason) => wayOut(reason) === 'again')
    for (const reason of again) expect(zh(`certificate.fault.${reason}`), reason).toContain('再试')
    expect(CertificateFault.options.filter((reason) => wayOut(reason) === 'prove')).toEqual(['assurance-too-low'])
  })
})

describe('what is said of all copies', () => {
  const of = (...states: readonly PrintingView['copies'][number]['state'][]): PrintingView => ({
    requestId: 'one',
    copies: states.map((state) => ({ state, pages: 1 })),
    paper: 'none',
  })

  it('is only what is known, and a doubt of one is a doubt', () => {
    expect(printTruth('one', null)).toBe('printing')
    expect(printTruth('one', of('printed', 'waiting'))).toBe('printing')
    expect(printTruth('one', of('unknown', 'preparing'))).toBe('printing')
    expect(printTruth('one', of('printed', 'printed'))).toBe('printed')
    expect(printTruth('one', of('printed', 'failed'))).toBe('some')
    expect(printTruth('one', of('failed', 'failed'))).toBe('failed')
    expect(printTruth('one', of('printed', 'sent'))).toBe('sent')
    expect(printTruth('one', of('printed', 'failed', 'unknown'))).toBe('unknown')
  })

  it('is never that they are printed while one is not, nor taken from another request', () => {
    const states = fc.constantFrom('waiting', 'preparing', 'printing', 'printed', 'sent', 'failed', 'unknown' as const)
    fc.assert(
      fc.property(fc.array(states, { maxLength: 10 }), (each) => {
        const all = each.length > 0 && each.every((state) => state === 'printed')
        expect(printTruth('one', of(...each)) === 'printed').toBe(all)
        expect(printTruth('another', of(...each))).toBe('printing')
      }),
    )
  })
})

describe('the months', () => {
  const ordinal = fc.integer({ min: 2015 * 12, max: 2026 * 12 + 10 })
  const month = (one: number) => `${Math.floor(one / 12)}-${String((one % 12) + 1).padStart(2, '0')}`
  const spans = fc
    .tuple(ordinal, fc.nat({ max: 130 }), fc.integer({ min: 1, max: 60 }))
    .map(([latest, before, most]): Span => ({ kind: 'months', earliest: month(latest - before), latest: month(latest), most }))
  const allowed = (span: Span, period: Period) =>
    span.earliest <= period.from && period.from <= period.to && period.to <= span.latest && monthsIn(period) <= span.most

  it('begin with the last twelve, or with as many as there are', () => {
    const span: Span = { kind: 'months', earliest: '2021-03', latest: '2026-10', most: 36 }
    expect(firstPeriod(span)).toEqual({ from: '2025-11', to: '2026-10' })
    expect(firstPeriod({ ...span, most: 6 })).toEqual({ from: '2026-05', to: '2026-10' })
    expect(firstPeriod({ ...span, earliest: '2026-08' })).toEqual({ from: '2026-08', to: '2026-10' })
  })

  it('are never more than allowed, nor outside what there is, whatever is pressed', () => {
    const presses = fc.array(fc.tuple(fc.constantFrom('from' as const, 'to' as const), fc.constantFrom(1 as const, -1 as const)), { maxLength: 60 })
    fc.assert(
      fc.property(spans, presses, (span, pressed) => {
        let period = firstPeriod(span)
        expect(allowed(span, period)).toBe(true)
        for (const [end, by] of pressed) {
          const next = moved(period, end, by, span)
          if (next === null) continue
          expect(next[end]).not.toBe(period[end])
          expect([span, period, end, by, allowed(span, next)]).toEqual([span, period, end, by, true])
          period = next
        }
      }),
    )
  })

  it('are offered with one touch where they are allowed, each once', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 2015, max: 2027 }), (span, year) => {
        const offered = quickPeriods(span, year)
        for (const { period, count } of offered) {
          expect(allowed(span, period)).toBe(true)
          expect(count).toBe(monthsIn(period))
        }
        expect(new Set(offered.map(({ period }) => `${period.from} ${period.to}`)).size).toBe(offered.length)
      }),
    )
    const span: Span = { kind: 'months', earliest: '2021-03', latest: '2026-10', most: 36 }
    expect(quickPeriods(span, 2026).map(({ name, count }) => `${name} ${count}`)).toEqual(['last 12', 'last 3', 'thisYear 10', 'lastYear 12'])
    expect(quickPeriods({ ...span, earliest: '2026-02' }, 2026).map(({ name, count }) => `${name} ${count}`)).toEqual(['all 9', 'last 3'])
  })

  it('are said as people say them', () => {
    expect([monthInWords('2026-01', 'zh'), monthInWords('2026-01', 'en')]).toEqual(['2026年1月', 'January 2026'])
    expect([dateInWords('2026-11-22', 'zh'), dateInWords('2026-11-22', 'en')]).toEqual(['2026年11月22日', '22 November 2026'])
  })
})

describe('what is asked', () => {
  const asked = (certificate: CertificateView): readonly Question[] => {
    const questions: Question[] = []
    for (let next = questionAfter(certificate, null); next !== null; next = questionAfter(certificate, next)) questions.push(next)
    return questions
  }

  it('is only what has more than one answer', () => {
    expect(asked(insurance)).toEqual(['period', 'purpose', 'copies'])
    expect(asked(tax)).toEqual([])
    expect(asked({ ...insurance, purposes: insurance.purposes.slice(0, 1), yearly: { limit: 4, used: 3 } })).toEqual(['period'])
    expect(asked({ ...insurance, period: { kind: 'months', earliest: '2026-10', latest: '2026-10', most: 12 } })).toEqual(['purpose', 'copies'])
  })

  it('is asked again on the way back, and the list comes before the first', () => {
    expect(questionBefore(insurance, 'preview')).toBe('copies')
    expect(questionBefore(insurance, 'copies')).toBe('purpose')
    expect(questionBefore(insurance, 'period')).toBeNull()
    expect(questionBefore(tax, 'preview')).toBeNull()
  })

  it('has no purpose chosen beforehand but the only one, and one copy', () => {
    expect(draftOf(insurance)).toMatchObject({ purpose: null, copies: 1, period: { from: '2025-11', to: '2026-10' } })
    expect(draftOf({ ...tax, purposes: insurance.purposes.slice(0, 1) }).purpose).toBe('loan')
  })

  it('bounds the copies by what is left of the year', () => {
    expect(copiesAtMost(insurance)).toBe(2)
    expect(copiesAtMost({ ...insurance, yearly: null })).toBe(3)
    expect(copiesAtMost({ ...insurance, yearly: { limit: 2, used: 5 } })).toBe(0)
  })

  it('is the same wish only when all of it is', () => {
    const draft = draftOf(insurance)
    expect(sameWish(draft, { ...draft })).toBe(true)
    expect(sameWish(draft, { ...draft, copies: 2 })).toBe(false)
    expect(sameWish(draft, { ...draft, purpose: 'loan' })).toBe(false)
    expect(sameWish(draft, { ...draft, period: { from: '2026-01', to: '2026-10' } })).toBe(false)
    expect(sameWish(draft, draftOf(tax))).toBe(false)
  })
})

describe('a code by text message', () => {
  const sent = { phone: '138****0000', digits: 6, againAt: 0, expiresAt: 0 }
  const typing = (typed: string, reason?: 'expired' | 'replaced') =>
    ({ state: 'typing', sent, typed, said: reason === undefined ? null : ({ kind: 'ended', reason } as const) }) as const

  it('is asked about when it is whole and its time is not over', () => {
    expect(codeStanding(typing('24681'), 100)).toBe('typing')
    expect(codeStanding(typing('246813'), 100)).toBe('complete')
    expect(codeStanding(typing('246813'), 0)).toBe('ended')
    expect(codeStanding(typing('246813', 'expired'), 100)).toBe('ended')
    expect(codeStanding(typing('246813', 'replaced'), 100)).toBe('complete')
  })
})

describe('number and code of a paper', () => {
  it('hold what can stand there and no more', () => {
    expect(fieldAfter('number', '5303', '-')).toBe('5303-')
    expect(fieldAfter('number', '5'.repeat(32), '1')).toBe('5'.repeat(32))
    expect(fieldAfter('code', 'K7', 'O')).toBe('K7')
    expect(fieldAfter('code', 'K7', '1')).toBe('K7')
    expect(fieldAfter('code', 'K7', 'delete')).toBe('K')
    expect([fieldComplete('code', 'K7MQ2'), fieldComplete('code', 'K7MQ2X'), fieldComplete('number', '1234567')]).toEqual([false, true, false])
  })
})
