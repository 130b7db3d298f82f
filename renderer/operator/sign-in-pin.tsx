import { PlainButton } from '../components/buttons.tsx'
import { Page } from '../components/page.tsx'
import { PinQuestion, type PinTry } from '../components/pin-question.tsx'
import { StillSign } from '../components/still.tsx'
import { askingOperator } from './asking.ts'
import { type OperatorCalls, useWords } from './desk.ts'
import { useSource } from './source.ts'

interface OperatorPinProps {
  readonly calls: OperatorCalls
  readonly name: string
  readonly onSignedIn: (operator: string) => void
  readonly onOther: () => void
}

/** The PIN of one operator, who signs in with it. */
export function OperatorPin({ calls, name, onSignedIn, onOther }: OperatorPinProps) {
  const t = useWords()
  const source = useSource()

  async function tryPin(pin: string): Promise<PinTry> {
    const answer = await askingOperator((signal) => calls.signIn({ name, pin }, { signal }))
    if (answer.kind !== 'answered') return { outcome: 'no-answer' }
    if (answer.value.outcome !== 'signed-in') return answer.value
    onSignedIn(answer.value.operator)
    return { outcome: 'done' }
  }

  const locked = (
    <Page title={t('signIn.locked', { name })} lead={t('signIn.lockedLead')} picture={<StillSign kind="attention" />}>
      <p className="command">{t('signIn.lockedCommand', { source, name })}</p>
      <PlainButton icon="person" onPress={onOther}>
        {t('signIn.others')}
      </PlainButton>
    </Page>
  )
  const words = {
    title: t('signIn.pin', { name }),
    lead: t('signIn.pinLead'),
    none: t('signIn.none'),
    counted: (count: number) => t('signIn.counted', { count }),
    clear: t('signIn.clear'),
    delete: t('signIn.delete'),
    confirm: t('signIn.confirm'),
    checking: t('signIn.checking'),
    wrong: (count: number) => t('signIn.wrong', { count }),
    noAnswer: t('signIn.noAnswer'),
    waiting: t('signIn.waiting'),
    waitingLead: (seconds: number) => t('signIn.waitingLead', { seconds }),
    others: t('signIn.others'),
  }
  return <PinQuestion words={words} tryPin={tryPin} locked={locked} onOther={onOther} />
}
