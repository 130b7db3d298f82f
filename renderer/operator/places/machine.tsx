import { useEffect } from 'react'
import { PlainButton } from '../../components/buttons.tsx'
import { StateLine } from '../../components/page.tsx'
import { useKiosk } from '../../kiosk/kiosk-context.ts'
import { useDesk, useWords } from '../desk.ts'
import { Heading } from './heading.tsx'

/** The terminal as a whole, and the operators' PINs. */
export function Machine() {
  const t = useWords()
  const { facts } = useKiosk()
  const { ask, go, locked, lookForLocked, say } = useDesk()
  useEffect(() => lookForLocked(), [lookForLocked])
  async function unlock(name: string): Promise<void> {
    const answer = await ask((operator, signal) => operator.unlock({ name }, { signal }))
    if (answer === null) return
    lookForLocked()
    say(
      answer.unlocked
        ? { tone: 'done', words: t('machine.unlocked', { name }) }
        : { tone: 'attention', words: t('machine.notUnlocked', { name }) },
    )
  }
  return (
    <>
      <Heading lead={t('machine.about', { terminal: facts.terminal, version: facts.version })}>{t('machine.title')}</Heading>
      <div className="desk-ways">
        {locked.map((name) => (
          <PlainButton key={name} icon="person" about={t('machine.unlockAbout')} onPress={() => void unlock(name)}>
            {t('machine.unlock', { name })}
          </PlainButton>
        ))}
        {locked.length === 0 && <StateLine tone="calm">{t('machine.noneLocked')}</StateLine>}
        <PlainButton icon="keypad" about={t('machine.changePinAbout')} onPress={() => go({ at: 'change-pin' })}>
          {t('machine.changePin')}
        </PlainButton>
        <PlainButton icon="again" about={t('machine.restartAbout')} onPress={() => go({ at: 'restart' })}>
          {t('machine.restart')}
        </PlainButton>
        <PlainButton icon="power" about={t('machine.stopAbout')} onPress={() => go({ at: 'stop' })}>
          {t('machine.stop')}
        </PlainButton>
      </div>
    </>
  )
}
