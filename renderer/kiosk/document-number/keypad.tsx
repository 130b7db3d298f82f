import type { TFunction } from 'i18next'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import '../look/code-entry.css'
import { Icon } from '../../components/icons.tsx'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { LetterPad } from '../../components/letter-pad.tsx'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import type { NumberedDocument } from '../../../main/contract/kiosk.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import type { DocumentNumberPage, NumberEntry } from '../state.ts'
import { groupsOf } from './number-groups.ts'
import { howFar } from './shapes.ts'

const ONE_TO_NINE = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** The last row of the figures: with X where it may be the last character. */
const LAST_ROW: Readonly<Record<NumberedDocument, readonly string[]>> = {
  'resident-card': ['X', '0', 'delete'],
  'residence-permit': ['X', '0', 'delete'],
  'permanent-resident-card': ['X', '0', 'delete'],
  'hk-macao-travel-permit': ['clear', '0', 'delete'],
  'taiwan-travel-permit': ['clear', '0', 'delete'],
}
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** So many letters begin the number of a permanent resident's older card. */
const OLD_LETTERS = 3

/** The number by hand, in the groups that stand on the document. */
export function Keypad({ page }: { readonly page: Extract<DocumentNumberPage, { readonly at: 'keypad' }> }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { entry } = page
  const { document, typed } = entry
  const [older, setOlder] = useState(false)
  const letters = document === 'permanent-resident-card' && typed.length < OLD_LETTERS && (typed === '' ? older : /^[A-Z]/.test(typed))
  useKeyboardTyping({ keys: [...ONE_TO_NINE, '0', ...Array.from(LETTERS), 'delete'], onKey: walk.key, onEnter: walk.confirmNumber })
  useSpoken(entry.state === 'wrong' ? 'number-wrong' : typed === '' ? 'type-number' : null)
  return (
    <div className={letters ? 'page entry-page' : 'page keypad-page'}>
      <Scrolled>
        <div className="page-words">
          <Title>{t('keypad.title')}</Title>
          {/* What is wrong says it too, and wants the room. */}
          {entry.state !== 'wrong' && <p className="lead">{t(`documentNumber.lead.${document}`)}</p>}
          <NumberShown entry={entry} />
          {entry.state === 'wrong' ? (
            <StateLine tone="attention">
              <strong>{t('keypad.wrong')}</strong>
              <span className="state-more">{faultWords(entry, t)}</span>
            </StateLine>
          ) : (
            <StateLine tone="calm" busy={entry.state === 'checking'}>
              {entry.state === 'checking' ? t('keypad.checking') : howFarWords(entry, t)}
            </StateLine>
          )}
        </div>
      </Scrolled>
      {letters ? (
        <div className="letters">
          <LetterPad keys={LETTERS} onKey={(key) => (key === 'delete' && typed === '' ? setOlder(false) : walk.key(key))} />
        </div>
      ) : (
        <Pad entry={entry} onKey={walk.key} onOlder={() => setOlder(true)} />
      )}
      <NextStep icon="done" onPress={walk.confirmNumber}>
        {t('keypad.confirm')}
      </NextStep>
    </div>
  )
}

interface PadProps {
  readonly entry: NumberEntry
  readonly onKey: (key: string) => void
  /** It is an older card, whose number letters begin. */
  readonly onOlder: () => void
}

/** The keys that can come next: H and M alone where one of them begins the number. */
function Pad({ entry: { document, typed }, onKey, onOlder }: PadProps) {
  const { t } = useTranslation()
  if (document === 'hk-macao-travel-permit' && typed === '') {
    return (
      <div className="keypad first-letters">
        {(['H', 'M'] as const).map((letter) => (
          <Button key={letter} className="keypad-key" onPress={() => onKey(letter)} aria-label={letter}>
            {letter}
            <span className="letter-of">{t(`documentNumber.letter.${letter}`)}</span>
          </Button>
        ))}
      </div>
    )
  }
  const figures = [...ONE_TO_NINE, ...LAST_ROW[document]]
  const older = document === 'permanent-resident-card' && typed === ''
  return <FigurePad keys={older ? figures.with(9, 'older') : figures} onKey={(key) => (key === 'older' ? onOlder() : onKey(key))} />
}

function FigurePad({ keys, onKey }: { readonly keys: readonly string[]; readonly onKey: (key: string) => void }) {
  const { t } = useTranslation()
  return (
    <div className="keypad">
      {keys.map((key) => (
        <Button key={key} className={key.length > 1 ? 'keypad-key keypad-delete' : 'keypad-key'} onPress={() => onKey(key)}>
          {key === 'delete' && <Icon name="delete" />}
          {key === 'delete' && <span>{t('keypad.delete')}</span>}
          {key === 'clear' && <span>{t('documentNumber.clear')}</span>}
          {key === 'older' && <span>{t('documentNumber.older')}</span>}
          {key.length === 1 && key}
        </Button>
      ))}
    </div>
  )
}

/** What is wrong and what to do: by the document where its number is told differently. */
function faultWords(entry: Extract<NumberEntry, { readonly state: 'wrong' }>, t: TFunction): string {
  const { document, typed, fault, position } = entry
  const count = typed.length
  const which = document === 'permanent-resident-card' && /^[A-Z]/.test(typed) ? 'old-permanent-resident-card' : document
  switch (fault) {
    case 'length':
      return t(`documentNumber.fault.length.${document}`, { count })
    case 'characters':
      return position === undefined
        ? t('documentNumber.fault.check-digit')
        : t(`documentNumber.fault.characters.${which}`, { position, character: typed[position - 1] ?? '' })
    case 'region':
      return t(`documentNumber.fault.region.${withRegion(which)}`)
    case 'birth':
    case 'birth-to-come':
      return t(`documentNumber.fault.${fault}.${which === 'old-permanent-resident-card' ? 'old' : 'new'}`)
    case 'first-letter':
      return t(`documentNumber.fault.first-letter.${document === 'hk-macao-travel-permit' ? 'hk-macao' : 'taiwan'}`)
    case 'old-15-digits':
    case 'check-digit':
      return t(`documentNumber.fault.${fault}`)
  }
}

/** A travel permit names no region: its numbers are never wrong in it. */
function withRegion(which: NumberedDocument | 'old-permanent-resident-card') {
  return which === 'hk-macao-travel-permit' || which === 'taiwan-travel-permit' ? 'resident-card' : which
}

function howFarWords({ document, typed }: NumberEntry, t: TFunction): string {
  const far = howFar(document, typed)
  switch (far.is) {
    case 'empty':
      return t('keypad.nothing')
    case 'whole':
      return t('documentNumber.whole')
    case 'short':
      return t('documentNumber.short', { typed: typed.length, count: far.missing })
    case 'enough':
      return t('documentNumber.enough', { count: far.more })
  }
}

function NumberShown({ entry }: { readonly entry: NumberEntry }) {
  const { t } = useTranslation()
  const groups = groupsOf(entry)
  return (
    <div className="number">
      <p className="unseen">{entry.typed === '' ? t('keypad.nothing') : t('keypad.entered', { number: entry.typed })}</p>
      {groups.map((group) => (
        <span key={group.name} className="number-group" data-fault={group.fault} aria-hidden="true">
          {group.places.map((place) => (
            <span key={place.index} className="number-place" data-next={place.next} data-wrong={place.wrong}>
              {place.character}
            </span>
          ))}
        </span>
      ))}
    </div>
  )
}
