import { describe, expect, test } from 'vitest'
import type { A4Printer } from '../../../printers/ipp/a4-printer.ts'
import type { Settlement } from '../../../printers/ipp/settlement.ts'
import type { A4Timing } from '../../../printers/ipp/timing.ts'
import type { A4PrinterSimulator, Mischief, Trouble } from '../../../simulators/a4-printer/a4-printer.ts'
import { OPERATION, jobOf, laser, print, printerAt, tray, until } from './hall.ts'

// Every fault at every moment of a sheet of three pages: how it settles, what lies in the tray, and that whoever comes
// next gets his own sheet and nothing of this one. Most of a cell is waiting, so that many run at once.

const PAGES = 3
const LARGE = 600_000
const TROUBLES: readonly Trouble[] = ['media-empty', 'media-jam', 'cover-open', 'toner-empty', 'input-tray-missing', 'output-area-full']

interface Cell {
  readonly name: string
  /** Of the document; above 256 kB it goes by Create-Job and Send-Document. */
  readonly bytes?: number
  /** At the start the printer shows an ended job, as one does that has been in use. */
  readonly used?: boolean
  readonly timing?: Partial<A4Timing>
  readonly pagesPerMinute?: number
  readonly arrange?: (simulator: A4PrinterSimulator) => void
  /** What happens while the sheet is in flight. */
  readonly meanwhile?: (simulator: A4PrinterSimulator, printer: A4Printer) => Promise<void>
  readonly settles: Settlement
  /** For another reason as well: it depends on who is quicker. */
  readonly orFor?: Settlement
  readonly pagesOut: number
  /** Before the next citizen comes, an operator has mended this. */
  readonly mend?: (simulator: A4PrinterSimulator, printer: A4Printer) => Promise<void> | void
}

const failed = (reason: Extract<Settlement, { state: 'failed' }>['reason']): Settlement => ({ state: 'failed', reason })
const unknown = (reason: Extract<Settlement, { state: 'unknown' }>['reason']): Settlement => ({ state: 'unknown', reason })
const PRINTED: Settlement = { state: 'printed' }

function mend(simulator: A4PrinterSimulator, trouble: Trouble): void {
  if (trouble === 'media-empty') simulator.setPaper(250)
  else simulator.set(trouble, false)
}

async function heardOf(simulator: A4PrinterSimulator, printer: A4Printer, trouble: Trouble): Promise<void> {
  await until(simulator, printer, () => printer.status.state === 'not-ready' && printer.status.reason === trouble)
}

const mechanical: readonly Cell[] = TROUBLES.flatMap((trouble) =>
  [1, 2, 3].flatMap((page): readonly Cell[] => {
    const arrange = (simulator: A4PrinterSimulator): void => simulator.troubleAtPage(page, trouble)
    const nothingOut = page === 1 && trouble !== 'media-jam' ? failed(trouble) : unknown(trouble)
    return [
      {
        name: `${trouble} at page ${page}, mended in time`,
        arrange,
        meanwhile: async (simulator, printer) => {
          await heardOf(simulator, printer, trouble)
          mend(simulator, trouble)
        },
        settles: PRINTED,
        pagesOut: PAGES,
      },
      {
        name: `${trouble} at page ${page}, mended in time, on a printer that only warns`,
        arrange: (simulator) => {
          simulator.make.troubles = 'warning'
          arrange(simulator)
        },
        meanwhile: async (simulator, printer) => {
          await heardOf(simulator, printer, trouble)
          mend(simulator, trouble)
        },
        settles: PRINTED,
        pagesOut: PAGES,
      },
      {
        name: `${trouble} at page ${page}, not mended`,
        arrange,
        timing: { troubleMs: 40 },
        settles: nothingOut,
        pagesOut: page - 1,
        mend: (simulator) => mend(simulator, trouble),
      },
      {
        name: `${trouble} at page ${page}, not mended, on a printer that does not count`,
        arrange: (simulator) => {
          simulator.make.tellsImpressions = false
          arrange(simulator)
        },
        timing: { troubleMs: 40 },
        settles: unknown(trouble),
        pagesOut: page - 1,
        mend: (simulator) => mend(simulator, trouble),
      },
      {
        name: `${trouble} at page ${page}, ended at the panel`,
        arrange,
        meanwhile: async (simulator, printer) => {
          await heardOf(simulator, printer, trouble)
          simulator.cancelAtPanel()
        },
        settles: nothingOut,
        pagesOut: page - 1,
        mend: (simulator) => mend(simulator, trouble),
      },
    ]
  }),
)

const ended: readonly Cell[] = [0, 1, 2].map((pages) => ({
  name: `given up by the printer itself after ${pages} pages`,
  arrange: (simulator) => simulator.abortAfterPages(pages),
  settles: pages === 0 ? failed('aborted') : unknown('aborted'),
  pagesOut: pages,
}))

const honest = (simulator: A4PrinterSimulator): void => simulator.pretend('none')

