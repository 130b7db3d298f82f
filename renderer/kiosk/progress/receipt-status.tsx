import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { dateInWords } from '../certificate/month-words.ts'
import { takesCards } from '../card-on-reader.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FIRST_OF_RECEIPT, type ReceiptStatus } from './pages.ts'
import { Rows } from './rows.tsx'
import { StateMark } from './state-mark.tsx'

/** What may be said to whoever holds a receipt: its state and its dates. */
export function ReceiptState({ status }: { readonly status: ReceiptStatus }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const day = (one: string | null) => one && dateInWords(one, language)
  const since = (one: string | null) => one && t('progress.receipt.since', { day: dateInWords(one, language) })
  const waits = status.stoppedOn === null ? 'nothing' : 'procedure'
  return (
    <div className="page">
      <Scrolled>
        <section className="sheet filing-now">
          <StateMark state={status.state} waits={waits} />
          <div className="progress-words">
            <Title>{t(`progress.state.${status.state}`)}</Title>
            <p className="lead">{t(`progress.receipt.now.${status.stoppedOn === null ? status.state : 'stopped'}`)}</p>
          </div>
        </section>
        <div className="sheet">
          <Rows
            rows={[
              [t('progress.receipt.cases'), status.cases === null ? null : t('progress.receipt.casesCount', { count: status.cases })],
              [t('progress.receipt.filed'), day(status.filedOn)],
              [t('progress.receipt.accepted'), day(status.acceptedOn)],
              [t('progress.receipt.supplement'), day(status.supplementBy)],
              [t('progress.receipt.stopped'), since(status.stoppedOn)],
              [t('progress.receipt.promised'), day(status.promisedBy)],
              [t('progress.receipt.finished'), day(status.finishedOn)],
            ]}
          />
        </div>
        <p className="body">{t('progress.receipt.onlyDates')}</p>
      </Scrolled>
      <PlainButton icon="filing" onPress={() => walk.go(FIRST_OF_RECEIPT)}>
        {t('progress.receipt.another')}
      </PlainButton>
      {!takesCards(state.view) ? (
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      ) : (
        <NextStep icon="card" onPress={() => walk.begin({ kind: 'progress' })}>
          {t('progress.receipt.card')}
        </NextStep>
      )}
    </div>
  )
}
