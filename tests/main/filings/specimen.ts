import assert from 'node:assert/strict'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { filingFormOf, type FilingForm } from '../../../main/catalogue/filing-form.ts'
import { ServiceItem } from '../../../main/catalogue/service-item.ts'
import type { Signature } from '../../../main/contract/forms.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'

export const TODAY = '2026-11-22'
export const SPECIMEN = CatalogueFile.parse(SPECIMEN_CATALOGUE)

/** A specimen item by the beginning of its name. */
export function itemOf(name: string): ServiceItem {
  const item = SPECIMEN.items.find(({ task_name }) => task_name.startsWith(name))
  assert(item !== undefined, name)
  return item
}

export const BIRTH = itemOf('生育登记')
export const SOLE_TRADER = itemOf('个体工商户')
export const RESIDENCE = itemOf('居住证签注')

/** The least item that can be filed, with this form. */
export function itemWith(filing: unknown, material: readonly object[] = []): ServiceItem {
  return ServiceItem.parse({
    catalog_code: '532099001000',
    task_code: '11530323MB0A00018C4532099001000',
    task_name: '申请',
    dept_name: '局',
    task_version: 1,
    filing,
    material,
  })
}

export function formOf(item: ServiceItem): FilingForm {
  const form = filingFormOf(item)
  assert(form.ok, form.ok ? '' : `${form.fault.at}: ${form.fault.why}`)
  return form.value
}

/** A form of one page with these fields. */
export function onePage(properties: Readonly<Record<string, object>>, fields: readonly object[], required: readonly string[] = []) {
  return { schema: { type: 'object', properties, required }, pages: [{ title: '页', fields }] }
}

/** A signature of one stroke. */
export const SIGNED: Signature = { strokes: [[[0.1, 0.2, 0], [0.8, 0.5, 40]]], png: Buffer.from('strokes').toString('base64') }

/** What somebody answers, page by page, to the specimen of 生育登记; what the card tells is not among it. */
export const BIRTH_ANSWERS = [
  {},
  { region: '530323001001', address: '示例县示例街道1号' },
  { phone: '13800000001' },
  { marriage: 'unmarried' },
  { event: 'born', children: [{ name: '样本二', sex: '2', birth: '2026-10-01' }] },
  { consent: true, signature: SIGNED },
] as const
