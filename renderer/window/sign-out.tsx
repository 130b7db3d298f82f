import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowView } from '../../main/contract/window.ts'
import { SureQuestion } from './sure-question.tsx'

interface SignOutProps {
  readonly view: WindowView
  readonly onSignOut: () => void
}

/** Signs out; where this window holds somebody, the clerk hears first that they stay behind. */
export function SignOut({ view, onSignOut }: SignOutProps) {
  const { t } = useTranslation('window')
  const [asking, setAsking] = useState(false)
  const held = view.held.filter(({ leftBy }) => leftBy === null).map(({ number }) => number)
  // while somebody is at the window the hall refuses, and says who
  const asksFirst = held.length > 0 && view.current === null
  return (
    <>
      <button type="button" onClick={() => (asksFirst ? setAsking(true) : onSignOut())}>
        {t('top.signOut')}
      </button>
      {asking && (
        <SureQuestion
          title={t('leaving.held', { count: held.length })}
          lead={t('leaving.lead', { numbers: held.join(t('items.comma')) })}
          stay={t('leaving.stay')}
          act={t('leaving.signOut')}
          onAct={() => {
            setAsking(false)
            onSignOut()
          }}
          onLeave={() => setAsking(false)}
        />
      )}
    </>
  )
}
