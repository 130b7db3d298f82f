import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { OPERATION, jobOf, laser, pdfOf, print, printerAt, tray, until } from './hall.ts'

/** Time stands, until it is set to so many ms from now. */
function standingClock(): { set(milliseconds: number): void } {
  const now = performance.now()
  const clock = vi.spyOn(performance, 'now').mockReturnValue(now)
  onTestFinished(() => clock.mockRestore())
  return { set: (milliseconds) => void clock.mockReturnValue(now + milliseconds) }
}

describe('a sheet that prints', () => {
  test('is checked first, recorded before its first byte, and called printed when every page is out', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url)
    const seen: string[] = []
    const settled = await printer.print(jobOf('sheet-1', 3), {
      livesMs: 60_000,
      sending: async () => void seen.push(`sending with ${simulator.jobs.length} jobs`),
      sent: async () => void seen.push(`sent with ${simulator.jobs.length} jobs`),
    })
    expect(settled).toEqual({ state: 'printed' })
    expect(seen).toEqual(['sending with 0 jobs', 'sent with 1 jobs'])
    expect(tray(simulator)).toEqual(['sheet-1 1/3', 'sheet-1 2/3', 'sheet-1 3/3'])
    expect(simulator.asked.filter((operation) => operation !== OPERATION.getPrinter)[0]).toBe(OPERATION.validateJob)
    expect(simulator.errors).toEqual([])
  })

  test('reaches the printer byte for byte, small or large', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url)
    for (const job of [jobOf('small', 2), jobOf('large', 2, 900_000)]) {
      expect(await print(printer, job).done).toEqual({ state: 'printed' })
      const sha256 = createHash('sha256').update(job.pdf).digest('hex')
      expect(simulator.outputs.filter(({ jobName }) => jobName === job.key).map((sheet) => sheet.sha256)).toEqual([sha256, sha256])
    }
    expect(simulator.asked).toContain(OPERATION.createJob)
    expect(simulator.asked.filter((operation) => operation === OPERATION.printJob)).toHaveLength(1)
    expect(simulator.errors).toEqual([])
  })

  test('goes by Print-Job, whatever its size, to a printer that knows nothing else', async () => {
    const simulator = await laser()
    simulator.make.operations = [2, 8, 9, 10, 11]
    simulator.make.versions = ['1.1']
    expect(await print(printerAt(simulator.url), jobOf('sheet', 1, 900_000)).done).toEqual({ state: 'printed' })
    expect(tray(simulator)).toEqual(['sheet 1/1'])
    expect(simulator.errors).toEqual([])
  })

  test('is followed by the next one only when it has ended', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url)
    const [first, second] = [print(printer, jobOf('first', 2)), print(printer, jobOf('second', 1))]
    await first.done
    expect(second.story).toEqual([])
    await second.done
    expect(tray(simulator)).toEqual(['first 1/2', 'first 2/2', 'second 1/1'])
  })

  test('waits while the printer is busy with somebody else’s', async () => {
    const simulator = await laser({ pagesPerMinute: 1200 })
    simulator.takeOthersJob(pdfOf(1))
    const { done, story } = print(printerAt(simulator.url), jobOf('sheet'))
    expect(await done).toEqual({ state: 'printed' })
    expect(story).toEqual(['sending', 'sent', 'printed'])
    expect(tray(simulator)).toEqual(['somebody else’s 1/1', 'sheet 1/1'])
  })
})

describe('a printer that lacks something', () => {
  test.each([
    ['print-scaling', { scalings: [] }],
    ['two sides and colour', { sides: ['one-sided'], colors: ['monochrome'] }],
    ['a word about scaling that it ignores', { scalings: ['fit'] }],
  ])('%s prints all the same', async (_name, lacks) => {
    const simulator = await laser()
    Object.assign(simulator.make, lacks)
    const job = { ...jobOf('sheet', 2), sides: 'two-sided-long-edge', color: 'color' } as const
    expect(await print(printerAt(simulator.url), job).done).toEqual({ state: 'printed' })
    expect(simulator.errors).toEqual([])
  })

  test.each([
    ['A4', { media: ['na_letter_8.5x11in'] }, 'a4', 'no-a4'],
    ['PDF', { formats: ['image/urf'] }, 'pdf', 'no-pdf'],
  ] as const)('%s is refused before anything moves, and says so while idle', async (_name, lacks, lack, reason) => {
    const simulator = await laser()
    Object.assign(simulator.make, lacks)
    const printer = printerAt(simulator.url)
    expect(await printer.check()).toEqual({ state: 'unsuitable', lacks: lack })
    const { done, story } = print(printer, jobOf('sheet'))
    expect(await done).toEqual({ state: 'failed', reason })
    expect(story).toEqual(['failed'])
    expect(simulator.jobs).toEqual([])
  })
})

