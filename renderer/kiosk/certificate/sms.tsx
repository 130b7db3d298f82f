import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { DigitPad } from '../../components/digit-pad.tsx'
import { Page, StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useSecondsTo } from '../../components/seconds-to.ts'
import { StillSign } from '../../components/still.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import { codeStanding } from './code-standing.ts'
import { FaultPage } from './fault-page.tsx'
import type { SentCode, SmsStep, Ways } from './pages.ts'
import { OtherWays } from './prove.tsx'

interface SmsProps {
  readonly ways: Ways
  readonly step: SmsStep
}

/** A code by text message to the phone that the platform knows of this person. */
export function Sms({ ways, step }: SmsProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  switch (step.state) {
    case 'sending':
      return (
        <Page title={t('certificate.sms.sending')}>
          <Waiting>{t('wait.title')}</Waiting>
        </Page>
      )
    case 'not-sent':
      if (step.why !== 'no-phone' && step.why !== 'too-many')
        return (
          <FaultPage
            title={t('certificate.sms.failed')}
            reason={step.why}
            lead={t(`certificate.prove.fault.${step.why}`)}
            again={walk.certificate.sendCode}
            others={null}
          />
        )
      return (
        <Page
          title={t(`certificate.sms.${step.why}`)}
          lead={t(`certificate.sms.${step.why}Lead`)}
          picture={<StillSign kind="attention" />}
        >
          <OtherWays ways={ways} not="sms" />
          <NextStep icon="home" onPress={walk.home}>
            {t('trouble.restart')}
          </NextStep>
        </Page>
      )
    case 'typing':
    case 'checking':
      return <CodePad ways={ways} step={step} />
  }
}

type PadStep = Extract<SmsStep, { readonly state: 'typing' | 'checking' }>

function CodePad({ ways, step }: { readonly ways: Ways; readonly step: PadStep }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { sent, typed } = step
  const left = useSecondsTo(sent.expiresAt)
  useSpoken('type-code')
  const standing = codeStanding(step, left)
  const others = ways.filter((way) => way !== 'sms')
  return (
    <div className="page keypad-page code-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t('certificate.sms.title')}</Title>
          <p className="lead">{t('certificate.sms.lead', { phone: sent.phone })}</p>
          <CodeCells digits={sent.digits} typed={typed} />
          <CodeState step={step} left={left} />
          <Resend sent={sent} />
          {others.length > 0 ? <OtherWays ways={ways} not="sms" /> : <p className="body">{t('certificate.sms.changed')}</p>}
        </div>
      </Scrolled>
      <DigitPad
        words={{ clear: t('certificate.sms.clear'), delete: t('certificate.sms.delete') }}
        onKey={walk.certificate.digit}
        onEnter={walk.certificate.checkCode}
      />
      {standing === 'complete' && (
        <NextStep icon="done" onPress={walk.certificate.checkCode}>
          {t('certificate.sms.confirm')}
        </NextStep>
      )}
      {standing === 'ended' && (
        <NextStep icon="send" onPress={walk.certificate.sendCode}>
          {t('certificate.sms.resend')}
        </NextStep>
      )}
    </div>
  )
}

function CodeCells({ digits, typed }: { readonly digits: number; readonly typed: string }) {
  return (
    <div className="code-cells" aria-hidden="true">
      {Array.from({ length: digits }, (_, index) => (
        <span key={index} className="code-cell" data-next={index === typed.length}>
          {typed[index] ?? ''}
        </span>
      ))}
    </div>
  )
}

function CodeState({ step, left }: { readonly step: PadStep; readonly left: number }) {
  const { t } = useTranslation()
  const { sent, typed } = step
  if (step.state === 'checking') {
    return (
      <StateLine tone="calm" busy>
        {t('certificate.sms.checking')}
      </StateLine>
    )
  }
  const { said } = step
  if (said?.kind === 'ended' && said.reason === 'replaced') return <StateLine tone="attention">{t('certificate.sms.replaced')}</StateLine>
  if (codeStanding(step, left) === 'ended') return <StateLine tone="attention">{t('certificate.sms.expired')}</StateLine>
  if (said?.kind === 'wrong') {
    return (
      <StateLine tone="attention">
        <strong>{t('certificate.sms.wrong')}</strong>
        <span className="state-more">{t('certificate.sms.wrongMore', { count: said.attemptsLeft })}</span>
      </StateLine>
    )
  }
  if (said?.kind === 'failed') return <StateLine tone="attention">{t(`certificate.prove.fault.${said.reason}`)}</StateLine>
  return (
    <>
      <StateLine tone="calm">{t('certificate.sms.counted', { count: typed.length, digits: sent.digits })}</StateLine>
      <p className="body" aria-hidden="true">
        {t('certificate.sms.expires', { time: minutesAndSeconds(left) })}
      </p>
    </>
  )
}

/** Another code, once the platform lets one be sent again. */
function Resend({ sent }: { readonly sent: SentCode }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const seconds = useSecondsTo(sent.againAt)
  if (seconds > 0) return <p className="body resend-wait">{t('certificate.sms.resendIn', { seconds })}</p>
  return (
    <PlainButton icon="send" onPress={walk.certificate.sendCode}>
      {t('certificate.sms.resend')}
    </PlainButton>
  )
}

function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