const pretended: readonly Cell[] = [
  {
    name: 'called completed with no page counted',
    arrange: (simulator) => simulator.pretend('completes-for-nothing'),
    settles: unknown('pages-missing'),
    pagesOut: 0,
    mend: honest,
  },
  {
    name: 'called completed with errors',
    arrange: (simulator) => simulator.pretend('completes-with-errors'),
    settles: unknown('errors'),
    pagesOut: 0,
    mend: honest,
  },
  {
    // Nobody can know better than a printer that counts what it did not print; it is told here that this is so.
    name: 'called completed, with pages counted that never were',
    arrange: (simulator) => simulator.pretend('completes-with-full-count'),
    settles: PRINTED,
    pagesOut: 0,
    mend: honest,
  },
]

/** What a request meets, and how the sheet ends when it is the one that carries the document. */
const LOST: Readonly<Record<string, { readonly how: Mischief; readonly isTaken: boolean }>> = {
  'loses the answer': { how: 'loses-answer', isTaken: true },
  'answers with a web page': { how: 'answers-html', isTaken: true },
  'answers rubbish': { how: 'answers-rubbish', isTaken: true },
  'answers another request': { how: 'answers-another-request', isTaken: true },
  'answers without end': { how: 'answers-endlessly', isTaken: true },
  'breaks off in its answer': { how: 'answers-half', isTaken: true },
  'answers with an error of its web server': { how: 'http-500', isTaken: true },
  'answers with an internal error': { how: { status: 0x0500 }, isTaken: false },
  'breaks off before it acts': { how: 'loses-request', isTaken: false },
}

const lostAnswers: readonly Cell[] = Object.entries(LOST).flatMap(([what, { how, isTaken }]): readonly Cell[] => [
  // A printer in use lists its ended jobs: one that is not among them was never taken, and goes again.
  { name: `${what} to Print-Job, in use`, used: true, arrange: (simulator) => simulator.misbehave(OPERATION.printJob, how), settles: PRINTED, pagesOut: PAGES },
  {
    name: `${what} to Print-Job, with no job to show`,
    arrange: (simulator) => simulator.misbehave(OPERATION.printJob, how),
    settles: isTaken ? PRINTED : unknown('no-answer'),
    pagesOut: isTaken ? PAGES : 0,
  },
  {
    name: `${what} to Print-Job, and shows no ended jobs`,
    used: true,
    arrange: (simulator) => {
      simulator.make.keepsHistory = false
      simulator.misbehave(OPERATION.printJob, how)
    },
    settles: unknown('no-answer'),
    orFor: unknown('job-lost'),
    pagesOut: isTaken ? PAGES : 0,
    mend: (simulator) => {
      simulator.make.keepsHistory = true
    },
  },
  // An empty job prints nothing; so it may be made again even where nothing is known.
  { name: `${what} to Create-Job`, bytes: LARGE, arrange: (simulator) => simulator.misbehave(OPERATION.createJob, how), settles: PRINTED, pagesOut: PAGES },
  {
    name: `${what} to Send-Document`,
    bytes: LARGE,
    arrange: (simulator) => simulator.misbehave(OPERATION.sendDocument, how),
    settles: isTaken ? PRINTED : failed('too-late'),
    pagesOut: isTaken ? PAGES : 0,
  },
  { name: `${what} to Validate-Job`, arrange: (simulator) => simulator.misbehave(OPERATION.validateJob, how), settles: failed(what.includes('internal') ? 'refused' : 'unreachable'), pagesOut: 0 },
  { name: `${what} to a question in the middle`, arrange: (simulator) => simulator.misbehave(OPERATION.getJob, how, how, how), settles: PRINTED, pagesOut: PAGES },
])

const hanging: readonly Cell[] = [
  { name: 'takes Print-Job and never answers', timing: { uploadMs: 300 }, used: true, arrange: (simulator) => simulator.misbehave(OPERATION.printJob, 'hangs'), settles: PRINTED, pagesOut: PAGES },
  {
    // It is not there when it is looked for, and comes later: never sent again, and taken back when it turns up.
    name: 'hangs, and takes Print-Job when nobody waits any more',
    timing: { uploadMs: 300 },
    used: true,
    pagesPerMinute: 60,
    arrange: (simulator) => simulator.misbehave(OPERATION.printJob, 'acts-late'),
    settles: unknown('no-answer'),
    pagesOut: 0,
    mend: async (simulator, printer) => {
      simulator.actLate()
      await until(simulator, printer, () => simulator.jobs.some(({ state }) => state === 'canceled'))
    },
  },
  { name: 'breaks off in the middle of an upload', used: true, bytes: LARGE, arrange: (simulator) => simulator.dieInUpload(100_000), settles: failed('too-late'), pagesOut: 0 },
  { name: 'breaks off in the middle of a small upload, in use', used: true, bytes: 100_000, arrange: (simulator) => simulator.dieInUpload(50_000), settles: PRINTED, pagesOut: PAGES },
]

