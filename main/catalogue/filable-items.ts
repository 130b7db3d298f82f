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
  /** Null where there is no catalogue. Of a large one that has just come, those that have been read so far. */
  readonly current: { readonly version: string; readonly items: ReadonlyMap<string, Filable> } | null
  /** One of them by its task_code, read now if it was not yet; null where it cannot be filed. */
  find(code: string): Filable | null
  /** One line for each item that has a form which is none: it can be read about and not be filed. */
  readonly faults: readonly string[]
}

/** More than a hall of one county lets be filed at a terminal: a catalogue of this size is read whole at once. */
const AT_ONCE = 200
/** Of a larger one the rest: a form takes about a millisecond, and nobody who touches the screen notices so many. */
const IN_A_SLICE = 20

interface Reading {
  readonly file: CatalogueFile
  readonly current: NonNullable<FilableItems['current']>
  readonly faults: readonly string[]
  /** Reads one item, once. */
  read(item: ServiceItem): Filable | null
}

/** Reads the forms of a catalogue once, when it is first asked for; what is wrong with one is told in the log. */
export function createFilableItems({ catalogue, log }: { readonly catalogue: Pick<Catalogue, 'current'>; readonly log: Pick<Log, 'error'> }): FilableItems {
  let last: Reading | null = null

  function inUse(): Reading | null {
    const file = catalogue.current?.file
    if (file === undefined) return null
    if (last?.file !== file) {
      last = readingOf(file, (line) => log.error({ line }, 'an item of the catalogue cannot be filed here; its guide can be read'))
      goOn(last, 0, AT_ONCE)
    }
    return last
  }

  /** Reads so many forms from this item on, then lets others go first, as long as this is the catalogue in use. */
  function goOn(reading: Reading, from: number, atMost: number): void {
    const { items } = reading.file
    let left = atMost
    let at = from
    for (; at < items.length && left > 0; at += 1) {
      const item = items[at]
      if (item === undefined || !hasForm(item)) continue
      reading.read(item)
      left -= 1
    }
    if (at === items.length) return
    setImmediate(() => {
      if (last === reading) goOn(reading, at, IN_A_SLICE)
    })
  }

  return {
    get current() {
      return inUse()?.current ?? null
    },
    find(code) {
      const reading = inUse()
      const item = reading?.file.items.find(({ task_code }) => task_code === code)
      return reading === null || item === undefined ? null : reading.read(item)
    },
    get faults() {
      return inUse()?.faults ?? []
    },
  }
}

function readingOf(file: CatalogueFile, tell: (line: string) => void): Reading {
  const items = new Map<string, Filable>()
  const faults: string[] = []
  const done = new Set<string>()
  return {
    file,
    current: { version: file.version, items },
    faults,
    read(item) {
      const { task_code: code } = item
      if (!hasForm(item) || done.has(code)) return items.get(code) ?? null
      done.add(code)
      const form = filingFormOf(item)
      if (form.ok) {
        items.set(code, { item, form: form.value, view: viewOf(item, form.value) })
        return items.get(code) ?? null
      }
      const line = `${code}: ${form.fault.at}: ${form.fault.why}`
      faults.push(line)
      tell(line)
      return null
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

function hasForm({ filing, is_service_terminals }: ServiceItem): boolean {
  return filing !== undefined && filing !== null && !is(is_service_terminals, 0)
}

function is(code: unknown, expected: number): boolean {
  return code === expected || code === String(expected)
}
