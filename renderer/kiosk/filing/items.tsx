import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { FilableItem } from '../../../main/contract/filings.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { More } from '../guide/more.tsx'
import { PackageSign } from '../guide/package-sign.tsx'
import { useParts } from '../guide/use-parts.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { ReceiptsWay } from '../receipts-way.tsx'
import type { CameFrom } from '../state.ts'
import { FilingFaultPage } from './fault-page.tsx'
import { useAboutItem } from './together.tsx'

type Outcome = Awaited<ReturnType<TerminalClient['filings']['items']>>

const askFilable = (client: TerminalClient, signal: AbortSignal, from: number) => client.filings.items({ from }, { signal })
const nextOf = (value: Outcome) => (value.outcome === 'listed' ? value.next : null)

/** What can be filed at this terminal: packages (一件事), then single items by department. */
export function FilingItems({ cameFrom }: CameFrom) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const parts = useParts(askFilable, nextOf, cameFrom === undefined ? null : (part) => lists(part, cameFrom))
  const { asked, again, further } = parts
  const { language } = state.comfort
  if (asked.state === 'asking') {
    return (
      <Page title={t('filing.items.title')}>
        <Waiting>{t('filing.items.looking')}</Waiting>
      </Page>
    )
  }
  if (asked.state === 'no-answer') return <FilingFaultPage title={t('filing.items.none')} reason="no-answer" again={again} prove={null} />
  const { value } = asked
  if (value.outcome === 'failed') return <FilingFaultPage title={t('filing.items.none')} reason={value.reason} again={again} prove={null} />
  if (value.items.length === 0) {
    return (
      <Page title={t('filing.items.none')} lead={t('filing.items.noneLead')} picture={<StillSign kind="attention" />}>
        <NextStep icon="home" onPress={walk.home}>
          {t('trouble.restart')}
        </NextStep>
      </Page>
    )
  }
  const items = [value, ...further].flatMap((part) => (part.outcome === 'listed' ? part.items : []))
  return (
    <div className="page">
      <Title>{t('filing.items.title')}</Title>
      <p className="lead">{t('filing.items.lead')}</p>
      <Scrolled>
        <Entries name={t('filing.together.title')} items={items.filter(isPackage)} cameFrom={cameFrom} />
        {byDepartment(items.filter((item) => !isPackage(item))).map((each) => (
          <Entries key={each[0].department.zh} name={local(each[0].department, language)} items={each} cameFrom={cameFrom} />
        ))}
        <More of={parts} words={{ more: t('filing.items.more'), asking: t('filing.items.looking'), lost: t('filing.items.moreLost') }} />
      </Scrolled>
      <ReceiptsWay name={t('filing.receipts.way')} about={t('filing.receipts.wayAbout')} />
    </div>
  )
}

function lists(part: Outcome, code: string): boolean {
  return part.outcome === 'listed' && part.items.some((item) => item.code === code)
}

function isPackage({ members }: FilableItem): boolean {
  return members.length > 0
}

type Items = readonly [FilableItem, ...FilableItem[]]

/** In the order in which the catalogue meets the departments. */
function byDepartment(items: readonly FilableItem[]): readonly Items[] {
  const departments = new Map<string, [FilableItem, ...FilableItem[]]>()
  for (const item of items) {
    const known = departments.get(item.department.zh)
    if (known === undefined) departments.set(item.department.zh, [item])
    else known.push(item)
  }
  return [...departments.values()]
}

/** Entries under one name; nothing where there are none. */
function Entries({ name, items, cameFrom }: CameFrom & { readonly name: string; readonly items: readonly FilableItem[] }) {
  const { walk, state } = useKiosk()
  const about = useAboutItem()
  const { language } = state.comfort
  if (items.length === 0) return null
  return (
    <section className="filing-department" aria-label={name}>
      <h2>{name}</h2>
      <div className="filing-items">
        {items.map((item) => (
          <PlaceButton key={item.code} className="filing-item" cameBack={item.code === cameFrom} onPress={() => walk.go({ at: 'filing-applicant', item })}>
            {(ids) => (
              <>
                {isPackage(item) ? <PackageSign /> : <Icon name="filing" />}
                <span className="filing-item-words">
                  <span className="filing-item-name" id={ids.name}>
                    {local(item.name, language)}
                  </span>
                  <span className="filing-about" id={ids.about}>
                    {about(item)}
                  </span>
                </span>
                <Icon name="onward" />
              </>
            )}
          </PlaceButton>
        ))}
      </div>
    </section>
  )
}
