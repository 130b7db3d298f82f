import { z } from 'zod'
import type { Result } from '../../drivers/result.ts'
import { FilingColumn, When } from './filing-column.ts'
import { materialsOf, pagesOf, parsed, Refusal, refusable, refuseUnless, type FilingForm, type FormFault, type FormMember } from './filing-form.ts'
import { jointMaterials, materialClash } from './joint-materials.ts'
import type { PackageFile } from './package-file.ts'
import type { ServiceItem } from './service-item.ts'

/**
 * The column `filing` of a package: the authority's joint form (多表合一), and which of its items are handed in only where
 * an answer says so. An item that is not among `members` always is.
 */
const JointColumn = FilingColumn.extend({
  /** Another one, and a draft is held against the form anew and shown again. */
  version: z.number().int().min(1).max(1_000_000).default(1),
  members: z.array(z.strictObject({ task: z.string(), when: When })).max(50).default([]),
  /** Keys of materials that this form takes the place of: the items' own paper forms. */
  replaces: z.array(z.string()).max(200).default([]),
})
type JointColumn = z.output<typeof JointColumn>

/** How a package is filed as one application. */
export interface PackageForm {
  readonly version: number
  readonly form: FilingForm
}

/**
 * The joint form of a package with a column `filing`, with the materials of its items as one set. It asks no less of the
 * person than any of its items that can be filed by itself: in whose name, and how surely known. `itemOf`: an item of the
 * same catalogue by its task_code.
 */
export function packageFormOf(group: PackageFile, itemOf: (code: string) => ServiceItem | undefined): Result<PackageForm, FormFault> {
  return refusable(() => readPackage(group, itemOf))
}

function readPackage({ code, tasks, filing }: PackageFile, itemOf: (code: string) => ServiceItem | undefined): PackageForm {
  refuseUnless(itemOf(code) === undefined, 'code', 'expected a code that no item has')
  const column = parsed(JointColumn, filing, 'filing')
  const pages = pagesOf(column)
  checkMembers(column, tasks, pages)
  const items = tasks.map((task) => {
    const item = itemOf(task)
    if (item === undefined) throw new Refusal('tasks', `expected items of this catalogue, not ${task.slice(0, 64)}`)
    refuseUnless(String(item.is_service_terminals) !== '0', 'tasks', `expected items that may be filed at a terminal, not ${task}`)
    return item
  })
  const { applicants, assurance, expiredCard, socialCard } = asStrictAsEach(column, items)
  const members = items.map((item) => memberOf(item, column, applicants))
  for (const key of column.replaces) {
    const stands = items.some((item) => ownMaterials(item, applicants).some((material) => material.key === key))
    refuseUnless(stands, 'filing.replaces', `expected keys of materials of the items, not ${key.slice(0, 64)}`)
  }
  const clash = materialClash(members)
  if (clash !== null) throw new Refusal(`${clash.code}.material (${clash.key})`, clash.why)
  return { version: column.version, form: { pages, schema: column.schema, applicants, assurance, expiredCard, socialCard, materials: jointMaterials(members), members } }
}

function checkMembers({ members, pages: written }: JointColumn, tasks: readonly string[], pages: FilingForm['pages']): void {
  const named = new Set(members.map(({ task }) => task))
  refuseUnless(named.size === members.length, 'filing.members', 'expected each item once')
  refuseUnless(tasks.some((task) => !named.has(task)), 'filing.members', 'expected an item that is handed in whatever is answered')
  const choices = new Map(
    written.flatMap(({ fields }) => fields).flatMap((field) => (field.kind === 'choice' ? [[field.key, new Set(field.choices.map(({ value }) => value))]] : [])),
  )
  const required = new Set(pages.flatMap(({ fields }) => fields).flatMap((field) => (field.required ? [field.key] : [])))
  for (const [index, { task, when }] of members.entries()) {
    const at = `filing.members.${index}`
    refuseUnless(tasks.includes(task), `${at}.task`, 'expected the task_code of an item of the package')
    const offered = choices.get(when.key)
    if (offered === undefined) throw new Refusal(`${at}.when.key`, 'expected the key of a choice of the form')
    refuseUnless(required.has(when.key), `${at}.when.key`, 'expected a choice that must be made')
    refuseUnless(when.oneOf.every((value) => offered.has(value)), `${at}.when.oneOf`, `expected values that ${when.key} offers`)
  }
}

/** An item that wants a face by itself wants it in a package too. A form of its own that is none is told where it is read. */
function asStrictAsEach(column: JointColumn, items: readonly ServiceItem[]): Pick<FilingForm, 'applicants' | 'assurance' | 'expiredCard' | 'socialCard'> {
  const own = items.flatMap(({ filing }) => {
    const read = FilingColumn.safeParse(filing)
    return read.success ? [read.data] : []
  })
  const applicants = column.applicants.filter((kind) => own.every((each) => each.applicants.includes(kind)))
  const assurance = column.assurance.filter((level) => own.every((each) => each.assurance.includes(level)))
  refuseUnless(applicants.length > 0, 'filing.applicants', 'expected one in whose name every item of the package may be filed')
  refuseUnless(assurance.length > 0, 'filing.assurance', 'expected one that is enough for every item of the package')
  const accepted = (key: 'expired_card' | 'social_card') => ([column, ...own].every((each) => each[key] === 'accepted') ? 'accepted' : 'refused')
  return { applicants, assurance, expiredCard: accepted('expired_card'), socialCard: accepted('social_card') }
}

function memberOf(item: ServiceItem, column: JointColumn, applicants: FilingForm['applicants']): FormMember {
  const { task_code: code, task_name: name, dept_name: department, english } = item
  return {
    code,
    version: item.task_version,
    name: { zh: name, en: english?.task_name ?? name },
    department: { zh: department, en: english?.dept_name ?? department },
    when: column.members.find(({ task }) => task === code)?.when ?? null,
    materials: ownMaterials(item, applicants).filter(({ key }) => !column.replaces.includes(key)),
  }
}

/** Where it stands is told with the item whose it is. */
function ownMaterials(item: ServiceItem, applicants: FilingForm['applicants']): FormMember['materials'] {
  try {
    return materialsOf(item, applicants)
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`${item.task_code}.${error.fault.at}`, error.fault.why) : error
  }
}
