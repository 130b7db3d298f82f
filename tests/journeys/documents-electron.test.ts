import { documentJourneys } from './documents.ts'
import { describeElectron, launchElectron } from './electron.ts'

describeElectron('in the real window, whoever lays another document than a resident card', () => {
  documentJourneys((hall) => launchElectron({ source: { kind: 'file', file: hall.configuration } }))
})
