import './bookings.css'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BookingView, BusinessView } from '../../../main/contract/kiosk.ts'
import { PlaceButton, PlainButton } from '../../components/buttons.tsx'
import { Icon } from '../../components/icons.tsx'
import { Page, Title, Waiting } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { StillSign } from '../../components/still.tsx'
import { addBookingsStrings } from '../../strings/bookings.ts'
import { local } from '../../strings/strings.ts'
import { useKiosk } from '../kiosk-context.ts'
import { NextStep } from '../next-step.tsx'
import type { BookingsPage } from '../state.ts'
import { closedWords } from '../take-number/closed-words.ts'

type Listing = { readonly state: 'looking' } | { readonly state: 'failed' } | { readonly state: 'seen'; readonly bookings: readonly BookingView[] }

/** 预约: what whoever laid the card has booked today; one touch gives the number of each. */
export function Bookings({ page }: { readonly page: BookingsPage }) {
  const { t, i18n } = useTranslation()
  addBookingsStrings(i18n)
  const { walk } = useKiosk()
  const [listing, setListing] = useState<Listing>({ state: 'looking' })
  const { business } = page
  useEffect(() => {
    if (listing.state !== 'looking') return
    const { ask, here, go } = walk.parts
    void here(
      ask((to, signal) => to.kiosk.bookings(undefined, { signal })),
      (answer) => {
        if (answer.kind !== 'answered') setListing({ state: 'failed' })
        // What the day's list still had was given up meanwhile.
        else if (answer.value.length === 0) go({ at: 'confirm', business })
        else setListing({ state: 'seen', bookings: answer.value })
      },
    )
  }, [listing, walk, business])

  switch (listing.state) {
    case 'looking':
      return (
        <Page title={t('bookings.title')}>
          <Waiting>{t('bookings.looking')}</Waiting>
        </Page>
      )
    case 'failed':
      return (
        <Page title={t('bookings.failed')} lead={t('bookings.failedLead')} picture={<StillSign kind="attention" />}>
          <Ordinary business={business} />
          <NextStep icon="again" onPress={() => setListing({ state: 'looking' })}>
            {t('bookings.again')}
          </NextStep>
        </Page>
      )
    case 'seen':
      return <Listed bookings={listing.bookings} business={business} />
  }
}

function Listed({ bookings, business }: { readonly bookings: readonly BookingView[]; readonly business: BusinessView }) {
  const { t } = useTranslation()
  const { state } = useKiosk()
  const person = state.view?.session?.person
  const name = (state.comfort.language === 'en' ? person?.englishName : undefined) ?? person?.name ?? ''
  // Who has booked this very business needs no place at the end of its line.
  const booked = bookings.some((each) => each.business.code === business.code && each.state !== 'over')
  return (
    <div className="page">
      <Title>{t('bookings.title')}</Title>
      <p className="lead">{t('bookings.lead', { name })}</p>
      <Scrolled>
        <div className="bookings">
          {bookings.map((booking) => (
            <Booked key={booking.id} booking={booking} />
          ))}
          {!booked && <Ordinary business={business} />}
        </div>
      </Scrolled>
    </div>
  )
}

function Booked({ booking }: { readonly booking: BookingView }) {
  const { t } = useTranslation()
  const { walk, state } = useKiosk()
  const { language } = state.comfort
  const { business, slot, from } = booking
  const closed = booking.state !== 'has-ticket' && booking.state !== 'over' && business.availability.state === 'closed' ? closedWords(business.availability, t, language) : null
  const shut = closed !== null || booking.state === 'over'
  const number = booking.state === 'has-ticket' ? booking.ticket.number : ''
  return (
    <PlaceButton
      className="booking"
      shut={shut}
      onPress={() =>
        booking.state === 'has-ticket' ? walk.go({ at: 'already', business, ticket: booking.ticket }) : walk.takeNumber(business, 'ticket', booking.id)
      }
    >
      {(ids) => (
        <>
          <span className="booking-name" id={ids.name}>
            <span className="booking-slot">{slot}</span> <span className="booking-business">{local(business.name, language)}</span>
          </span>
          <span className="booking-about" id={ids.about}>
            <Icon name={shut ? 'closed' : booking.state === 'has-ticket' ? 'ticket' : 'clock'} />
            <span>{closed === null ? t(`bookings.state.${booking.state}`, { from, number }) : [closed.reason, closed.after].filter(Boolean).join(' · ')}</span>
          </span>
          {!shut && <Icon name="onward" />}
        </>
      )}
    </PlaceButton>
  )
}

/** They came for something else, or would rather not use their booking. */
function Ordinary({ business }: { readonly business: BusinessView }) {
  const { t } = useTranslation()
  const { walk, state } = useKiosk()
  return (
    <PlainButton icon="people" about={t('bookings.ordinaryAbout')} onPress={() => walk.go({ at: 'confirm', business })}>
      {t('bookings.ordinary', { business: local(business.name, state.comfort.language) })}
    </PlainButton>
  )
}
