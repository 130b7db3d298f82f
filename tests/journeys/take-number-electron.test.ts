import { describeElectron, launchElectron } from './electron.ts'
import { processesBelow } from './processes.ts'
import { takeNumberJourneys } from './take-number.ts'

describeElectron('a number in the real window', () => {
  takeNumberJourneys(async (hall) => {
    const run = await launchElectron({ source: { kind: 'file', file: hall.configuration } })
    return { ...run, terminalPid: async () => utilityBelow(run.app.process().pid ?? 0) }
  }, 'shell')
})

/** The terminal's utility process: the only one below Electron that runs Node. */
async function utilityBelow(electron: number): Promise<number> {
  const found = (await processesBelow(electron)).find((process) => process.command.includes('node.mojom.NodeService'))
  if (!found) throw new Error('Electron has no terminal process')
  return found.pid
}
