import { useState } from 'react'
import { Page, Waiting } from '../../components/page.tsx'
import { StillSign } from '../../components/still.tsx'
import { useDesk, useWords } from '../desk.ts'
import { Question } from './question.tsx'

export function Restart() {
  return <Going how="restart" />
}

export function Stop() {
  return <Going how="stop" />
}

/** The terminal is to end: asked once, and then said until the page itself goes. */
function Going({ how }: { readonly how: 'restart' | 'stop' }) {
  const t = useWords()
  const { ask, done, ordered } = useDesk()
  const [going, setGoing] = useState(false)
  async function order(): Promise<void> {
    // The wire may break before the answer has come; that too is the terminal going.
    ordered(true)
    setGoing(true)
    const answered = await ask(async (operator, signal) => {
      await operator[how](undefined, { signal })
      return true
    })
    if (answered !== null) return
    ordered(false)
    done(null)
  }
  if (going) {
    return (
      <Page title={t(`${how}.working`)} lead={t(`${how}.workingLead`)} picture={<StillSign kind="kept" />}>
        <Waiting>{t('common.working')}</Waiting>
      </Page>
    )
  }
  return (
    <Question title={t(`${how}.title`)} lead={t(`${how}.lead`)} confirm={t(`${how}.confirm`)} icon={how === 'stop' ? 'power' : 'again'} onConfirm={order}>
      {how === 'stop' && <p className="body">{t('stop.next')}</p>}
    </Question>
  )
}
