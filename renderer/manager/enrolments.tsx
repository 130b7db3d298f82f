import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnrolledPlace, EnrolmentsView } from '../../main/contract/enrolments.ts'
import { momentWords } from '../components/moment-words.ts'
import type { Language } from '../strings/strings.ts'
import type { FiguresDesk } from './figures-desk.ts'
import { RemoveQuestion } from './remove-question.tsx'

type Asking = EnrolmentsView['pairings'][number]
export type Device = EnrolmentsView['devices'][number]

const KINDS = ['terminal', 'window', 'board', 'manager'] as const

/** Who asks to be let into the hall, with the digits that are compared, and who is in it. */
export function Enrolments({ view, language, desk }: { readonly view: EnrolmentsView; readonly language: Language; readonly desk: FiguresDesk }) {
  const { t } = useTranslation('manager')
  const placeName = usePlaceName()
  const [said, setSaid] = useState('')
  const [removing, setRemoving] = useState<Device | null>(null)
  const { pairings, devices } = view

  async function answer(asking: Asking, yes: boolean): Promise<void> {
    const { pairing, code } = asking
    setSaid('')
    const done = await desk.enrolment((manager, options) => (yes ? manager.approve({ pairing, code }, options) : manager.refuse({ pairing }, options)))
    const about = { name: placeName(asking.place), code: apart(code) }
    if (done === null) setSaid(t('enrolments.noAnswer'))
    else if (!done) setSaid(t('enrolments.gone', about))
    else setSaid(t(yes ? 'enrolments.letIn' : 'enrolments.turnedAway', about))
  }

  async function remove({ device, place }: Device): Promise<void> {
    setRemoving(null)
    setSaid('')
    const done = await desk.enrolment((manager, options) => manager.revoke({ device }, options))
    setSaid(done === null ? t('enrolments.noAnswer') : t('enrolments.revoked', { name: placeName(place) }))
  }

  return (
    <main className="enrolments">
      <output className="said">{said}</output>
      {pairings.length === 0 ? (
        <p className="quiet">{t('enrolments.nobodyAsks')}</p>
      ) : (
        <section aria-labelledby="asking">
          <h2 id="asking">{t('enrolments.asked', { count: pairings.length })}</h2>
          <p className="compare">{t('enrolments.compare')}</p>
          <ul className="asking">
            {pairings.map((asking) => (
              <AskingRow key={asking.pairing} asking={asking} onAnswer={(yes) => void answer(asking, yes)} />
            ))}
          </ul>
        </section>
      )}
      <p className="quiet">{t('enrolments.how')}</p>
      {KINDS.map((kind) => (
        <DevicesOf key={kind} kind={kind} devices={devices.filter(({ place }) => place.kind === kind)} view={view} language={language} onRemove={setRemoving} />
      ))}
      {removing !== null && <RemoveQuestion device={removing} name={placeName(removing.place)} onRemove={() => void remove(removing)} onLeave={() => setRemoving(null)} />}
    </main>
  )
}

function AskingRow({ asking, onAnswer }: { readonly asking: Asking; readonly onAnswer: (yes: boolean) => void }) {
  const { t } = useTranslation('manager')
  const placeName = usePlaceName()
  const { code, place, address, leftSeconds } = asking
  const about = { name: placeName(place), code: apart(code) }
  return (
    <li aria-label={about.name}>
      <p className="code" aria-label={code.replaceAll(/\d(?=\d)/g, '$& ')}>
        {about.code}
      </p>
      <div>
        <h3>{about.name}</h3>
        <p>{place.kind === 'terminal' ? t('enrolments.onTerminal', { terminal: place.terminal }) : t('enrolments.onPage')}</p>
        <p className="small">{t('enrolments.from', { address, minutes: Math.ceil(leftSeconds / 60) })}</p>
      </div>
      <div className="ways">
        <button type="button" aria-label={t('enrolments.refuseThat', about)} onClick={() => onAnswer(false)}>
          {t('enrolments.refuse')}
        </button>
        <button type="button" data-next aria-label={t('enrolments.approveThat', about)} onClick={() => onAnswer(true)}>
          {t('enrolments.approve')}
        </button>
      </div>
    </li>
  )
}

interface DevicesOfProps {
  readonly kind: (typeof KINDS)[number]
  readonly devices: readonly Device[]
  readonly view: EnrolmentsView
  readonly language: Language
  readonly onRemove: (device: Device) => void
}

function DevicesOf({ kind, devices, view, language, onRemove }: DevicesOfProps) {
  const { t } = useTranslation('manager')
  if (devices.length === 0) return null
  return (
    <section aria-labelledby={`devices-${kind}`}>
      <h2 id={`devices-${kind}`}>
        {t(`enrolments.kind.${kind}`)} <small>{t('enrolments.count', { count: devices.length })}</small>
      </h2>
      <ul className="devices">
        {devices.map((device) => (
          <DeviceRow key={device.device} device={device} view={view} language={language} onRemove={() => onRemove(device)} />
        ))}
      </ul>
    </section>
  )
}

function DeviceRow({ device, view, language, onRemove }: Pick<DevicesOfProps, 'view' | 'language'> & { readonly device: Device; readonly onRemove: () => void }) {
  const { t } = useTranslation('manager')
  const name = usePlaceName()(device.place)
  const moment = (at: number) => momentWords(at, view.now, view.timeZone, language)
  const { connected, lastSeenAt, signedIn, mark, enrolledBy, enrolledAt, usedTwiceAt, own } = device
  const seen = lastSeenAt === null ? t('enrolments.neverSeen') : t('enrolments.seen', { time: moment(lastSeenAt) })
  return (
    <li aria-label={name} data-connected={connected}>
      <h3>{name}</h3>
      <button type="button" aria-label={t('enrolments.revokeThat', { name })} onClick={onRemove}>
        {t('enrolments.revoke')}
      </button>
      <p className="line">{connected ? t('enrolments.connected') : seen}</p>
      {own && <p>{t('enrolments.own')}</p>}
      {signedIn !== null && <p>{t('enrolments.signedIn', { name: signedIn.name, time: moment(signedIn.since) })}</p>}
      {mark !== null && <p>{t('enrolments.mark', { mark })}</p>}
      {usedTwiceAt !== null && <p className="twice">{t('enrolments.usedTwice', { time: moment(usedTwiceAt) })}</p>}
      <p className="small">{enrolledBy === null ? t('enrolments.byCommand', { time: moment(enrolledAt) }) : t('enrolments.by', { by: enrolledBy, time: moment(enrolledAt) })}</p>
    </li>
  )
}

function usePlaceName(): (place: EnrolledPlace) => string {
  const { t } = useTranslation('manager')
  return (place) => {
    switch (place.kind) {
      case 'terminal':
        return t('enrolments.name.terminal', { terminal: place.terminal })
      case 'window':
        return t('enrolments.name.window', { window: place.window })
      case 'manager':
        return t('enrolments.name.manager')
      case 'board':
        if (place.window !== null) return t('enrolments.name.over', { window: place.window })
        return place.area === null ? t('enrolments.name.board') : t('enrolments.name.area', { area: place.area })
    }
  }
}

/** As it stands on the device: `123 456`. */
function apart(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`
}
