import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WrongCode } from '../../../main/contract/filings.ts'
import type { FieldView } from '../../../main/contract/forms.ts'
import { Page, StateLine, Waiting } from '../../components/page.tsx'
import { useScan } from '../../components/terminal-scans.ts'
import { useKiosk } from '../kiosk-context.ts'
import { figureText } from './figures.ts'
import { OtherApplicant, type OtherKey } from './other-applicant.tsx'
import type { ApplicantChoice, CompanySaid, FilingPage, OpenField } from './pages.ts'
import { type CompanyQuestion, useFilingWalk } from './walk.ts'

type Company = Extract<ApplicantChoice, { readonly kind: 'company' }>

interface CompanyProps {
  readonly page: Extract<FilingPage, { readonly at: 'filing-applicant' }>
  readonly choice: Company
  /** What the terminal found wrong with the code when the draft was to be opened. */
  readonly wrong: string | null
}

/**
 * For which company: its 统一社会信用代码 from the QR code of its licence or typed, and its name as the public register or
 * the licence has it, or typed. What a scanner read never comes here.
 */
export function CompanyApplicant({ page, choice, wrong }: CompanyProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { findCompany } = useFilingWalk()
  const [finding, setFinding] = useState(false)
  const { item, company, open } = page
  const show = (next: Company, said: CompanySaid | undefined, field?: OpenField) =>
    walk.go({ at: 'filing-applicant', item, choice: next, ...(said === undefined ? {} : { company: said }), ...(field === undefined ? {} : { open: field }) })

  const find = async (by: CompanyQuestion, from: Company) => {
    setFinding(true)
    const came = await findCompany(by)
    setFinding(false)
    if (came === null) return
    if (came === 'no-answer') show(from, { outcome: 'no-answer' })
    else if (came.outcome === 'no-code') show(from, { outcome: 'no-code', by: 'text' in by ? 'typing' : 'scan', wrong: came.wrong })
    else show({ kind: 'company', code: came.code, name: came.name ?? (came.code === from.code ? from.name : '') }, came)
  }
  useScan((scan) => {
    if (finding) return true
    if (scan.kind === 'licence') void find({ scan: scan.handle }, choice)
    else show(choice, { outcome: 'no-code', by: 'scan' })
    return true
  })

  const change = (key: OtherKey, text: string) => {
    if (key === 'name') show({ ...choice, name: text }, company, { key })
    // Another company has another name.
    else show({ ...choice, code: text, name: company?.outcome === 'company' ? '' : choice.name }, undefined, { key })
  }
  const done = (key: OtherKey) => {
    if (key === 'number' && choice.code !== '' && company === undefined) void find({ text: choice.code }, choice)
    else show(choice, company)
  }
  if (finding) {
    return (
      <Page title={t('filing.applicant.of.company')}>
        <Waiting>{t('filing.applicant.company.finding')}</Waiting>
      </Page>
    )
  }
  const mistyped = company?.outcome === 'no-code' && company.by === 'typing' ? wrongWords(company.wrong, choice.code, t) : null
  const gone = company?.outcome === 'company' && company.register === 'cancelled'
  const whole = choice.name.trim() !== '' && choice.code !== '' && mistyped === null && !gone
  return (
    <OtherApplicant
      kind="company"
      fields={fieldsOf(choice, company, t('filing.applicant.number.company'), t('filing.applicant.name.company'))}
      answers={{ name: choice.name, number: choice.code }}
      open={open?.key ?? null}
      wrong={wrong ?? mistyped}
      said={<Said company={company} />}
      lead={t(facts.case.scanner === undefined ? 'filing.applicant.ofLead.company' : 'filing.applicant.company.scan')}
      onChange={(key, value) => change(key, figureText(value))}
      onOpen={(key) => show(choice, company, { key })}
      onDone={done}
      onNext={whole ? () => walk.go({ at: 'filing-applicant', item, choice, asked: true }) : null}
    />
  )
}

/** Why the typed code is none, and what to do. */
function wrongWords(wrong: WrongCode | undefined, code: string, t: TFunction): string {
  if (wrong === undefined) return t('filing.fault.wrong-number')
  if (wrong.reason === 'length') return t('filing.applicant.company.wrong.length', { count: code.length })
  if (wrong.reason !== 'characters') return t(`filing.applicant.company.wrong.${wrong.reason}`)
  const { position } = wrong
  const which = position > 2 && position < 9 ? 'digit' : 'letter'
  return t(`filing.applicant.company.wrong.${which}`, { position, character: code.charAt(position - 1) })
}

/** What the register, or the lack of it, means for whoever stands here. */
function Said({ company }: { readonly company: CompanySaid | undefined }) {
  const { t } = useTranslation()
  if (company === undefined || (company.outcome === 'no-code' && company.by === 'typing')) return null
  if (company.outcome !== 'company') {
    return <StateLine tone="attention">{t(`filing.applicant.company.${company.outcome === 'no-code' ? 'noLicence' : 'unreachable'}`)}</StateLine>
  }
  const { register } = company
  const tone = register === 'active' ? 'done' : register === 'unreachable' ? 'calm' : 'attention'
  return <StateLine tone={tone}>{t(`filing.applicant.company.${register}`)}</StateLine>
}

/** The code first: the name may come by it. */
function fieldsOf(choice: Company, company: CompanySaid | undefined, number: string, name: string) {
  const told = company?.outcome === 'company' && company.origin !== null && company.name === choice.name ? company.origin : null
  const asked = { hint: null, required: true, when: null }
  const known: FieldView['known'] = told === null ? null : { origin: told, editable: true }
  return [
    { ...asked, key: 'number', known: null, label: { zh: number, en: number }, takes: { kind: 'credit-code' } },
    { ...asked, key: 'name', known, label: { zh: name, en: name }, takes: { kind: 'text', longest: 100, lines: 1 } },
  ] as const
}
