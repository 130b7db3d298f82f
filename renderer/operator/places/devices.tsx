import { useState } from 'react'
import type { DeviceName, DeviceView, SelfTestOutcome, TestedDevice } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon, type IconName } from '../../components/icons.tsx'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { PATIENCE_WITH_DEVICES } from '../asking.ts'
import { useDesk, useWords } from '../desk.ts'
import { faultWords, lineKey, stateKey } from '../words.ts'
import { Heading, Nothing } from './heading.tsx'

type Test = { readonly state: 'testing' } | { readonly state: 'tested'; readonly outcome: SelfTestOutcome }

/** Each device: how it is, what was wrong with it last, and what can be tried. What does not work stands first. */
export function Devices() {
  const t = useWords()
  const { devices } = useDesk().view
  if (devices.length === 0) return <Nothing title={t('devices.none')} lead={t('devices.noneLead')} sign="kept" />
  const ill = devices.filter(({ well }) => !well).length
  return (
    <>
      <Heading>{ill === 0 ? t('devices.well') : t('devices.trouble', { count: ill })}</Heading>
      <div className="desk-cards">
        {devices
          .toSorted((one, other) => Number(one.well) - Number(other.well))
          .map((device) => (
            <Device key={device.device} device={device} />
          ))}
      </div>
    </>
  )
}

function Device({ device }: { readonly device: DeviceView }) {
  const t = useWords()
  const { ask, go, say } = useDesk()
  const [test, setTest] = useState<Test | null>(null)
  const name = device.device
  const tested = isTested(name) ? name : null
  async function selfTest(): Promise<void> {
    if (tested === null || test?.state === 'testing') return
    say(null)
    setTest({ state: 'testing' })
    const outcome = await ask((operator, signal) => operator.selfTest({ device: tested }, { signal }), PATIENCE_WITH_DEVICES)
    setTest(outcome === null ? null : { state: 'tested', outcome })
  }
  const line = lineKey(device.detail)
  return (
    <section className="sheet device-sheet" data-well={device.well} aria-labelledby={`device-${name}`}>
      <div className="device-head">
        <Icon name={ICONS[name]} />
        <h2 id={`device-${name}`}>{t(`devices.name.${name}`)}</h2>
        <p className="device-port">{t('devices.port', { port: device.port })}</p>
      </div>
      <StateLine tone={device.well ? 'done' : 'attention'}>
        {t(`state.${stateKey(device)}`)}
        {line !== null && <span className="state-more">{t(`line.${line}`)}</span>}
      </StateLine>
      {line === null && (stateKey(device) === 'other' || device.state === 'faulty') && <p>{t('devices.reported', { detail: `${device.state} ${device.detail}`.trim() })}</p>}
      <LastFault device={device} />
      {tested !== null && test !== null && <TestResult device={tested} test={test} />}
      <div className="device-ways">
        {tested !== null && (
          <PlainButton icon="test" about={t(`devices.selfTestAbout.${tested}`)} onPress={() => void selfTest()}>
            {t('devices.selfTest')}
          </PlainButton>
        )}
        {device.powerCycle && tested !== null && tested !== 'document' && (
          <PlainButton icon="power" about={t('devices.powerCycleAbout')} onPress={() => go({ at: 'power-cycle', device: tested })}>
            {t('devices.powerCycle')}
          </PlainButton>
        )}
        {name === 'ticket' && (
          <PlainButton icon="probe" about={t('devices.probeAbout')} onPress={() => go({ at: 'probe' })}>
            {t('devices.probe')}
          </PlainButton>
        )}
      </div>
    </section>
  )
}

const ICONS: Record<DeviceName, IconName> = { idCard: 'card', socialCard: 'card', scanner: 'scan', ticket: 'print', document: 'print', callPads: 'keypad', windowDisplays: 'screen' }

/** The slot, the scanner and what hangs at the windows tell all that they know by themselves. */
function isTested(device: DeviceName): device is TestedDevice {
  return device === 'idCard' || device === 'ticket' || device === 'document'
}

function LastFault({ device: { lastFault } }: { readonly device: DeviceView }) {
  const t = useWords()
  const { state } = useKiosk()
  const { now, timeZone } = useDesk().view
  if (lastFault === null) return <p className="device-fault">{t('devices.noFault')}</p>
  const moment = (at: number) => momentWords(at, now, timeZone, state.comfort.language)
  const fault = faultWords(lastFault.fault, t)
  const from = moment(lastFault.since)
  return (
    <p className="device-fault">
      {lastFault.passedAt === null
        ? t('devices.faultSince', { fault, from })
        : t('devices.lastFault', { fault, from, to: moment(lastFault.passedAt) })}
    </p>
  )
}

function TestResult({ device, test }: { readonly device: TestedDevice; readonly test: Test }) {
  const t = useWords()
  if (test.state === 'testing') {
    return (
      <StateLine tone="calm" busy>
        {t(`devices.testing.${device}`)}
      </StateLine>
    )
  }
  switch (test.outcome.outcome) {
    case 'passed':
      return <StateLine tone="done">{t(`devices.passed.${device}`)}</StateLine>
    case 'look':
      return <StateLine tone="calm">{t('devices.look')}</StateLine>
    case 'failed':
      return <StateLine tone="attention">{t('devices.failed', { reason: faultWords(test.outcome.reason, t) })}</StateLine>
  }
}
