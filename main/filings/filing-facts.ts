import type { Applicant, DraftView } from '../contract/filings.ts'
import type { ReceiptContent } from '../../printers/ticket/receipt.ts'
import { maskName } from '../session/masking.ts'
import type { Asker } from '../session/proof.ts'
import type { Draft } from './draft.ts'
import type { FilingFacts } from './filing-register.ts'

type FiledMaterial = FilingFacts['materials'][number]

/** What the platform is to have of a draft, as it stands now. `view` is of the same draft; `until` is the day for what is owed. */
export function filingFacts(
  draft: Draft,
  view: DraftView,
  { person, assurance }: Asker,
  about: { readonly catalogue: string; readonly until: (workingDays: number) => string },
): FilingFacts {
  const { taskCode, taskVersion } = draft.item
  return {
    item: { task_code: taskCode, task_version: taskVersion, catalogue: about.catalogue },
    person,
    assurance,
    applicant: draft.applicant,
    form: draft.answers,
    materials: view.materials.flatMap(({ key, name, owedDays }): FiledMaterial[] => {
      const given = draft.materials[key]
      const named = { key, name: name.zh }
      switch (given?.way) {
        case undefined:
          return []
        case 'licence':
          return [{ ...named, way: 'licence', licence: { id: given.id, title: given.title, number: given.number } }]
        case 'camera':
          return [{ ...named, way: 'camera', pages: given.pages.map(({ id, bytes }) => ({ sha256: id, bytes })) }]
        case 'window':
          return [{ ...named, way: 'window' }]
        case 'owed':
          return [{ ...named, way: 'owed', until: about.until(owedDays ?? 0) }]
      }
    }),
  }
}

/** What the receipt says of a filing; of people nothing that is not masked. */
export function receiptContent(sheet: {
  readonly hall: string
  readonly view: DraftView
  readonly facts: FilingFacts
  readonly filed: { readonly receipt: string; readonly code: string }
  /** Hall time, `2026-11-22 14:05`. */
  readonly filedAt: string
  readonly terminal: string
  readonly publicUrl: string | null
  readonly demonstration: boolean
}): ReceiptContent {
  const { view, facts, filed } = sheet
  const applicant = applicantName(facts.applicant)
  const { name, department } = view.item
  return {
    hall: sheet.hall,
    item: name.en === name.zh ? { zh: name.zh } : name,
    department: department.zh,
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
  }
}

function applicantName(applicant: Applicant): string | null {
  return applicant.kind === 'self' ? null : maskName(applicant.name)
}
