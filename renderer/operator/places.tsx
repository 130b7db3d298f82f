import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { Icon, type IconName } from '../components/icons.tsx'
import { StateLine } from '../components/page.tsx'
import { Scrolled } from '../components/scrolled.tsx'
import { useDesk, useWords } from './desk.ts'
import { Day } from './places/day.tsx'
import { Devices } from './places/devices.tsx'
import { Evaluations } from './places/evaluations.tsx'
import { HallPages } from './places/hall-pages.tsx'
import { HallServer } from './places/hall-server.tsx'
import { Hours } from './places/hours.tsx'
import { Machine } from './places/machine.tsx'
import { Outbox } from './places/outbox.tsx'
import { Paper } from './places/paper.tsx'
import { Sheets } from './places/sheets.tsx'
import { countsOf, type PlaceCount, type PlaceName, PLACES } from './urgency.ts'

const ICONS: Record<PlaceName, IconName> = {
  devices: 'print',
  sheets: 'ticket',
  paper: 'roll',
  outbox: 'send',
  evaluations: 'people',
  day: 'progress',
  hours: 'clock',
  hallPages: 'window',
  machine: 'screen',
}

/** The places of the counter, what needs a person counted beside each; the arrow keys go from one to the next. */
export function Places() {
  const t = useWords()
  const { view, locked, place, enter, said } = useDesk()
  const counts = countsOf(view, locked.length)
  // A terminal that serves no windows and boards, and has no hall server, has nothing to look after there.
  const places = PLACES.filter((each) => each !== 'hallPages' || view.hallPages !== null || view.hallServer !== null)
  return (
    <Tabs className="page desk" selectedKey={place} onSelectionChange={(key) => enter(key as PlaceName)}>
      <TabList className="desk-places" aria-label={t('places.name')}>
        {places.map((each) => (
          <Tab
            key={each}
            id={each}
            className="desk-place"
            aria-label={placeLabel(t(`places.${each}`), counts[each], t)}
            {...(each === place ? { ref: focusOn } : {})}
          >
            <Icon name={ICONS[each]} />
            <Count count={counts[each]} />
            <span className="desk-place-name">{t(`places.${each}`)}</span>
          </Tab>
        ))}
      </TabList>
      {places.map((each) => (
        <TabPanel key={each} id={each} className="desk-panel">
          <Scrolled>
            <div className="desk-words">
              {said !== null && <StateLine tone={said.tone}>{said.words}</StateLine>}
              {contentOf(each)}
            </div>
          </Scrolled>
        </TabPanel>
      ))}
    </Tabs>
  )
}

/** The place that is open has the focus when the counter comes: a keyboard goes on from there. */
function focusOn(tab: HTMLElement | null): void {
  tab?.focus({ preventScroll: true })
}

function Count({ count }: { readonly count: PlaceCount }) {
  return count.kind === 'quiet' ? null : <span className={`desk-count desk-count-${count.kind}`}>{count.count}</span>
}

function placeLabel(place: string, count: PlaceCount, t: ReturnType<typeof useWords>): string {
  switch (count.kind) {
    case 'wants':
      return t('places.wants', { place, count: count.count })
    case 'holds':
      return t('places.holds', { place, count: count.count })
    case 'quiet':
      return place
  }
}

/** A terminal serves the hall's windows and boards itself, or belongs to the server that does. */
function Hall() {
  const { hallServer } = useDesk().view
  return hallServer === null ? <HallPages /> : <HallServer server={hallServer} />
}

function contentOf(place: PlaceName): ReactNode {
  switch (place) {
    case 'devices':
      return <Devices />
    case 'sheets':
      return <Sheets />
    case 'paper':
      return <Paper />
    case 'outbox':
      return <Outbox />
    case 'evaluations':
      return <Evaluations />
    case 'day':
      return <Day />
    case 'hours':
      return <Hours />
    case 'hallPages':
      return <Hall />
    case 'machine':
      return <Machine />
  }
}
