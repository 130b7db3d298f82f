import { useEffect, useState } from 'react'
import type { EnrolPlaces, EnrolStanding, HallPlace } from '../../main/contract/enrol.ts'
import { useLatest } from '../components/latest.ts'
import { GateMark } from '../components/mark.tsx'
import { enrolEn } from '../strings/enrol-en.ts'
import { enrolZh } from '../strings/enrol-zh.ts'
import { askForPlaces, askHowItStands, askToBe } from './asking.ts'
import { ChoosePlace } from './choose-place.tsx'
import { filled, type Language, placeWords } from './words.ts'

/** How often the page asks whether an operator has answered. */
const LOOK_EVERY_MS = 2_000
const MINUTE_MS = 60_000

type Waiting = Extract<EnrolStanding, { readonly state: 'waiting' }>
type Step =
  | { readonly at: 'choosing'; readonly said: 'refused' | 'void' | 'tooMany' | null }
  | { readonly at: 'asking' }
  | { readonly at: 'waiting'; readonly pairing: Waiting }

const WORDS = { zh: enrolZh, en: enrolEn }

/** What a browser of the hall is to be, the code that an operator compares, and the page that it then becomes. */
export function EnrolPage() {
  const [language, setLanguage] = useState<Language>('zh')
  const [places, setPlaces] = useState<EnrolPlaces | null>(null)
  const [answers, setAnswers] = useState(true)
  const [step, setStep] = useState<Step>({ at: 'asking' })
  const words = WORDS[language]

  function heard(standing: EnrolStanding | 'no-answer', waited: boolean): void {
    setAnswers(standing !== 'no-answer')
    if (standing === 'no-answer') return
    if (standing.state === 'enrolled') location.replace(standing.page)
    else if (standing.state === 'waiting') setStep({ at: 'waiting', pairing: standing })
    else if (standing.state === 'too-many') setStep({ at: 'choosing', said: 'tooMany' })
    else if (standing.state === 'refused') setStep({ at: 'choosing', said: 'refused' })
    else setStep({ at: 'choosing', said: waited ? 'void' : null })
  }

  const look = useLatest(async () => {
    if (places !== null) {
      if (step.at === 'waiting') heard(await askHowItStands(), true)
      return
    }
    const told = await askForPlaces()
    setAnswers(told !== 'no-answer')
    if (told === 'no-answer') return
    setPlaces(told)
    heard(await askHowItStands(), false)
  })
  useEffect(() => {
    void look.current()
    const looking = setInterval(() => void look.current(), LOOK_EVERY_MS)
    return () => clearInterval(looking)
  }, [look])

  async function ask(place: HallPlace): Promise<void> {
    setStep({ at: 'asking' })
    const standing = await askToBe(place)
    if (standing === 'no-answer') setStep({ at: 'choosing', said: null })
    heard(standing, false)
  }

  return (
    <main lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <header>
        <GateMark />
        <p>{places?.hall[language]}</p>
        {places?.demonstration === true && <p className="seal">{words.demonstration}</p>}
        <button type="button" className="language" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
          {words.other}
        </button>
      </header>
      <div className="sheet">
        {!answers && <p role="alert">{words.noAnswer}</p>}
        {places !== null && step.at === 'choosing' && (
          <>
            <h1>{words.title}</h1>
            <p className="lead">{places.terminal === null ? words.leadAtServer : words.lead}</p>
            {step.said !== null && <p role="alert">{words[step.said]}</p>}
            <ChoosePlace places={places} language={language} words={words} onAsk={(place) => void ask(place)} />
          </>
        )}
        {step.at === 'asking' && answers && <output>{words.asking}</output>}
        {places !== null && step.at === 'waiting' && (
          <>
            <h1>{words.code}</h1>
            <p className="code" aria-label={step.pairing.code.replaceAll(/\d(?=\d)/g, '$& ')}>
              <span>{step.pairing.code.slice(0, 3)}</span> <span>{step.pairing.code.slice(3)}</span>
            </p>
            <p className="wants">
              {words.wants} <b>{placeWords(step.pairing.place, places, words, language)}</b>
            </p>
            <p className="lead">{places.terminal === null ? words.codeLeadAtServer : filled(words.codeLead, { terminal: places.terminal })}</p>
            <p className="left">{filled(words.left, { minutes: String(Math.ceil(step.pairing.leftMs / MINUTE_MS)) })}</p>
            <button type="button" className="plain" onClick={() => setStep({ at: 'choosing', said: null })}>
              {words.again}
            </button>
          </>
        )}
      </div>
    </main>
  )
}
