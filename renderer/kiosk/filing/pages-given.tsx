import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components/Button'
import type { MaterialView } from '../../../main/contract/filings.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useMaterialsWalk } from './materials-walk.ts'
import { PagePicture } from './page-picture.tsx'
import type { Asking } from './use-asking.ts'
import type { OneMaterial } from './way-buttons.tsx'

interface PagesGivenProps extends OneMaterial {
  readonly given: Extract<MaterialView['given'], { readonly way: 'camera' | 'phone' }>
  readonly asking: Asking
}

/** Pixels of the longer side: a page in the hand, not to be read. */
const SMALL = 480

/** The pages that were taken, in the order in which they are handed in; each can be looked at, moved and taken out. */
export function PagesGiven({ draft, material, given, asking }: PagesGivenProps) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { arrange } = useMaterialsWalk()
  const of = { draft, material: material.key }
  const { way, pages } = given
  const ids = pages.map(({ id }) => id)
  const put = (next: readonly string[]) => asking.ask(() => arrange(of, next))
  return (
    <section className="pages-given" aria-label={t('filingMaterials.pages.title')}>
      <ol className="page-cards">
        {pages.map((page, at) => {
          const { id } = page
          const name = t(way === 'phone' ? 'filingMaterials.pages.file' : 'filingMaterials.pages.page', { place: at + 1 })
          const named = (how: 'large' | 'earlier' | 'later' | 'remove') => t('filingMaterials.pages.move', { how: t(`filingMaterials.pages.${how}`), page: name })
          return (
            <li className="page-card" key={id}>
              {'type' in page && page.type === 'application/pdf' ? (
                <p className="page-paper">
                  <Icon name="certificate" />
                  <span>{t('filingMaterials.pages.pdf', { count: page.sheets })}</span>
                </p>
              ) : (
                <Button className="page-open" aria-label={named('large')} onPress={() => walk.go({ at: 'filing-material', ...of, look: id })}>
                  <PagePicture of={of} page={id} side={SMALL} />
                </Button>
              )}
              <p className="page-name">{name}</p>
              <div className="page-keys">
                <Key icon="left" name={named('earlier')} onPress={at === 0 ? null : () => put(swapped(ids, at - 1))} />
                <Key icon="right" name={named('later')} onPress={at === ids.length - 1 ? null : () => put(swapped(ids, at))} />
                <Button className="page-key page-remove" aria-label={named('remove')} onPress={() => put(ids.filter((one) => one !== id))}>
                  {t('filingMaterials.pages.remove')}
                </Button>
              </div>
            </li>
          )
        })}
      </ol>
      <PlainButton icon="plus" onPress={() => walk.go({ at: 'filing-material', ...of, by: way })}>
        {t(way === 'phone' ? 'filingMaterials.pages.moreByPhone' : 'filingMaterials.pages.more')}
      </PlainButton>
    </section>
  )
}

/** The page at this place and the one behind it change places. */
function swapped(ids: readonly string[], at: number): readonly string[] {
  return [...ids.slice(0, at), ...ids.slice(at, at + 2).toReversed(), ...ids.slice(at + 2)]
}

interface KeyProps {
  readonly icon: 'left' | 'right'
  readonly name: string
  /** Null where it goes no further: it stays where it is, so that no finger meets another key there. */
  readonly onPress: (() => void) | null
}

function Key({ icon, name, onPress }: KeyProps) {
  return (
    <Button className="page-key" aria-label={name} aria-disabled={onPress === null} onPress={() => onPress?.()}>
      <Icon name={icon} />
    </Button>
  )
}
