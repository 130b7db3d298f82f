import { certificateJourneys } from './certificates.ts'
import { describeElectron, launchElectron } from './electron.ts'

describeElectron('certificates in the real window', () => {
  certificateJourneys((hall) => launchElectron({ source: { kind: 'file', file: hall.configuration } }), 'shell')
})
