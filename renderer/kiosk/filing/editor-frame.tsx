import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { NextStep } from '../next-step.tsx'

/** What every editor of a field is given. */
export interface EditorFrame {
  readonly title: string
  readonly hint: string | null
  /** What is wrong, in words. */
  readonly wrong: string | null
  readonly busy: boolean
  /** What the next step is called. */
  readonly step: string
  readonly onDone: () => void
  /** Where in the form this is, where the field stands by itself on its page. */
  readonly above: ReactNode
}

interface FrameProps extends EditorFrame {
  /**
   * `pad`: keys beside or under the words; `letters`: keys that need more room; `text`: those of pinyin, whose own 完成 is
   * the next step, because it takes along the letters for which no hanzi was picked yet; `plain`: no keys.
   */
  readonly shape: 'pad' | 'letters' | 'text' | 'plain'
  /** What stands there, seen and read aloud. */
  readonly shown?: ReactNode
  readonly said: string
  readonly children?: ReactNode
  readonly pad?: ReactNode
}

/** One field by itself: what is asked, what stands there, what is wrong with it, and the keys. */
export function Framed({ title, hint, wrong, busy, step, onDone, above, shape, shown, said, children, pad }: FrameProps) {
  const { t } = useTranslation()
  return (
    <div className={`page filing-editor ${SHAPE[shape]}`}>
      <Scrolled>
        <div className="page-words">
          {above}
          <Title>{title}</Title>
          {hint !== null && <p className="lead">{hint}</p>}
          {shown}
          {wrong !== null && !busy ? (
            <StateLine tone="attention">{wrong}</StateLine>
          ) : (
            <StateLine tone="calm" busy={busy}>
              {busy ? t('filing.form.checking') : said}
            </StateLine>
          )}
          {children}
        </div>
      </Scrolled>
      {pad}
      {shape !== 'text' && (
        <NextStep icon={above === null ? 'done' : 'onward'} onPress={onDone}>
          {step}
        </NextStep>
      )}
    </div>
  )
}

const SHAPE = { pad: 'keypad-page', letters: 'filing-typing', text: 'filing-typing', plain: '' } as const
