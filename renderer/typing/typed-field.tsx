import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Scrolled } from '../components/scrolled.tsx'
import type { Act, Typing } from './typing.ts'
import { TypingKey } from './typing-keys.tsx'

interface TypedFieldProps {
  readonly label: string
  readonly typing: Typing
  /** Characters. */
  readonly most: number
  readonly onAct: (act: Act) => void
}

/** The text, the letters that wait among it, and how much room is left. Whoever hears it hears each change. */
export function TypedField({ label, typing, most, onAct }: TypedFieldProps) {
  const { t } = useTranslation()
  const caret = useRef<HTMLElement>(null)
  const characters = Array.from(typing.text)
  useLayoutEffect(() => {
    caret.current?.scrollIntoView({ block: 'nearest' })
  })
  const text = typing.text === '' ? t('typing.nothing') : t('typing.written', { text: typing.text })
  return (
    <fieldset className="typed" aria-label={label} data-full={typing.full}>
      <div className="typed-text">
        <Scrolled>
          <p className="typed-line" aria-hidden="true">
            {characters.slice(0, typing.caret).join('')}
            {typing.letters !== '' && <span className="typed-letters">{typing.letters}</span>}
            <i className="typed-caret" ref={caret} />
            {characters.slice(typing.caret).join('')}
          </p>
        </Scrolled>
        <output className="unseen">{typing.letters === '' ? text : t('typing.letters', { letters: typing.letters })}</output>
        <output className="typed-count">
          {t(typing.full ? 'typing.full' : 'typing.counted', { count: characters.length, most })}
        </output>
      </div>
      <TypingKey kind="word" onPress={() => onAct({ act: 'clear' })}>
        {t('typing.clear')}
      </TypingKey>
    </fieldset>
  )
}
