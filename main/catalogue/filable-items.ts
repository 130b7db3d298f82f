import type { FilableItem } from '../contract/filings.ts'
import type { Log } from '../operations/log.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { filingFormOf, type FilingForm } from './filing-form.ts'
import type { ServiceItem } from './service-item.ts'

/** An item that can be filed at this terminal, with its form read and found sound. */
export interface Filable {
  readonly item: ServiceItem
  readonly form: FilingForm
  readonly view: FilableItem
}

/** The items that can be filed, of the catalogue in use. */
export interface FilableItems {
  /** Null where there is no catalogue. */
  readonly current: { readonly version: string; readonly items: ReadonlyMap<string, Filable> } | null
  /** One line for each item that has a form which is none: it can be read about and not be filed. */
  readonly faults: readonly string[]
}

interface Read {
  readonly file: CatalogueFile
  readonly current: NonNullable<FilableItems['current']>
  readonly faults: readonly string[]
}

/** Reads the forms of a catalogue once, when it is first asked for; what is wrong with one is told in the log. */
export function createFilableItems({ catalogue, log }: { readonly catalogue: Pick<Catalogue, 'current'>; readonly log: Pick<Log, 'error'> }): FilableItems {
  let last: Read | null = null

  function read(): Read | null {
    const file = catalogue.current?.file
    if (file === undefined) return null
    if (last?.file === file) return last
    const items = new Map<string, Filable>()
    const faults: string[] = []
    for (const item of file.items) {
      if (item.filing === undefined || item.filing === null || is(item.is_service_terminals, 0)) continue
      const form = filingFormOf(item)
      if (form.ok) items.set(item.task_code, { item, form: form.value, view: viewOf(item, form.value) })
      else faults.push(`${item.task_code}: ${form.fault.at}: ${form.fault.why}`)
    }
    for (const line of faults) log.error({ line }, 'an item of the catalogue cannot be filed here; its guide can be read')
    last = { file, current: { version: file.version, items }, faults }
    return last
  }

  return {
    get current() {
      return read()?.current ?? null
    },
    get faults() {
      return read()?.faults ?? []
    },
  }
}

function viewOf(item: ServiceItem, form: FilingForm): FilableItem {
  const inWorkingDays = (item.promise_type ?? 'working-day') === 'working-day'
  return {
    code: item.task_code,
    name: { zh: item.task_name, en: item.english?.task_name ?? item.task_name },
    department: { zh: item.dept_name, en: item.english?.dept_name ?? item.dept_name },
    applicants: [...new Set(form.applicants)],
    immediate: is(item.project_type, 1),
    promisedDays: inWorkingDays ? (item.promise_day ?? null) : null,
  }
}

function is(code: unknown, expected: number): boolean {
  return code === expected || code === String(expected)
}
