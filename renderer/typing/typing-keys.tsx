import { memo, type ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import { DIGIT_ROW, LETTER_ROWS, SYMBOL_ROWS } from './keyboard.ts'
import { APOSTROPHE } from './spelling.ts'
import type { Act, Mode } from './typing.ts'

interface TypingKeyProps {
  readonly children: ReactNode
  /** Of the columns of its grid, where it lies in one. */
  readonly span?: number
  readonly kind: 'sign' | 'word' | 'done' | 'candidate' | 'candidate-long'
  readonly onPress: () => void
  readonly onPressStart?: () => void
  /** How it is called where what stands on it does not say it. */
  readonly name?: string
  /** Whether it is the one that holds, of several or by itself. */
  readonly pressed?: boolean
  /** Stays where it is and does nothing, so that no finger meets another key there. */
  readonly shut?: boolean
}

/** A key of the keys on screen. A finger leaves no focus on it: a keyboard's space after it is not this key again. */
export function TypingKey({ children, span, kind, onPress, onPressStart, name, pressed, shut = false }: TypingKeyProps) {
  return (
    <Button
      className={`keypad-key typing-key typing-${kind}`}
      {...(span === undefined ? {} : { style: { gridColumn: `span ${span}` } })}
      {...(name === undefined ? {} : { 'aria-label': name })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(onPressStart === undefined ? {} : { onPressStart })}
      aria-disabled={shut}
      onPress={({ pointerType, target }) => {
        if ((pointerType === 'touch' || pointerType === 'mouse') && target instanceof HTMLElement) target.blur()
        if (!shut) onPress()
      }}
    >
      {children}
    </Button>
  )
}

interface TypingKeysProps {
  readonly mode: Mode
  readonly upper: boolean
  readonly withPinyin: boolean
  readonly onAct: (act: Act) => void
  readonly onDone: () => void
}

/**
 * Three rows to write with, and below them what is done with it; twenty columns, two to a letter. They are drawn anew
 * when they change, and not with each letter that is typed.
 */
export const TypingKeys = memo(function TypingKeys({ mode, upper, withPinyin, onAct, onDone }: TypingKeysProps) {
  const { t } = useTranslation()
  const modes: readonly Mode[] = withPinyin ? ['pinyin', 'letters', 'symbols'] : ['letters', 'symbols']
  return (
    <div className="typing-keys">
      {mode === 'symbols' ? <SymbolRows onAct={onAct} /> : <LetterRows mode={mode} upper={upper} onAct={onAct} />}
      {modes.map((one) => (
        <TypingKey key={one} span={one === 'symbols' ? 4 : 3} kind="word" pressed={one === mode} onPress={() => onAct({ act: 'mode', mode: one })}>
          {t(`typing.mode.${one}`)}
        </TypingKey>
      ))}
      <TypingKey span={2} kind="sign" name={t('typing.left')} onPress={() => onAct({ act: 'left' })}>
        <Icon name="left" />
      </TypingKey>
      <TypingKey span={withPinyin ? 3 : 6} kind="word" onPress={() => onAct({ act: 'space' })}>
        {t('typing.space')}
      </TypingKey>
      <TypingKey span={2} kind="sign" name={t('typing.right')} onPress={() => onAct({ act: 'right' })}>
        <Icon name="right" />
      </TypingKey>
      <TypingKey span={3} kind="done" onPress={onDone}>
        {t('typing.done')}
      </TypingKey>
    </div>
  )
})

function LetterRows({ mode, upper, onAct }: Pick<TypingKeysProps, 'mode' | 'upper' | 'onAct'>) {
  const { t } = useTranslation()
  const keysOf = (row: string) =>
    Array.from(row, (letter) => (
      <TypingKey key={letter} span={2} kind="sign" onPress={() => onAct({ act: 'letter', letter })}>
        {mode === 'letters' && upper ? letter.toUpperCase() : letter}
      </TypingKey>
    ))
  const [first, second, third] = LETTER_ROWS
  return (
    <>
      {keysOf(first)}
      <i className="typing-space" />
      {keysOf(second)}
      <i className="typing-space" />
      {mode === 'pinyin' ? (
        <TypingKey span={3} kind="word" onPress={() => onAct({ act: 'letter', letter: APOSTROPHE })}>
          {t('typing.apart')}
        </TypingKey>
      ) : (
        <TypingKey span={3} kind="word" pressed={upper} onPress={() => onAct({ act: 'upper' })}>
          {t('typing.upper')}
        </TypingKey>
      )}
      {keysOf(third)}
      <DeleteKey onAct={onAct} />
    </>
  )
}

function SymbolRows({ onAct }: Pick<TypingKeysProps, 'onAct'>) {
  const { t } = useTranslation()
  const write = (text: string) => () => onAct({ act: 'write', text })
  const keysOf = (row: (typeof SYMBOL_ROWS)[number]) =>
    row.map(([mark, name]) => (
      <TypingKey key={mark} span={2} kind="sign" name={t(`typing.symbol.${name}`)} onPress={write(mark)}>
        {mark}
      </TypingKey>
    ))
  const [first, second] = SYMBOL_ROWS
  return (
    <>
      {Array.from(DIGIT_ROW, (digit) => (
        <TypingKey key={digit} span={2} kind="sign" onPress={write(digit)}>
          {digit}
        </TypingKey>
      ))}
      <i className="typing-space" />
      {keysOf(first)}
      <i className="typing-space" />
      <i className="typing-space typing-space-wide" />
      {keysOf(second)}
      <DeleteKey onAct={onAct} />
    </>
  )
}

function DeleteKey({ onAct }: Pick<TypingKeysProps, 'onAct'>) {
  const { t } = useTranslation()
  return (
    <TypingKey span={3} kind="sign" name={t('typing.delete')} onPress={() => onAct({ act: 'delete' })}>
      <Icon name="delete" />
    </TypingKey>
  )
}
