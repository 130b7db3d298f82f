import type { AssuranceDesk } from './assurance.ts'
import { knownPerson, maskedEnds } from './people.ts'
import { json, refuse, type Reply } from './replies.ts'
import type { Assurance, Person } from './requests.ts'

interface Licence {
  readonly id: string
  readonly type: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly number: string
  readonly validUntil?: string
}

/** Of whom, by the number on the card; specimens, made up. */
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
    },
    {
      id: 'licence-business-1',
      type: 'BUSINESS-LICENCE',
      title: { zh: '营业执照（样本）', en: 'Business licence (specimen)' },
      number: '92530323MA00000000',
      validUntil: '2035-06-30',
    },
  ],
}

/** What a card alone may see is nothing: it may have been found. */
export function licencesOf(
  assurance: AssuranceDesk,
  question: { readonly person: Person; readonly assurance: Assurance },
): Reply {
  const level = assurance.levelOf(question.person, question.assurance)
  if (level === null) return refuse(403, 'assurance-too-low', '需要进一步核验身份 · Identity is not sure enough')
  const known = level === 'card' ? undefined : knownPerson(question.person)
  const own = known === undefined ? [] : (LICENCES[known.number] ?? [])
  return json(200, { licences: own.map((licence) => ({ ...licence, number: maskedEnds(licence.number) })) })
}
