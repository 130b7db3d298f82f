import type { OpenPort } from '../ports/port.ts'
import { err } from '../result.ts'
import { DEFAULT_PACE } from './pace.ts'
import { SdtLine, type Log } from './sdt-line.ts'

/** What a reader leaves the factory with, and what it can be set to; a rate is never changed from here. */
const RATES = [115_200, 57_600, 38_400, 19_200, 9_600] as const

/**
 * Opens a serial line at the rate at which a reader answers: asks its status at the written rate and then at each other
 * that readers have. Every opening begins anew, because what is plugged in after a loss may be another reader.
 */
export function atAnsweringRate(writtenRate: number, open: (baudRate: number) => OpenPort, log: Log): OpenPort {
  const rates = [writtenRate, ...RATES.filter((rate) => rate !== writtenRate)]
  return async (stop) => {
    for (const baudRate of rates) {
      const opened = await open(baudRate)(stop)
      if (!opened.ok) return opened
      const port = opened.value
      // What is heard at a wrong rate is noise, and no news.
      const answer = await new SdtLine(port, DEFAULT_PACE, () => {}).ask('status')
      if (answer.kind === 'answer') {
        if (baudRate !== writtenRate) log('other-rate', { written: writtenRate, answersAt: baudRate })
        return opened
      }
      await port.close('thrown-away')
      if (answer.kind === 'lost') return err(answer.fault)
      if (stop?.aborted === true) return err({ kind: 'closed', detail: 'closed' })
    }
    return err({ kind: 'timed-out', detail: `the reader does not answer at ${rates.join(', ')} baud` })
  }
}
