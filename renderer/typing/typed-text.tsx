import './typing.css'
import { useTranslation } from 'react-i18next'
import { DigitPad } from '../components/digit-pad.tsx'
import { digitsAfter } from '../components/digits.ts'
import { StateLine } from '../components/page.tsx'
import { addTypingStrings } from '../strings/typing.ts'
import { CandidateBar } from './candidate-bar.tsx'
import { TypedField } from './typed-field.tsx'
import { TypingKey, TypingKeys } from './typing-keys.tsx'
import { useTyping } from './use-typing.ts'

export interface TypedTextProps {
  /** The text as it stands; whoever holds it also forgets it. */
  readonly value: string
  readonly onChange: (value: string) => void
  /** `text`: pinyin, letters, digits and marks. `latin`: without pinyin. `digits`: `0` to `9` alone. */
  readonly kind: 'text' | 'latin' | 'digits'
  /** In characters; a hanzi is one, however rare. */
  readonly maxLength: number
  /** What is typed here, for whoever hears it; on screen the page's title says it. */
  readonly label: string
  /** 完成, or Enter on a keyboard. Letters for which no hanzi was picked yet become their first candidate before. */
  readonly onDone: () => void
}

/**
 * A field and the keys to fill it in on a screen without a keyboard; one in front of the terminal types here too. It
 * fills what holds it, 140 mm high at least in large type.
 *
 * It learns nothing from anybody: no dictionary of users, no order by what was picked. What is typed goes to `onChange`
 * and nowhere else, never to storage or a log, and when it goes from the page it is forgotten, by its worker too.
 *
 * The keys are the house's own and not those of `simple-keyboard`: it sets styles from script that the page's policy
 * forbids, its keys know nothing of our millimetres and of screen readers, and its candidates are of single syllables.
 */
export function TypedText(props: TypedTextProps) {
  const { i18n } = useTranslation()
  addTypingStrings(i18n)
  return props.kind === 'digits' ? <TypedDigits {...props} /> : <TypedCharacters {...props} kind={props.kind} />
}

function TypedCharacters({ value, onChange, kind, maxLength, label, onDone }: TypedTextProps & { readonly kind: 'text' | 'latin' }) {
  const { t } = useTranslation()
  const { typing, opened, act, done, bar } = useTyping({ value, onChange, maxLength, onDone, withPinyin: kind === 'text' })
  return (
    <div className="typing">
      <TypedField label={label} typing={typing} most={maxLength} onAct={act} />
      {kind === 'text' && opened === 'broken' && (
        <StateLine tone="attention">
          <strong>{t('typing.broken')}</strong>
          <span className="state-more">{t('typing.brokenAbout')}</span>
        </StateLine>
      )}
      {kind === 'text' && opened !== 'broken' && <CandidateBar bar={bar} typing={typing} opened={opened} onAct={act} />}
      <TypingKeys
        mode={typing.mode}
        upper={typing.upper}
        withPinyin={kind === 'text' && opened !== 'broken'}
        onAct={act}
        onDone={done}
      />
    </div>
  )
}

function TypedDigits({ value, onChange, maxLength, label, onDone }: TypedTextProps) {
  const { t } = useTranslation()
  const count = value.length
  return (
    <div className="typing typing-digits">
      <fieldset className="typed" aria-label={label}>
        <div className="typed-text">
          <p className="typed-line" aria-hidden="true">
            {value}
            <i className="typed-caret" />
          </p>
          <output className="unseen">{value === '' ? t('typing.nothing') : t('typing.written', { text: value })}</output>
          <output className="typed-count">
            {t(count < maxLength ? 'typing.countedDigits' : 'typing.fullDigits', { count, most: maxLength })}
          </output>
        </div>
      </fieldset>
      <DigitPad
        words={{ clear: t('typing.clear'), delete: t('typing.delete') }}
        onKey={(key) => onChange(digitsAfter(value, key, maxLength))}
        onEnter={onDone}
      />
      <div className="typing-keys typing-keys-done">
        <TypingKey span={20} kind="done" onPress={onDone}>
          {t('typing.done')}
        </TypingKey>
      </div>
    </div>
  )
}