describe('a sheet that is not begun', () => {
  test.each(['media-jam', 'cover-open', 'toner-empty', 'input-tray-missing', 'output-area-full'] as const)(
    'because of %s fails at once, and nothing was recorded or sent',
    async (trouble) => {
      const simulator = await laser()
      simulator.set(trouble, true)
      const printer = printerAt(simulator.url)
      const { done, story } = print(printer, jobOf('sheet'))
      expect(await done).toEqual({ state: 'failed', reason: trouble })
      expect(story).toEqual(['failed'])
      expect(printer.status).toEqual({ state: 'not-ready', reason: trouble })
      simulator.set(trouble, false)
      expect(await print(printer, jobOf('next')).done).toEqual({ state: 'printed' })
      expect(tray(simulator)).toEqual(['next 1/1'])
    },
  )

  test('because nobody answers has failed, and prints when the printer is there', async () => {
    const simulator = await laser()
    simulator.powerOff('kept')
    const printer = printerAt(simulator.url)
    expect(await print(printer, jobOf('sheet')).done).toEqual({ state: 'failed', reason: 'unreachable' })
    await simulator.powerOn()
    expect(await print(printer, jobOf('sheet')).done).toEqual({ state: 'printed' })
  })

  test('because it cannot be recorded is not sent', async () => {
    const simulator = await laser()
    const settled = await printerAt(simulator.url).print(jobOf('sheet'), {
      livesMs: 60_000,
      sending: () => Promise.reject(new Error('disk full')),
      sent: async () => undefined,
    })
    expect(settled).toEqual({ state: 'failed', reason: 'not-recorded' })
    expect(simulator.jobs).toEqual([])
  })

  test('because its time was over while it was being recorded is not sent', async () => {
    const simulator = await laser()
    const clock = standingClock()
    const settled = await printerAt(simulator.url).print(jobOf('sheet'), {
      livesMs: 60_000,
      sending: async () => clock.set(60_001),
      sent: async () => undefined,
    })
    expect(settled).toEqual({ state: 'failed', reason: 'too-late' })
    expect(simulator.jobs).toEqual([])
  })

  test('because the printer was busy for its whole time has failed', async () => {
    const simulator = await laser({ pagesPerMinute: 1 })
    simulator.takeOthersJob(pdfOf(1))
    const clock = standingClock()
    const settled = await printerAt(simulator.url).print(jobOf('sheet'), {
      livesMs: 60_000,
      sending: async () => clock.set(59_995), // too late for another attempt
      sent: async () => undefined,
    })
    expect(settled).toEqual({ state: 'failed', reason: 'busy' })
    expect(simulator.jobs.map(({ name }) => name)).toEqual(['somebody else’s'])
  })

  test('because it waited behind others until its time was over is cancelled, and comes out for nobody', async () => {
    const simulator = await laser({ pagesPerMinute: 1 })
    simulator.make.spools = true
    simulator.takeOthersJob(pdfOf(1))
    const clock = standingClock()
    const settled = await printerAt(simulator.url).print(jobOf('sheet'), {
      livesMs: 60_000,
      sending: async () => undefined,
      sent: async () => clock.set(60_001),
    })
    expect(settled).toEqual({ state: 'failed', reason: 'too-late' })
    expect(simulator.jobs.map(({ name, state }) => `${name} ${state}`)).toEqual(['somebody else’s processing', 'sheet canceled'])
  })
})

describe('a jam', () => {
  test('for which the cover is opened is the cause still, and its paper is spoiled though no page was counted', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url)
    simulator.troubleAtPage(1, 'media-jam')
    const { done } = print(printer, jobOf('sheet'))
    await until(simulator, printer, () => printer.status.state === 'not-ready' && printer.status.reason === 'media-jam')
    simulator.set('cover-open', true)
    simulator.set('media-jam', false)
    await until(simulator, printer, () => printer.status.state === 'not-ready' && printer.status.reason === 'cover-open')
    simulator.cancelAtPanel()
    expect(await done).toEqual({ state: 'unknown', reason: 'media-jam' })
  })
})

describe('a queue of CUPS', () => {
  test.each([
    ['usb://HP/LaserJet', 'sent'],
    ['socket://192.168.1.60:9100', 'sent'],
    ['ipp://192.168.1.60/ipp/print', 'printed'],
  ])('in front of %s: a completed job is %s', async (deviceUri, state) => {
    const simulator = await laser()
    simulator.make.queueOf = deviceUri
    // Its count is its filter's and proves nothing, in either direction.
    simulator.pretend('completes-for-nothing')
    expect(await print(printerAt(simulator.url), jobOf('sheet')).done).toEqual({ state })
  })

  test('that does not reach its printer in the middle of a sheet is given up, and told as unreachable', async () => {
    const simulator = await laser({ pagesPerMinute: 1 })
    simulator.make.queueOf = 'ipp://192.168.1.60/ipp/print'
    const printer = printerAt(simulator.url, { timing: { goneMs: 50 } })
    const { done } = print(printer, jobOf('sheet'))
    await until(simulator, null, () => simulator.jobs.some(({ state }) => state === 'processing'))
    simulator.make.message = 'The printer may not exist or is unavailable at this time.'
    expect(await done).toEqual({ state: 'unknown', reason: 'no-answer' })
    expect(printer.status.state).toBe('unreachable')
    expect(simulator.jobs.map(({ state }) => state)).toEqual(['canceled'])
  })
})

