import { useEffect, useState } from 'react'
import type { HallPagesView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { hallPlaceWords } from '../words.ts'
import { Heading } from './heading.tsx'

type PairingRow = HallPagesView['pairings'][number]
type DeviceRow = HallPagesView['devices'][number]

/** Browsers of the hall: who wants in, who is a window or a board, and who signs in there. */
export function HallPages() {
  const t = useWords()
  const { view, go, ask } = useDesk()
  const [clerks, setClerks] = useState<readonly string[]>([])
  useEffect(() => {
    void ask((operator, signal) => operator.clerks(undefined, { signal })).then((names) => names !== null && setClerks(names))
  }, [ask])
  const { pairings, devices } = view.hallPages ?? { pairings: [], devices: [] }
  return (
    <>
      <Heading lead={t('hallPages.lead')}>{t(pairings.length > 0 ? 'hallPages.asked' : 'hallPages.title', { count: pairings.length })}</Heading>
      <div className="desk-rows">
        {pairings.map((pairing) => (
          <Pairing key={pairing.pairing} pairing={pairing} />
        ))}
        {devices.map((device) => (
          <Device key={device.device} device={device} />
        ))}
      </div>
      {devices.length === 0 && <StateLine tone="calm">{t('hallPages.none')}</StateLine>}
      <div className="desk-ways">
        <StateLine tone="calm">{clerks.length === 0 ? t('hallPages.noClerks') : t('hallPages.clerks', { names: clerks.join(t('hallPages.and')) })}</StateLine>
        <PlainButton icon="person" about={t('hallPages.addClerkAbout')} onPress={() => go({ at: 'add-clerk' })}>
          {t('hallPages.addClerk')}
        </PlainButton>
      </div>
    </>
  )
}

function Pairing({ pairing }: { readonly pairing: PairingRow }) {
  const t = useWords()
  const { ask, say } = useDesk()
  const { code } = pairing
  async function answer(yes: boolean): Promise<void> {
    const answered = await ask((operator, signal) =>
      yes
        ? operator.approvePairing({ pairing: pairing.pairing, code }, { signal })
        : operator.refusePairing({ pairing: pairing.pairing }, { signal }),
    )
    if (answered === null) return
    if (!answered.done) say({ tone: 'attention', words: t('hallPages.gone', { code }) })
    else say({ tone: 'done', words: t(yes ? 'hallPages.letIn' : 'hallPages.turnedAway', { code }) })
  }
  const minutes = Math.ceil(pairing.leftSeconds / 60)
  return (
    <section className="sheet-row" aria-label={t('hallPages.wantsIn', { code })}>
      <p className="sheet-number">{`${code.slice(0, 3)} ${code.slice(3)}`}</p>
      <div>
        <h2 className="sheet-business">{hallPlaceWords(pairing.place, t)}</h2>
        <p className="sheet-facts">{t('hallPages.askedFrom', { address: pairing.address, minutes })}</p>
      </div>
      <div className="sheet-ways">
        <PlainButton icon="done" about={t('hallPages.approveAbout')} onPress={() => void answer(true)}>
          {t('hallPages.approve')}
        </PlainButton>
        <PlainButton icon="void" onPress={() => void answer(false)}>
          {t('hallPages.refuse')}
        </PlainButton>
      </div>
    </section>
  )
}

function Device({ device }: { readonly device: DeviceRow }) {
  const t = useWords()
  const { state } = useKiosk()
  const { view, go } = useDesk()
  const moment = (at: number) => momentWords(at, view.now, view.timeZone, state.comfort.language)
  const seen = device.lastSeenAt === null ? t('hallPages.neverSeen') : t('hallPages.seen', { time: moment(device.lastSeenAt) })
  const name = hallPlaceWords(device.place, t)
  return (
    <section className="sheet-row" aria-label={name}>
      <Icon name={device.place.kind === 'window' ? 'window' : 'screen'} />
      <div>
        <h2 className="sheet-business">{name}</h2>
        <p className="sheet-facts">
          <span>{device.connected ? t('hallPages.connected') : seen}</span>
          <span>{t('hallPages.enrolled', { by: device.enrolledBy, time: moment(device.enrolledAt) })}</span>
        </p>
        {device.usedTwiceAt !== null && <StateLine tone="attention">{t('hallPages.usedTwice', { time: moment(device.usedTwiceAt) })}</StateLine>}
      </div>
      <div className="sheet-ways">
        <PlainButton icon="void" onPress={() => go({ at: 'revoke-device', device })}>
          {t('hallPages.revoke')}
        </PlainButton>
      </div>
    </section>
  )
}
