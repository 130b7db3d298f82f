import { Button } from 'react-aria-components/Button'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/icons.tsx'
import { useKeyboardTyping } from '../../components/keyboard-typing.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import type { NumberKey } from '../changes.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { useSpoken } from '../spoken.ts'
import type { NumberEntry } from '../state.ts'
import { groupsOf } from './number-groups.ts'

const KEYS: readonly NumberKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0', 'delete']

/** The number by hand, in the groups that stand on the card: 6 region, 8 birth, 4 serial and check. */
export function Keypad({ entry }: { readonly entry: NumberEntry }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const count = entry.typed.length
  useKeyboardTyping({ keys: KEYS, onKey: walk.key, onEnter: walk.confirmNumber })
  useSpoken(entry.state === 'wrong' ? 'number-wrong' : count === 0 ? 'type-number' : null)
  return (
    <div className="page keypad-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t('keypad.title')}</Title>
          <p className="lead">{t('keypad.lead')}</p>
          <NumberShown entry={entry} />
          {entry.state === 'wrong' ? (
            <StateLine tone="attention">
              <strong>{t('keypad.wrong')}</strong>
              <span className="state-more">{t(`keypad.fault.${entry.fault}`, { count })}</span>
            </StateLine>
          ) : (
            <StateLine tone="calm" busy={entry.state === 'checking'}>
              {entry.state === 'checking' ? t('keypad.checking') : t('keypad.counted', { count })}
            </StateLine>
          )}
        </div>
      </Scrolled>
      <div className="keypad">
        {KEYS.map((key) => (
          <Button
            key={key}
            className={key === 'delete' ? 'keypad-key keypad-delete' : 'keypad-key'}
            onPress={() => walk.key(key)}
          >
            {key === 'delete' ? (
              <>
                <Icon name="delete" />
                <span>{t('keypad.delete')}</span>
              </>
            ) : (
              key
            )}
          </Button>
        ))}
      </div>
      <NextStep icon="done" onPress={walk.confirmNumber}>
        {t('keypad.confirm')}
      </NextStep>
    </div>
  )
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
            <span key={place.index} className="number-place" data-next={place.next}>
              {place.character}
            </span>
          ))}
        </span>
      ))}
    </div>
  )
}