describe('what was left in the printer', () => {
  test('by a terminal that lost its power is cancelled when it starts again, and prints for nobody', async () => {
    const simulator = await laser({ pagesPerMinute: 600 })
    const before = printerAt(simulator.url)
    simulator.troubleAtPage(2, 'media-empty')
    const { done } = print(before, jobOf('sheet', 3))
    await until(simulator, before, () => before.status.state === 'not-ready')
    await before.close()
    expect(await done).toEqual({ state: 'unknown', reason: 'closed' })
    const after = printerAt(simulator.url, { inDoubt: ['sheet'] })
    await until(simulator, after, () => simulator.jobs.some(({ state }) => state === 'canceled'))
    simulator.setPaper(250)
    expect(await print(after, jobOf('next')).done).toEqual({ state: 'printed' })
    expect(tray(simulator)).toEqual(['sheet 1/3', 'next 1/1'])
  })

  test('that lost its power under the number of a sheet is somebody else’s: neither taken for it nor cancelled', async () => {
    const simulator = await laser({ pagesPerMinute: 600 })
    const printer = printerAt(simulator.url)
    const { done } = print(printer, jobOf('sheet', 3))
    await until(simulator, null, () => simulator.outputs.length === 1)
    simulator.powerOff('lost')
    const others = simulator.powerOn().then(() => simulator.takeOthersJob(pdfOf(2)))
    expect(await done).toEqual({ state: 'unknown', reason: 'power' })
    await others
    await until(simulator, null, () => simulator.outputs.length === 3)
    expect(simulator.jobs.map(({ id, name, state }) => [id, name, state])).toEqual([[1, 'somebody else’s', 'completed']])
  })

  test('and cannot be taken back lets no other sheet be printed behind it', async () => {
    const simulator = await laser({ pagesPerMinute: 1 })
    const before = printerAt(simulator.url)
    const { done } = print(before, jobOf('sheet'))
    await until(simulator, null, () => simulator.jobs.some(({ state }) => state === 'processing'))
    await before.close()
    await done
    simulator.misbehave(OPERATION.cancelJob, ...Array.from({ length: 50 }, () => ({ status: 0x0401 })))
    const after = printerAt(simulator.url, { inDoubt: ['sheet'], timing: { cancelMs: 20 } })
    expect(await print(after, jobOf('next')).done).toEqual({ state: 'failed', reason: 'earlier-sheet' })
  })
})

describe('what is told of the printer', () => {
  test('while idle: each change once', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url)
    const told: string[] = []
    printer.onStatus((status) => told.push(status.state === 'not-ready' ? status.reason : status.state))
    await until(simulator, printer, () => told.length === 1)
    simulator.set('cover-open', true)
    await until(simulator, printer, () => told.length === 2)
    simulator.set('cover-open', false)
    await until(simulator, printer, () => told.length === 3)
    simulator.powerOff('kept')
    await until(simulator, printer, () => told.length === 4)
    await simulator.powerOn()
    await until(simulator, printer, () => told.length === 5)
    expect(told).toEqual(['ready', 'cover-open', 'ready', 'unreachable', 'ready'])
  })

  test('after a sheet: at once that it is ready again', async () => {
    const simulator = await laser()
    const printer = printerAt(simulator.url, { timing: { idlePollMs: 3_600_000 } })
    await until(simulator, printer, () => printer.status.state === 'ready')
    const told: string[] = []
    printer.onStatus(({ state }) => told.push(state))
    await print(printer, jobOf('sheet', 3)).done
    await until(simulator, printer, () => printer.status.state === 'ready')
    expect(told).toEqual(['busy', 'ready'])
  })

  test('that toner or paper run low, before they are out', async () => {
    const simulator = await laser({ paper: 8 })
    simulator.setToner('low')
    expect(await printerAt(simulator.url).check()).toEqual({ state: 'ready', tonerLow: true, paperLow: true })
  })

  test('an address that is none is a printer that never answers, and no exception', async () => {
    const printer = printerAt('http://192.168.1.60/')
    expect((await printer.check()).state).toBe('unreachable')
    expect(await print(printer, jobOf('sheet')).done).toEqual({ state: 'failed', reason: 'unreachable' })
  })
})

test('no log entry holds the name of a sheet or a page', async () => {
  const simulator = await laser()
  const log: string[] = []
  const printer = printerAt(simulator.url, { log: (event, details) => void log.push(JSON.stringify([event, details])) })
  simulator.misbehave(OPERATION.printJob, 'loses-answer')
  await print(printer, jobOf('CERT-0001')).done
  simulator.troubleAtPage(1, 'media-jam')
  simulator.powerOff('lost')
  await print(printer, jobOf('CERT-0002')).done
  expect(log.length).toBeGreaterThan(2)
  expect(log.join()).not.toMatch(/CERT|PDF/)
})
