import { ok, type Result } from '../../drivers/result.ts'
import type { FilableItem } from '../contract/filings.ts'
import type { LocalText } from '../contract/text.ts'
import type { Log } from '../operations/log.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueFile } from './catalogue-file.ts'
import { filingFormOf, type FilingForm, type FormFault } from './filing-form.ts'
import { packageFormOf } from './package-form.ts'
import type { PackageFile } from './package-file.ts'
import type { ServiceItem } from './service-item.ts'

/** An item that can be filed at this terminal, or a package of them (一件事), with its form read and found sound. */
export interface Filable {
  /** The item's task_code, or the package's code. */
  readonly code: string
  /** Of the item, or of the package's form. */
  readonly version: number
  readonly form: FilingForm
  readonly view: FilableItem
}

/** The items that can be filed, and the packages, of the catalogue in use. */
export interface FilableItems {
  /** Null where there is no catalogue. Of a large one that has just come, those that have been read so far. */
  readonly current: { readonly version: string; readonly items: ReadonlyMap<string, Filable> } | null
  /** One of them by its code, read now if it was not yet; null where it cannot be filed. */
  find(code: string): Filable | null
  /** One line for each item or package that has a form which is none: it can be read about and not be filed. */
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
  /** What has a form, the packages before the items, as they are shown. */
  readonly written: readonly Written[]
  /** Reads one, once. */
  read(written: Written): Filable | null
}

/** An item or a package whose form has not been read yet. */
interface Written {
  readonly code: string
  readonly read: () => Result<Filable, FormFault>
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
    const { written } = reading
    const at = from + atMost
    for (const one of written.slice(from, at)) reading.read(one)
    if (at >= written.length) return
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
      const written = reading?.written.find((each) => each.code === code)
      return reading === null || written === undefined ? null : reading.read(written)
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
    written: writtenIn(file),
    current: { version: file.version, items },
    faults,
    read({ code, read }) {
      if (done.has(code)) return items.get(code) ?? null
      done.add(code)
      const filable = read()
      if (filable.ok) {
        items.set(code, filable.value)
        return filable.value
      }
      const line = `${code}: ${filable.fault.at}: ${filable.fault.why}`
      faults.push(line)
      tell(line)
      return null
    },
  }
}

function writtenIn({ items, packages = [] }: CatalogueFile): readonly Written[] {
  const joint = packages.filter(({ filing }) => filing !== undefined && filing !== null)
  const wanted = new Set(joint.flatMap(({ code, tasks }) => [code, ...tasks]))
  const members = new Map(items.flatMap((item) => (wanted.has(item.task_code) ? [[item.task_code, item]] : [])))
  return [
    ...joint.map((group): Written => ({ code: group.code, read: () => readPackage(group, members) })),
    ...items.filter(hasForm).map((item): Written => ({ code: item.task_code, read: () => readItem(item) })),
  ]
}

function readItem(item: ServiceItem): Result<Filable, FormFault> {
  const form = filingFormOf(item)
  return form.ok ? ok({ code: item.task_code, version: item.task_version, form: form.value, view: viewOf(item, form.value) }) : form
}

function readPackage(group: PackageFile, items: ReadonlyMap<string, ServiceItem>): Result<Filable, FormFault> {
  const read = packageFormOf(group, (code) => items.get(code))
  if (!read.ok) return read
  const { version, form } = read.value
  return ok({ code: group.code, version, form, view: viewOfPackage(group, form, items) })
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
    members: [],
  }
}

/** It is for all who take part; how long each takes its own guide says. */
function viewOfPackage({ code, name, tasks }: PackageFile, { applicants, members }: FilingForm, items: ReadonlyMap<string, ServiceItem>): FilableItem {
  return {
    code,
    name: { zh: name.zh, en: name.en ?? name.zh },
    department: namesTogether(members.map(({ department }) => department)),
    applicants: [...new Set(applicants)],
    immediate: tasks.every((task) => is(items.get(task)?.project_type, 1)),
    promisedDays: null,
    members: members.map((member) => ({ code: member.code, name: member.name, department: member.department, always: member.when === null })),
  }
}

/** Each once: `甲、乙`, `A, B`. */
export function namesTogether(names: readonly LocalText[]): LocalText {
  const each = [...new Map(names.map((name) => [name.zh, name])).values()]
  return { zh: each.map(({ zh }) => zh).join('\u3001'), en: each.map(({ en }) => en).join(', ') }
}

function hasForm({ filing, is_service_terminals }: ServiceItem): boolean {
  return filing !== undefined && filing !== null && !is(is_service_terminals, 0)
}

function is(code: unknown, expected: number): boolean {
  return code === expected || code === String(expected)
}
