import { Bookings } from '../bookings/bookings.tsx'
import type { BookingsPage, GreenPage } from '../state.ts'
import { Green } from './green/green.tsx'

/** What some are asked before they take a number: which of their bookings it is for, or why they need to go first. */
export function BeforeNumber({ page }: { readonly page: BookingsPage | GreenPage }) {
  return page.at === 'bookings' ? <Bookings page={page} /> : <Green page={page} />
}
