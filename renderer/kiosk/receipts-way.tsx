import type { TerminalClient } from '../../main/contract/client.ts'
import type { HeldReceipt } from '../../main/contract/filings.ts'
import { PlainButton } from '../components/buttons.tsx'
import type { FiledPage } from './filing/pages.ts'
import { useAsked } from './guide/use-asked.ts'
import { useKiosk } from './kiosk-context.ts'

const askReceipts = (client: TerminalClient, signal: AbortSignal) => client.filings.receipts(undefined, { signal })

/** To the receipts of what this card handed in here today; nothing where there are none, or the terminal does not say. */
export function ReceiptsWay({ name, about }: { readonly name: string; readonly about: string }) {
  const { walk } = useKiosk()
  const { asked } = useAsked(askReceipts)
  const receipts = asked.state === 'came' ? asked.value.receipts : []
  const [first] = receipts
  if (first === undefined) return null
  return (
    <PlainButton icon="print" about={about} onPress={() => walk.go(receipts.length === 1 ? heldPage(first) : { at: 'filing-receipts', receipts })}>
      {name}
    </PlainButton>
  )
}

/** The page of an application that was handed in before. */
export function heldPage(held: HeldReceipt): FiledPage {
  const { item, supplement, receipt, code, toBring, owed } = held
  const members = held.together.map((name, at) => ({ code: String(at + 1), name, department: item.department, always: true }))
  const together = members.map((member) => member.code)
  return { at: 'filing-filed', draft: { item: { ...item, members }, together, supplement }, receipt, code, after: { toBring, owed }, held }
}
