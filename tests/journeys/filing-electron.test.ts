import { describeElectron, launchElectron } from './electron.ts'
import { filingJourney } from './filing.ts'

describeElectron('an application in the real window, in English', () => {
  filingJourney((hall) => launchElectron({ source: { kind: 'file', file: hall.configuration }, flags: ['--use-fake-device-for-media-stream'] }), 'en')
})
