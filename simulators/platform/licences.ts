import type { AssuranceDesk } from './assurance.ts'
import { isCompany } from './companies.ts'
import { knownPerson, maskedEnds } from './people.ts'
import { json, refuse, type Reply } from './replies.ts'
import type { LicenceQuestion } from './requests.ts'

interface Licence {
  readonly id: string
  readonly type: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly number: string
  readonly validUntil?: string
  readonly state?: 'expired' | 'withdrawn'
  /** What it shows, as far as a form may ask for it. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Of whom, by the number on the card or the credit code; specimens, made up. */
const LICENCES: Readonly<Record<string, readonly Licence[]>> = {
  '11010519491231002X': [
    {
      id: 'licence-id-card-1',
      type: 'ID-CARD',
      title: { zh: '居民身份证（样本）', en: 'Resident identity card (specimen)' },
      number: '11010519491231002X',
    },
    {
      id: 'licence-household-1',
      type: 'HOUSEHOLD-REGISTER',
      title: { zh: '居民户口簿（样本）', en: 'Household register (specimen)' },
      number: '530323004561',
    },
    {
      id: 'licence-marriage-1',
      type: 'MARRIAGE-CERTIFICATE',
      title: { zh: '结婚证（样本）', en: 'Marriage certificate (specimen)' },
      number: 'J530323-1975-000012',
      fields: { 'marital-status': 'married', 'spouse-name': '样本六', 'spouse-number': '371001198010082394' },
    },
    {
      id: 'licence-residence-1',
      type: 'RESIDENCE-PERMIT',
      title: { zh: '居住证（样本）', en: 'Residence permit (specimen)' },
      number: '11010519491231002X',
      fields: { number: '11010519491231002X' },
    },
    {
      id: 'licence-residence-0',
      type: 'RESIDENCE-PERMIT',
      title: { zh: '居住证（样本，已换发）', en: 'Residence permit (specimen, replaced)' },
      number: '530323201901010016',
      state: 'withdrawn',
      fields: { number: '530323201901010016' },
    },
    {
      id: 'licence-business-1',
      type: 'BUSINESS-LICENCE',
      title: { zh: '营业执照（样本）', en: 'Business licence (specimen)' },
      number: '92530323MA00000000',
      validUntil: '2035-06-30',
    },
  ],
  '110101199003078670': [
    {
      id: 'licence-id-card-3',
      type: 'ID-CARD',
      title: { zh: '居民身份证（样本）', en: 'Resident identity card (specimen)' },
      number: '110101199003078670',
    },
  ],
  '91530323MA0A010176': [
    {
      id: 'licence-business-11',
      type: 'BUSINESS-LICENCE',
      title: { zh: '营业执照（样本）', en: 'Business licence (specimen)' },
      number: '91530323MA0A010176',
    },
  ],
}

/** Who may ask for whose licences, by their numbers: a platform knows it from authorisations that were registered with it. */
const ACTS_FOR: Readonly<Record<string, readonly string[]>> = {
  '11010519491231002X': ['110101199003078670', '91530323MA0A010176'],
}

/** What a card alone may see is nothing: it may have been found. */
export function licencesOf(
  assurance: AssuranceDesk,
  question: LicenceQuestion,
): Reply {
  const level = assurance.levelOf(question.person, question.assurance)
  if (level === null) return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
  const known = level === 'card' ? undefined : knownPerson(question.person)
  const whose = known === undefined ? null : question.behalf === undefined ? known.number : principalOf(known.number, question.behalf)
  const own = whose === null ? [] : (LICENCES[whose] ?? [])
  return json(200, { licences: own.map((licence) => told(licence, question)) })
}

/** Of what a licence shows, the fields that are wanted and no other. */
function told({ fields, ...licence }: Licence, { wanted }: LicenceQuestion) {
  const asked = wanted?.find(({ type }) => type === licence.type)
  const number = maskedEnds(licence.number)
  if (asked === undefined) return { ...licence, number }
  return { ...licence, number, fields: Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => asked.fields.includes(name))) }
}

/** Null where the platform knows of no authorisation: so much is not told as whether there is a licence. */
function principalOf(agent: string, { applicant }: NonNullable<LicenceQuestion['behalf']>): string | null {
  if (applicant.kind === 'self') return null
  const number = applicant.kind === 'company' ? applicant.code : applicant.number
  const named =
    applicant.kind === 'company'
      ? isCompany(number, applicant.name)
      : knownPerson({ document: 'resident-card', number, name: applicant.name }) !== undefined
  return named && ACTS_FOR[agent]?.includes(number) === true ? number : null
}
