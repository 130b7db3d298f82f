import type { TrayView } from '../../../main/contract/operator.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { momentWords } from '../../components/moment-words.ts'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { Heading } from './heading.tsx'
import { Row } from './row.tsx'

interface TrayProps {
  readonly tray: TrayView
  /** There is no roll above it. */
  readonly isAlone: boolean
}

/** The A4 tray: what is left in it, and paper told of. */
export function Tray({ tray, isAlone }: TrayProps) {
  const t = useWords()
  const { state } = useKiosk()
  const { go, view } = useDesk()
  const { left, sheets, used, loadedAt, nearEnd } = tray
  const words = left === null ? t('tray.leftUnknown') : left === 0 ? t('tray.empty') : t('tray.left', { count: left })
  const about = left === null ? t('tray.leftUnknownAbout') : null
  return (
    <section className="desk-section" aria-labelledby="paper-tray">
      {isAlone && <Heading>{words}</Heading>}
      <div className="sheet tray">
        <h2 id="paper-tray">{t('tray.title')}</h2>
        {!isAlone && <p className="tray-left">{words}</p>}
        {about !== null && <p className="body">{about}</p>}
        {nearEnd && left !== 0 && <StateLine tone="attention">{t('tray.nearEnd')}</StateLine>}
        <dl className="rows">
          <Row name={t('tray.loadedAt')}>
            {loadedAt === null ? t('tray.neverLoaded') : momentWords(loadedAt, view.now, view.timeZone, state.comfort.language)}
          </Row>
          {loadedAt !== null && <Row name={t('tray.sheets')}>{sheets === null ? t('paper.lengthUnknown') : t('tray.pages', { count: sheets })}</Row>}
          {loadedAt !== null && <Row name={t('tray.used')}>{t('tray.pages', { count: used })}</Row>}
        </dl>
        <PlainButton icon="certificate" onPress={() => go({ at: 'tray-filled' })}>
          {t('tray.filled')}
        </PlainButton>
      </div>
    </section>
  )
}
