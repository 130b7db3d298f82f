import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { TerminalClient } from '../../../main/contract/client.ts'
import { PlainButton } from '../../components/buttons.tsx'
import { useKiosk } from '../kiosk-context.ts'
import { useAsked } from './use-asked.ts'

/** The way from the guide of an item or a package into its application, where it can be filed at this terminal. */
export function FileHere({ code }: { readonly code: string }) {
  const { facts } = useKiosk()
  return facts.journeys.includes('filing') ? <IfFilable code={code} /> : null
}

function IfFilable({ code }: { readonly code: string }) {
  const { walk } = useKiosk()
  const { t } = useTranslation()
  const ask = useCallback((client: TerminalClient, signal: AbortSignal) => client.filings.item({ item: code }, { signal }), [code])
  const { asked } = useAsked(ask)
  const item = asked.state === 'came' ? asked.value : null
  if (item === null) return null
  return (
    <PlainButton icon="filing" onPress={() => walk.begin({ kind: 'filing', item, choice: null })}>
      {t('guide.file')}
    </PlainButton>
  )
}
