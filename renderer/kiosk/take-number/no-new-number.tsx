import type { Page } from '../state.ts'
import { AlreadyWaiting, NoReprint } from './already.tsx'
import { NoPaper } from './no-paper.tsx'
import { Refused } from './refused.tsx'

type NoNewNumberPage = Extract<Page, { readonly at: 'refused' | 'no-paper' | 'already' | 'no-reprint' }>

/** What is off the straight way through 取号: no number is given, or there is one already. */
export function NoNewNumber({ page }: { readonly page: NoNewNumberPage }) {
  switch (page.at) {
    case 'refused':
      return <Refused business={page.business} availability={page.availability} />
    case 'no-paper':
      return <NoPaper intent={page.intent} reason={page.reason} byScreen={page.byScreen} />
    case 'already':
      return <AlreadyWaiting business={page.business} ticket={page.ticket} />
    case 'no-reprint':
      return <NoReprint ticket={page.ticket} reason={page.reason} />
  }
}
