import type { CDPSession, Page } from 'playwright-core'
import { zh } from '../../renderer/strings/zh.ts'
import { startThermalPrinter } from '../../simulators/thermal-printer/thermal-printer.ts'
import { openPage } from '../journeys/browser.ts'
import { OPEN_HALL, writeConfiguration } from '../terminal-process.ts'
import { SCREEN } from './home-on-screen.ts'
import { startTerminal } from './running-terminal.ts'
import { temporaryFolder, tidily } from './tidily.ts'

/** Bytes of JavaScript heap in use after so many journeys and a collection. */
export interface HeapGrowthFigures {
  readonly afterFirst: number
  readonly afterAll: number
}

/** One page, one journey after the other by touch: attract, 取号, a business without identification, ticket, done. */
export function heapGrowthBench(journeys: { readonly first: number; readonly all: number }): Promise<HeapGrowthFigures> {
  return tidily(async (later) => {
    const folder = await temporaryFolder(later)
    const printer = await startThermalPrinter({ listen: { host: '127.0.0.1', port: 0 }, speedMmPerSecond: 'instant' })
    later(() => printer.close())
    const terminal = await startTerminal(folder, await writeConfiguration(folder, { printer: printer.url }))
    later(() => terminal.stop())
    const { page, close } = await openPage(terminal.url, SCREEN)
    later(close)

    const inspector = await page.context().newCDPSession(page)
    const walk = async (count: number) => {
      for (let journey = 0; journey < count; journey += 1) {
        await takeNumber(page)
        for (const ticket of printer.tickets) printer.takeTicket(ticket.id)
      }
    }
    await walk(journeys.first)
    const afterFirst = await heapInUse(inspector)
    await walk(journeys.all - journeys.first)
    return { afterFirst, afterAll: await heapInUse(inspector) }
  })
}

const ENQUIRIES = OPEN_HALL.businesses.find((business) => business.identify === 'none')?.name.zh ?? ''

async function takeNumber(page: Page): Promise<void> {
  const names = [zh.attract.start, zh.home.name['take-number'], ENQUIRIES, zh.confirm.confirm, zh.ticket.finish]
  for (const name of names) await page.getByRole('button', { name, exact: true }).tap()
  await page.getByRole('button', { name: zh.attract.start, exact: true }).waitFor()
}

/** Twice, because what a first collection finalises is only freed by a second. */
async function heapInUse(inspector: CDPSession): Promise<number> {
  await inspector.send('HeapProfiler.enable')
  for (let times = 0; times < 2; times += 1) await inspector.send('HeapProfiler.collectGarbage')
  await inspector.send('HeapProfiler.disable')
  const { usedSize } = await inspector.send('Runtime.getHeapUsage')
  return usedSize
}
