import { describeElectron, launchElectron } from './electron.ts'
import { takeNumberJourneys } from './take-number.ts'

describeElectron('a number in the real window', () => {
  takeNumberJourneys((hall) => launchElectron({ source: { kind: 'file', file: hall.configuration } }))
})
