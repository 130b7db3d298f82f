import { useId } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { GateMark } from '../components/mark.tsx'
import { en } from '../strings/en.ts'
import { zh } from '../strings/zh.ts'
import { CardAsked } from './card-asked.tsx'
import { cardAskedBack, cardPlace } from './card-on-reader.ts'
import { closureWords } from './closure-words.ts'
import { useKiosk } from './kiosk-context.ts'

/**
 * The closed door: nobody stands here yet, so it speaks both languages. A card that lies there is asked back first; that
 * no numbers are given is said before anybody touches it.
 */
export function Attract() {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const id = useId()
  const closure = state.view?.closure ?? null
  const other = state.comfort.language === 'zh' ? { lang: 'en', words: en } : { lang: 'zh-CN', words: zh }
  return (
    <Button className="attract" onPress={walk.open} aria-labelledby={id}>
      {cardAskedBack(state) ? (
        <>
          <CardAsked />
          <span className="attract-other" lang={other.lang}>
            {other.words.takeCard[cardPlace(state) === 'reader' ? 'title' : 'anyCard']}
          </span>
        </>
      ) : (
        <>
          <GateMark />
          {closure === null ? (
            <span className="attract-motto">{t('attract.motto')}</span>
          ) : (
            <span className="attract-closed">
              <span className="attract-motto">{t('closure.title')}</span>
              {closureWords(closure, t).map((sentence) => (
                <span key={sentence}>{sentence}</span>
              ))}
              <span className="attract-other" lang={other.lang}>
                {other.words.closure.title}
              </span>
            </span>
          )}
        </>
      )}
      <span className="attract-start" id={id}>
        {t('attract.start')}
      </span>
      <span className="attract-other" lang={other.lang}>
        {other.words.attract.start}
      </span>
    </Button>
  )
}
