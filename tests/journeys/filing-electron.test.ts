import type { CertificateHallOnADesk } from '../certificate-hall.ts'
import { describeElectron, launchElectron } from './electron.ts'
import { filingForOthersJourney } from './filing-for-others.ts'
import { filingJourney } from './filing.ts'
import { packageJourney } from './package.ts'

const withCamera = (hall: CertificateHallOnADesk) =>
  launchElectron({ source: { kind: 'file', file: hall.configuration }, flags: ['--use-fake-device-for-media-stream'] })

describeElectron('an application in the real window, in English', () => filingJourney(withCamera, 'en'))

describeElectron('一件事 in the real window', () => packageJourney(withCamera))

describeElectron('an application for another, in the real window', () => filingForOthersJourney(withCamera))
