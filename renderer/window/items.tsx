import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { WindowTicket } from '../../main/contract/window.ts'
import { type Language, local } from '../strings/strings.ts'
import { DONE_KEY } from './keys.ts'

interface ItemsProps {
  readonly ticket: WindowTicket
  readonly language: Language
  readonly onDone: (index: number, done: boolean) => void
}

/** 一窗通办: what the person at the window has come for, each with its tick; the key is of the first that is open. */
export function Items({ ticket: { items }, language, onDone }: ItemsProps) {
  const { t } = useTranslation('window')
  const firstOpen = items.findIndex(({ done }) => !done)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    // newer browsers answer a promise, which is no cleaning up
    list.current?.children[firstOpen]?.scrollIntoView({ block: 'nearest' })
  }, [firstOpen])
  if (items.length === 0) return null
  return (
    <ul ref={list} className="items" aria-label={t('items.title')}>
      {items.map(({ name, done }, index) => (
        // none is ever taken away, and the same one may be there twice
        <li key={index}>
          <button type="button" className="item" aria-pressed={done} onClick={() => onDone(index, !done)}>
            <span className="item-tick" aria-hidden="true">
              {done && '✓'}
            </span>
            <span className="item-name">{local(name, language)}</span>
            {index === firstOpen && <kbd>{DONE_KEY}</kbd>}
          </button>
        </li>
      ))}
    </ul>
  )
}
