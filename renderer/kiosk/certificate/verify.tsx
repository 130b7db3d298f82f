import { lazy, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeyboardScan } from '../../components/keyboard-scan.ts'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { StateLine, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { PaperEntry, PaperField } from './pages.ts'
import { fieldComplete, FIELDS } from './paper-entry.ts'

const LetterPad = lazy(() => import('../../components/letter-pad.tsx').then(({ LetterPad }) => ({ default: LetterPad })))

interface VerifyProps {
  readonly field: PaperField
  readonly paper: PaperEntry
  readonly checking: boolean
  readonly otherCode: boolean
}

/** Number, then code, as they stand on a paper; whoever holds it may ask, with no card and no agreement. */
export function Verify({ field, paper, checking, otherCode }: VerifyProps) {
  const { walk, facts } = useKiosk()
  const { t } = useTranslation()
  const { keys, shortest } = FIELDS[field]
  const typed = paper[field]
  const before = useRef(paper)
  useKeyboardScan({
    onBegin: () => {
      before.current = paper
    },
    onScan: (text) => walk.certificate.scanned(text, before.current),
  })
  useKeyboardTyping({ keys: [...Array.from(keys), 'delete'], onKey: walk.certificate.letter, onEnter: walk.certificate.verifyOn })
  return (
    <div className="page verify-page">
      <Scrolled>
        <div className="page-words" key={field}>
          <Title>{t(`certificate.verify.${field}`)}</Title>
          <p className="lead">{t(`certificate.verify.${field}Lead`)}</p>
          {facts.case.scanner !== undefined && <p className="body">{t('certificate.verify.scan')}</p>}
          {otherCode && <StateLine tone="attention">{t('certificate.verify.otherCode')}</StateLine>}
          <p className="unseen">{typed === '' ? t('certificate.verify.nothing') : t('certificate.verify.entered', { typed })}</p>
          <p className="typed" data-long={typed.length > 16} aria-hidden="true">
            {typed}
            <span className="typed-next" />
          </p>
          <StateLine tone="calm" busy={checking}>
            {checking
              ? t('certificate.verify.checking')
              : typed === ''
                ? t('certificate.verify.nothing')
                : t('certificate.verify.counted', { count: typed.length, least: shortest })}
          </StateLine>
        </div>
      </Scrolled>
      <div className="letters">
        <Suspense fallback={<Waiting>{t('wait.title')}</Waiting>}>
          <LetterPad keys={keys} onKey={walk.certificate.letter} />
        </Suspense>
      </div>
      {fieldComplete(field, typed) && !checking && (
        <NextStep icon={field === 'number' ? 'onward' : 'verify'} onPress={walk.certificate.verifyOn}>
          {t(field === 'number' ? 'certificate.next' : 'certificate.verify.confirm')}
        </NextStep>
      )}
    </div>
  )
}
