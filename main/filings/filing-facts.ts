import assert from 'node:assert/strict'
import type { Applicant, DraftView, MaterialView } from '../contract/filings.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import { maskName } from '../session/masking.ts'
import type { Asker } from '../session/proof.ts'
import type { BoundPages } from './bound-pages.ts'
import type { Draft, GivenMaterial, SupplementOf } from './draft.ts'
import type { FiledItem, FilingFacts, SupplementFacts } from './filing-register.ts'

type FiledMaterial = FilingFacts['materials'][number]

interface AboutFacts {
  readonly catalogue: string
  readonly until: (workingDays: number) => string
  /** The photographed pages of each material, by its key. */
  readonly documents: ReadonlyMap<string, BoundPages>
}

/** What the platform is to have of a draft, as it stands now. `view` is of the same draft; `until` is the day for what is owed. */
export function filingFacts(
  draft: Draft,
  view: DraftView,
  { person, assurance }: Asker,
  about: AboutFacts,
): FilingFacts {
  const materials = filedMaterials(draft, view, about)
  return { item: filedItem(draft, view, about.catalogue), person, assurance, applicant: draft.applicant, form: draft.answers, materials }
}

/** The same of what was asked for (补正). */
export function supplementFacts(draft: Draft, supplement: SupplementOf, view: DraftView, { person, assurance }: Asker, about: AboutFacts): SupplementFacts {
  return { ...supplement, person, assurance, materials: filedMaterials(draft, view, about) }
}

/** What is not shown as given no longer counts: a way may have been closed since. */
function filedMaterials(draft: Draft, view: DraftView, about: AboutFacts): FiledMaterial[] {
  const given = view.materials.filter((material) => material.given.way !== 'nothing')
  return given.flatMap((material) => filedMaterial(material, draft.materials[material.key], about))
}

function filedMaterial({ key, name, owedDays }: MaterialView, given: GivenMaterial | undefined, about: AboutFacts): FiledMaterial[] {
  const named = { key, name: name.zh }
  switch (given?.way) {
    case undefined:
      return []
    case 'licence':
      return [{ ...named, way: 'licence', licence: { id: given.id, title: given.title, number: given.number } }]
    case 'camera': {
      const document = about.documents.get(key)
      assert(document !== undefined, 'what was photographed is bound before it is handed in')
      const { sha256, bytes, pages } = document
      return [{ ...named, way: 'camera', document: { sha256, bytes, pages } }]
    }
    case 'phone':
      return [{ ...named, way: 'phone', pages: given.pages.map(({ id, bytes, type }) => ({ sha256: id, bytes, type })) }]
    case 'window':
      return [{ ...named, way: 'window' }]
    case 'owed':
      return [{ ...named, way: 'owed', until: about.until(owedDays ?? 0) }]
  }
}

/** Which item it is; of a package which members go together, and which of the materials each is given. */
function filedItem({ item }: Draft, { together, materials }: DraftView, catalogue: string): FilingFacts['item'] {
  const { taskCode, taskVersion, members } = item
  if (members.length === 0) return { task_code: taskCode, task_version: taskVersion, catalogue }
  const given = materials.filter((material) => material.given.way !== 'nothing')
  return {
    package: taskCode,
    version: taskVersion,
    catalogue,
    members: members
      .filter((member) => together.includes(member.taskCode))
      .map((member) => ({
        task_code: member.taskCode,
        task_version: member.taskVersion,
        materials: given.filter(({ wantedBy }) => wantedBy.includes(member.taskCode)).map(({ key }) => key),
      })),
  }
}

/** What the receipt says of a filing; of people nothing that is not masked. */
export function receiptContent(sheet: {
  readonly hall: string
  readonly item: FiledItem
  readonly facts: Pick<FilingFacts, 'person' | 'applicant' | 'materials'> | Pick<SupplementFacts, 'person' | 'materials'>
  readonly filed: { readonly receipt: string; readonly code: string }
  /** Hall time, `2026-11-22 14:05`. */
  readonly filedAt: string
  readonly terminal: string
  readonly publicUrl: string | null
  readonly demonstration: boolean
  /** 补打: when, hall time, and the how manieth. */
  readonly reprint: { readonly at: string; readonly count: number } | null
}): ReceiptContent {
  const { facts, filed } = sheet
  const applicant = 'applicant' in facts ? applicantName(facts.applicant) : null
  const { name, department, together } = sheet.item
  return {
    hall: sheet.hall,
    ...('applicant' in facts ? {} : { supplement: true }),
    item: name.en === name.zh ? { zh: name.zh } : name,
    department: department.zh,
    together,
    number: filed.receipt,
    code: filed.code,
    filedAt: sheet.filedAt,
    terminal: sheet.terminal,
    holder: maskName(facts.person.name),
    ...(applicant === null ? {} : { applicant }),
    toBring: facts.materials.flatMap((material) => (material.way === 'window' ? [material.name] : [])),
    owed: facts.materials.flatMap((material) => (material.way === 'owed' ? [{ name: material.name, until: material.until }] : [])),
    ...(sheet.publicUrl === null ? {} : { qr: `${sheet.publicUrl.replace(/\/+$/, '')}/f/${filed.receipt}/${filed.code}` }),
    demonstration: sheet.demonstration,
    ...(sheet.reprint === null ? {} : { reprint: sheet.reprint }),
  }
}

function applicantName(applicant: Applicant): string | null {
  return applicant.kind === 'self' ? null : maskName(applicant.name)
}
