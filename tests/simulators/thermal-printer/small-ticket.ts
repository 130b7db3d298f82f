import type { ThermalPrinterSimulator } from '../../../simulators/thermal-printer/thermal-printer.ts'
import { CHINESE, CUT, INITIALIZE, PAPER_FENCE, processId } from './commands.ts'
import { gb18030 } from './gb18030.ts'

/** One line, cut, and both fences behind it. */
export function ticket(words: string, id: string): number[] {
  return [...INITIALIZE, ...CHINESE, ...gb18030(`${words}\n`), ...CUT, ...processId(id), ...PAPER_FENCE]
}

export const texts = (simulator: ThermalPrinterSimulator): readonly string[] => simulator.tickets.map(({ text }) => text)
