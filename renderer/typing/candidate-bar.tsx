import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/icons.tsx'
import { columnsOf } from './candidate-pages.ts'
import type { Candidate } from './engine.ts'
import type { Bar, Opened } from './use-typing.ts'
import { TypingKey } from './typing-keys.tsx'
import type { Act, Typing } from './typing.ts'

interface CandidateBarProps {
  readonly bar: Bar
  readonly typing: Typing
  readonly opened: Opened
  readonly onAct: (act: Act) => void
}

/** What may be meant by the letters, as many as have room, and keys to turn to the rest. */
export function CandidateBar({ bar, typing, opened, onAct }: CandidateBarProps) {
  const { t } = useTranslation()
  // An empty grid has only the rows and columns that have room; one that is filled may have more.
  const ruler = useRef<HTMLDivElement>(null)
  // What a finger came down on is what it picks, whatever stands there when it goes up.
  const touched = useRef<Candidate | null>(null)
  const { onRoom, room } = bar
  useLayoutEffect(() => {
    const grid = ruler.current
    if (grid === null) return undefined
    const observer = new ResizeObserver(() => {
      const { gridTemplateColumns, gridTemplateRows } = getComputedStyle(grid)
      onRoom({ columns: gridTemplateColumns.split(' ').length, rows: gridTemplateRows.split(' ').length })
    })
    observer.observe(grid)
    return () => observer.disconnect()
  }, [onRoom])
  const offered = typing.letters !== '' && typing.offer.letters !== ''
  return (
    <div className="candidates" data-rows={room.rows}>
      <div className="candidates-room">
        <fieldset className="candidates-group" aria-label={t('typing.candidates')} aria-busy={typing.offer.letters !== typing.letters}>
          <div className="candidates-grid" ref={ruler} aria-hidden="true" />
          <div className="candidates-grid">
            {offered &&
              bar.shown.map((candidate, place) => (
                // A key keeps its place and changes its word, which is sooner on screen than a new key.
                <TypingKey
                  key={place}
                  kind={columnsOf(candidate, room) === room.columns ? 'candidate-long' : 'candidate'}
                  span={columnsOf(candidate, room)}
                  onPressStart={() => {
                    touched.current = candidate
                  }}
                  onPress={() => onAct({ act: 'pick', candidate: touched.current ?? candidate })}
                >
                  {candidate.text}
                </TypingKey>
              ))}
          </div>
        </fieldset>
        {typing.mode === 'pinyin' && typing.letters === '' && (
          <p className="candidates-hint">{t(opened === 'open' ? 'typing.hint' : 'typing.opening')}</p>
        )}
      </div>
      {offered && !(bar.isFirst && bar.isLast) && (
        <div className="candidates-turn">
          <TypingKey kind="sign" name={t('typing.before')} shut={bar.isFirst} onPress={() => bar.onTurn('before')}>
            <Icon name="up" />
          </TypingKey>
          <TypingKey kind="sign" name={t('typing.after')} shut={bar.isLast} onPress={() => bar.onTurn('after')}>
            <Icon name="down" />
          </TypingKey>
        </div>
      )}
    </div>
  )
}
