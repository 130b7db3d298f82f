import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import type { FilableItem } from '../../../main/contract/filings.ts'
import { PlaceButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { local } from '../../strings/strings.ts'
import { useAsked } from '../guide/use-asked.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import { FilingFaultPage } from './fault-page.tsx'

const askFilable = (client: TerminalClient, signal: AbortSignal) => client.filings.items(undefined, { signal })

/** What can be filed at this terminal, by department. */
export function FilingItems() {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const { asked, again } = useAsked(askFilable)
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
  return (
    <div className="page">
      <Title>{t('filing.items.title')}</Title>
      <p className="lead">{t('filing.items.lead')}</p>
      <Scrolled>
        {byDepartment(value.items).map((items) => (
          <Department key={items[0].department.zh} items={items} />
        ))}
      </Scrolled>
    </div>
  )
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

function Department({ items }: { readonly items: Items }) {
  const { walk, state } = useKiosk()
  const { t } = useTranslation()
  const { language } = state.comfort
  const name = local(items[0].department, language)
  return (
    <section className="filing-department" aria-label={name}>
      <h2>{name}</h2>
      <div className="filing-items">
        {items.map((item) => (
          <PlaceButton key={item.code} className="filing-item" onPress={() => walk.go({ at: 'filing-applicant', item })}>
            {(ids) => (
              <>
                <Icon name="filing" />
                <span className="filing-item-words">
                  <span className="filing-item-name" id={ids.name}>
                    {local(item.name, language)}
                  </span>
                  <span className="filing-about" id={ids.about}>
                    {item.immediate
                      ? t('filing.items.immediate')
                      : item.promisedDays === null
                        ? name
                        : t('filing.items.days', { count: item.promisedDays })}
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
