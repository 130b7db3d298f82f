import { useTranslation } from 'react-i18next'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { copiesAtMost, type Draft } from './draft.ts'
import { StepButton } from './step-button.tsx'

/** How many, and why not more. */
export function Copies({ draft }: { readonly draft: Draft }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { certificate, copies } = draft
  const { yearly, most } = certificate
  const count = (by: 1 | -1, can: boolean) => (can ? () => walk.certificate.count(by) : null)
  return (
    <div className="page">
      <Title>{t('certificate.copies.title')}</Title>
      <Scrolled>
        <div className="sheet copies-count">
          <StepButton icon="minus" name={t('certificate.copies.fewer')} onPress={count(-1, copies > 1)} />
          <output className="copies-number">
            {copies} <span>{t('certificate.copies.unit', { count: copies })}</span>
          </output>
          <StepButton icon="plus" name={t('certificate.copies.more')} onPress={count(1, copies < copiesAtMost(certificate))} />
        </div>
        <StateLine tone="calm">
          {t('certificate.copies.most', { count: most })}
          {yearly !== null && (
            <span className="state-more">{t('certificate.list.yearly', { count: yearly.limit - yearly.used })}</span>
          )}
        </StateLine>
      </Scrolled>
      <NextStep icon="onward" onPress={() => walk.certificate.answered('copies', draft)}>
        {t('certificate.next')}
      </NextStep>
    </div>
  )
}
