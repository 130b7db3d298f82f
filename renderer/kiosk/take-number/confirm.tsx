import { useTranslation } from 'react-i18next'
import type { BusinessView } from '../../../main/contract/kiosk.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { RareText } from '../../components/rare-text.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { windowList } from '../../components/ticket-paper.tsx'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { WishIsOut } from '../wish-is-out.tsx'

/** Who, what, how many ahead, where: the last look before a number is taken. */
export function Confirm({ business }: { readonly business: BusinessView }) {
  const { walk, state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const person = state.view?.session?.person ?? null
  const name = (language === 'en' ? person?.englishName : undefined) ?? person?.name
  const windows = windowList(business.windows, language)
  return (
    <div className="page">
      <Title>{t('confirm.title')}</Title>
      <Scrolled>
        {person?.expired && <StateLine tone="attention">{t('confirm.expired')}</StateLine>}
        <dl className="sheet rows">
          <div className="row row-main">
            <dt>{t('confirm.business')}</dt>
            <dd>{local(business.name, language)}</dd>
          </div>
          {person === null || business.identify === 'none' ? (
            <div className="row">
              <dt>{t('confirm.person')}</dt>
              <dd>{t('confirm.anyone')}</dd>
            </div>
          ) : (
            <div className="row">
              <dt>{name === undefined ? t('confirm.number') : t('confirm.person')}</dt>
              <dd>
                {name !== undefined && <span className="row-name"><RareText>{name}</RareText></span>}
                <span className="row-number">{person.number}</span>
                <span className="row-how">{t(`confirm.${person.assurance}`)}</span>
              </dd>
            </div>
          )}
          <div className="row">
            <dt>{t('confirm.ahead')}</dt>
            <dd>
              {t('confirm.people', { count: business.waiting })}
              {business.wait && ` · ${local(business.wait, language)}`}
            </dd>
          </div>
          <div className="row">
            <dt>{t('confirm.where')}</dt>
            <dd>{windows === '' ? t('businesses.noWindows') : windows}</dd>
          </div>
        </dl>
      </Scrolled>
      {facts.greenGrounds.length > 0 && (
        <PlainButton icon="person" onPress={() => walk.go({ at: 'green', business })}>
          {t('confirm.green')}
        </PlainButton>
      )}
      <NextStep icon="ticket" onPress={() => walk.takeNumber(business, 'ticket')}>
        {t('confirm.confirm')}
      </NextStep>
    </div>
  )
}

/** The number is being taken. */
export function Taking() {
  const { t } = useTranslation()
  return <WishIsOut title={t('confirm.working')} slow={t('confirm.slow')} />
}
