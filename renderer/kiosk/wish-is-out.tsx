import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Title, Waiting } from '../components/page.tsx'
import { TAKING_HOLDS } from './state.ts'

/** A wish is with the terminal: the intent is in the ledger before anything moves. After a while the way out is open, and said. */
export function WishIsOut({ title, slow }: { readonly title: string; readonly slow: string }) {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), TAKING_HOLDS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="page">
      <Title>{title}</Title>
      <Waiting>{t('wait.title')}</Waiting>
      {late && <p className="body">{slow}</p>}
    </div>
  )
}
