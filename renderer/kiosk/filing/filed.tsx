import { useTranslation } from 'react-i18next'
import { CasePicture } from '../../components/case.tsx'
import { Icon, type IconName } from '../../components/icons.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { local } from '../../strings/strings.ts'
import { CardAsked } from '../card-asked.tsx'
import { cardAskedBack, cardLies } from '../card-on-reader.ts'
import { dateInWords } from '../certificate/month-words.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import { listWords, wordsOf } from './material-words.ts'
import type { FiledPage } from './pages.ts'
import { ReceiptAgain } from './receipt-again.tsx'
import { DELIVERY_TONE, deliveryOf, RECEIPT_ACTIVITY, RECEIPT_TONE, type ReceiptTruth, receiptTruth } from './receipt-truth.ts'
import { namesTogether } from './together.tsx'

/** The receipt's number, where the application is, the truth about its paper, and what comes next. Nothing here says that it is accepted. */
export function FilingFiled({ page }: { readonly page: FiledPage }) {
  const { state, facts, walk } = useKiosk()
  const { t } = useTranslation()
  const { receipt, code, draft } = page
  const { item } = draft
  const words = wordsOf(draft)
  const filing = state.view?.session?.filing ?? null
  const truth = receiptTruth(page, filing)
  const delivery = deliveryOf(page, filing)
  const { language } = state.comfort
  // The receipt comes out where tickets do, or as a page.
  const device = (filing?.receipt === receipt ? filing.paper?.device : undefined) ?? (state.view?.printer.state === 'none' ? 'document' : 'ticket')
  useSpoken(truth === 'printed' ? 'take-receipt' : null)
  return (
    <div className="page filed-page" data-truth={truth} data-delivery={delivery}>
      <Scrolled>
        <div className="filed-layout">
          <div className="filed-words">
            <Title key={delivery}>{t(`${words}.filed.title.${delivery}`)}</Title>
            <StateLine tone={DELIVERY_TONE[delivery]} busy={delivery === 'sending'}>
              {t(`${words}.filed.delivery.${delivery}`)}
              {item.immediate && delivery !== 'refused' && <span className="state-more">{t('filingMaterials.filed.immediate')}</span>}
            </StateLine>
          </div>
          <div className="paper filed-paper">
            <p className="paper-business">{local(item.name, language)}</p>
            {item.members.length > 0 && <p className="filed-together">{listWords(namesTogether(draft, language), language)}</p>}
            <p className="paper-caption">{t('filingMaterials.filed.receipt')}</p>
            <p className="filed-number">{receipt}</p>
            <p className="filed-code">
              {t('filingMaterials.filed.code')} <strong>{code}</strong>
            </p>
          </div>
          <div className="filed-ways">
            <PaperLine truth={truth} />
            <ReceiptAgain page={page} truth={truth} />
            {delivery !== 'refused' && <ComesNext page={page} />}
            <CardToo />
          </div>
          {truth !== 'none' && truth !== 'held' && <CasePicture facts={facts} device={device} activity={RECEIPT_ACTIVITY[truth]} />}
        </div>
      </Scrolled>
      {truth !== 'printing' && (
        <NextStep icon="done" onPress={delivery === 'refused' ? walk.finish : () => walk.go({ at: 'evaluation', matter: 'filing', from: { at: 'home' } })}>
          {t('ticket.finish')}
        </NextStep>
      )}
    </div>
  )
}

function PaperLine({ truth }: { readonly truth: ReceiptTruth }) {
  const { t } = useTranslation()
  return (
    <StateLine tone={RECEIPT_TONE[truth]} busy={truth === 'printing'}>
      {t(`filingMaterials.filed.paper.${truth}`)}
      <span className="state-more">{t(`filingMaterials.filed.paperAbout.${truth}`)}</span>
    </StateLine>
  )
}

/** How to ask about it, and what is still to be brought or handed in, until when. */
function ComesNext({ page: { draft, after } }: { readonly page: FiledPage }) {
  const { state, facts } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const { item } = draft
  return (
    <section className="filed-next" aria-labelledby="next">
      <h2 id="next">{t('filingMaterials.filed.next')}</h2>
      <ul>
        {after.toBring.length > 0 && (
          <Next icon="window">{t('filingMaterials.filed.bring', { list: listWords(after.toBring.map((name) => local(name, language)), language) })}</Next>
        )}
        {after.owed.map(({ name, until }) => (
          <Next key={name.zh} icon="clock">
            {t('filingMaterials.filed.owed', { date: dateInWords(until, language), name: local(name, language) })}
          </Next>
        ))}
        {!item.immediate && (
          <Next icon="people">
            {item.members.length > 0 ? t('filing.together.notice') : t(`${wordsOf(draft)}.filed.notice`, { department: local(item.department, language) })}
          </Next>
        )}
        <Next icon="progress">{t(facts.journeys.includes('progress') ? 'filingMaterials.filed.progress' : 'filingMaterials.filed.progressWindow')}</Next>
      </ul>
    </section>
  )
}

function Next({ icon, children }: { readonly icon: IconName; readonly children: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  )
}

/** While paper moves the card is mentioned; then it is asked back. */
function CardToo() {
  const { state } = useKiosk()
  const { t } = useTranslation()
  if (cardAskedBack(state)) return <CardAsked />
  return cardLies(state) && <p className="body">{t('ticket.cardToo')}</p>
}
