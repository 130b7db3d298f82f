import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { useKnownNames } from '../../components/known-names.ts'
import { Page, StateLine, Waiting } from '../../components/page.tsx'
import { PinQuestion } from '../../components/pin-question.tsx'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { CardPhoto } from './card-photo.tsx'
import type { Ways } from './pages.ts'
import { OtherWays } from './prove.tsx'

interface ClerkProps {
  readonly ways: Ways
  readonly name: string | null
}

/** A clerk has looked at card and person, and says so with name and PIN. */
export function Clerk({ ways, name }: ClerkProps) {
  return name === null ? <Names ways={ways} /> : <ClerkPin key={name} ways={ways} name={name} />
}

function Names({ ways }: { readonly ways: Ways }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const [known, look] = useKnownNames(async () => {
    const answer = await walk.certificate.clerks()
    return answer.kind === 'answered' ? answer.value : null
  })
  return (
    <Page title={t('certificate.clerk.title')} lead={t('certificate.clerk.lead')} picture={<CardPhoto otherwise={<StillSign kind="kept" />} />}>
      {known.state === 'looking' && <Waiting>{t('certificate.clerk.looking')}</Waiting>}
      {known.state === 'no-answer' && <StateLine tone="attention">{t('certificate.clerk.noAnswer')}</StateLine>}
      {known.state === 'no-answer' && (
        <NextStep icon="again" onPress={look}>
          {t('certificate.again')}
        </NextStep>
      )}
      {known.state === 'seen' && known.names.length === 0 && (
        <>
          <StateLine tone="attention">{t('certificate.clerk.nobody')}</StateLine>
          <OtherWays ways={ways} not="clerk" />
        </>
      )}
      {known.state === 'seen' && known.names.length > 0 && (
        <div className="names">
          {known.names.map((one) => (
            <PlainButton key={one} icon="person" onPress={() => walk.go({ at: 'clerk', ways, name: one })}>
              {one}
            </PlainButton>
          ))}
        </div>
      )}
    </Page>
  )
}

function ClerkPin({ ways, name }: { readonly ways: Ways; readonly name: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const other = () => walk.go({ at: 'clerk', ways, name: null })
  const words = {
    title: t('certificate.clerk.pin', { name }),
    lead: t('certificate.clerk.pinLead'),
    none: t('certificate.clerk.none'),
    counted: (count: number) => t('certificate.clerk.counted', { count }),
    clear: t('certificate.sms.clear'),
    delete: t('certificate.sms.delete'),
    confirm: t('certificate.clerk.confirm'),
    checking: t('certificate.clerk.checking'),
    wrong: (count: number) => t('certificate.clerk.wrong', { count }),
    noAnswer: t('certificate.clerk.noAnswer'),
    waiting: t('certificate.clerk.waiting'),
    waitingLead: (seconds: number) => t('certificate.clerk.waitingLead', { seconds }),
    others: t('certificate.clerk.others'),
  }
  const locked = (
    <Page
      title={t('certificate.clerk.locked', { name })}
      lead={t('certificate.clerk.lockedLead')}
      picture={<StillSign kind="attention" />}
    >
      <PlainButton icon="person" onPress={other}>
        {t('certificate.clerk.others')}
      </PlainButton>
    </Page>
  )
  return (
    <PinQuestion
      words={words}
      tryPin={(pin) => walk.certificate.clerkConfirms(name, pin)}
      locked={locked}
      onOther={other}
    />
  )
}
