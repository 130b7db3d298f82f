import { describeElectron, launchElectron } from './electron.ts'
import { socialCardJourneys } from './social-card.ts'

describeElectron('a number in the real window', () => {
  socialCardJourneys(async (hall) => {
    const run = await launchElectron({ source: { kind: 'file', file: hall.configuration } })
    return { ...run, terminalPid: () => Promise.resolve(run.app.process().pid ?? 0) }
  })
})