const refusals: readonly Cell[] = [
  { name: 'is busy twice', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, { status: 0x0507 }, { status: 0x0507 }), settles: PRINTED, pagesOut: PAGES },
  { name: 'has a temporary error', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, { status: 0x0505 }), settles: PRINTED, pagesOut: PAGES },
  { name: 'is busy when it is asked beforehand', arrange: (simulator) => simulator.misbehave(OPERATION.validateJob, { status: 0x0507 }), settles: PRINTED, pagesOut: PAGES },
  { name: 'knows no Validate-Job', arrange: (simulator) => simulator.misbehave(OPERATION.validateJob, { status: 0x0501 }), settles: PRINTED, pagesOut: PAGES },
  { name: 'takes no jobs', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, { status: 0x0506 }), settles: failed('not-accepting-jobs'), pagesOut: 0 },
  { name: 'forbids it', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, { status: 0x0403 }), settles: failed('refused'), pagesOut: 0 },
  { name: 'forbids it at its web server', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, 'http-403'), settles: failed('refused'), pagesOut: 0 },
  { name: 'cannot read the document', arrange: (simulator) => simulator.misbehave(OPERATION.printJob, { status: 0x0411 }), settles: failed('bad-document'), pagesOut: 0 },
  { name: 'speaks IPP/1.1 only', arrange: (simulator) => Object.assign(simulator.make, { versions: ['1.1'] }), settles: PRINTED, pagesOut: PAGES },
]

/** The sheet is at the page after so many, slowly enough to be struck there. */
async function atPage(simulator: A4PrinterSimulator, pagesOut: number): Promise<void> {
  await until(simulator, null, () => simulator.jobs.some((job) => job.state === 'processing' && job.pagesOut === pagesOut && job.name === 'sheet'))
}

const power: readonly Cell[] = [0, 1, 2].flatMap((pagesOut): readonly Cell[] => [
  {
    name: `loses its power and its jobs after ${pagesOut} pages`,
    pagesPerMinute: 1200,
    meanwhile: async (simulator, printer) => {
      await atPage(simulator, pagesOut)
      simulator.powerOff('lost')
      await until(simulator, printer, () => printer.status.state === 'unreachable')
      await simulator.powerOn()
    },
    settles: unknown('power'),
    pagesOut,
  },
  {
    name: `loses its power for good after ${pagesOut} pages`,
    pagesPerMinute: 1200,
    timing: { goneMs: 40, cancelMs: 300 },
    meanwhile: async (simulator) => {
      await atPage(simulator, pagesOut)
      simulator.powerOff('lost')
    },
    settles: unknown('no-answer'),
    pagesOut,
    mend: (simulator) => simulator.powerOn(),
  },
  {
    // It would begin the sheet anew; it is cancelled before a page of it is out.
    name: `loses its power for long after ${pagesOut} pages, and keeps its jobs`,
    pagesPerMinute: 100,
    timing: { goneMs: 40, cancelMs: 300 },
    meanwhile: async (simulator) => {
      await atPage(simulator, pagesOut)
      simulator.powerOff('kept')
    },
    settles: unknown('no-answer'),
    pagesOut,
    mend: async (simulator, printer) => {
      await simulator.powerOn()
      await until(simulator, printer, () => simulator.jobs.some(({ state }) => state === 'canceled'))
    },
  },
])

const FAULTS = { mechanical, ended, pretended, lostAnswers, hanging, refusals, power }

describe.concurrent.each(Object.entries(FAULTS))('%s', (_kind, cells) => {
  for (const cell of cells) {
    test(`a printer that has or does this: ${cell.name}`, async () => {
      await expect(lives(cell)).resolves.toBeUndefined()
    })
  }
})

async function lives(cell: Cell): Promise<void> {
  const simulator = await laser(cell.pagesPerMinute === undefined ? {} : { pagesPerMinute: cell.pagesPerMinute })
  const printer = printerAt(simulator.url, { timing: cell.timing ?? {} })
  if (cell.used === true) expect(await print(printer, jobOf('before')).done).toEqual(PRINTED)
  cell.arrange?.(simulator)
  const isGivenUp = cell.settles.state === 'failed' && cell.settles.reason === 'too-late'
  const { done, story } = print(printer, jobOf('sheet', PAGES, cell.bytes ?? 0), isGivenUp ? 300 : 60_000)
  await cell.meanwhile?.(simulator, printer)
  expect([cell.settles, cell.orFor]).toContainEqual(await done)
  expect(story.at(-1)).toBe(cell.settles.state)
  if (cell.settles.state === 'printed') expect(story).toEqual(['sending', 'sent', 'printed'])
  const used = cell.used === true ? ['before 1/1'] : []
  const ours = Array.from({ length: cell.pagesOut }, (_, page) => `sheet ${page + 1}/${PAGES}`)
  expect(tray(simulator)).toEqual([...used, ...ours])

  await cell.mend?.(simulator, printer)
  expect(await print(printer, jobOf('next')).done).toEqual(PRINTED)
  expect(tray(simulator)).toEqual([...used, ...ours, 'next 1/1'])
  expect(simulator.errors).toEqual([])
}
