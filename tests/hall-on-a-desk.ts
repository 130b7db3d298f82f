import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TerminalView } from '../main/contract/view.ts'
import { startCardReader, type CardReaderSimulator } from '../simulators/card-reader/card-reader.ts'
import { startThermalPrinter, type ThermalPrinterSimulator } from '../simulators/thermal-printer/thermal-printer.ts'
import { startTerminalProcess, writeConfiguration, type PageConnection, type TerminalProcess } from './terminal-process.ts'

/** Reader and printer on their wires, and a folder for terminals that use them. */
export interface HallOnADesk {
  readonly folder: string
  /** The terminal's data folder. */
  readonly data: string
  readonly reader: CardReaderSimulator
  readonly printer: ThermalPrinterSimulator
  readonly configuration: string
  start(options?: { readonly node?: readonly string[]; readonly shell?: 'none' | 'electron' }): Promise<TerminalProcess>
  /** Ends what was started and removes the folder. */
  clear(): Promise<void>
}

const LOOPBACK = { host: '127.0.0.1', port: 0 }

export async function setUpHall(
  changes: { readonly hall?: object; readonly terminal?: object; readonly devices?: object; readonly relay?: string; readonly photoDecoder?: string } = {},
): Promise<HallOnADesk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-hall-'))
  const reader = await startCardReader({ listen: LOOPBACK })
  const printer = await startThermalPrinter({ listen: LOOPBACK })
  const configuration = await writeConfiguration(folder, { reader: reader.url, printer: printer.url, ...changes })
  const started: TerminalProcess[] = []
  return {
    folder,
    data: path.join(folder, 'data'),
    reader,
    printer,
    configuration,
    async start(options = {}) {
      const terminal = await startTerminalProcess({ folder, configuration, ...options })
      started.push(terminal)
      return terminal
    },
    async clear() {
      for (const terminal of started) await terminal.cutPower()
      await Promise.all([reader.close(), printer.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The first view for which `wanted` holds; a test's own time-out ends a wait for what never comes. */
export async function viewWhere(page: PageConnection, wanted: (view: TerminalView) => boolean): Promise<TerminalView> {
  for await (const view of await page.client.kiosk.watch()) if (wanted(view)) return view
  throw new Error('the terminal stopped telling how it is')
}
