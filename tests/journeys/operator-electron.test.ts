import { describeElectron, launchElectron } from './electron.ts'
import { operatorJourneys } from './operator.ts'

describeElectron('the operator in the real window', () => {
  operatorJourneys((hall) => launchElectron({ source: { kind: 'file', file: hall.configuration } }), 'shell')
})
