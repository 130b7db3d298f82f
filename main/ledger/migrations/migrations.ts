import type { Database } from '../database.ts'
import { TICKETS } from './001-tickets.ts'
import { KNOWN_TIME } from './002-known-time.ts'
import { OPERATORS } from './003-operators.ts'
import { OPERATIONS } from './004-operations.ts'
import { DELIVERY } from './005-delivery.ts'
import { CERTIFICATES } from './006-certificates.ts'
import { TAKEN } from './007-taken.ts'
import { TRAYS } from './008-trays.ts'
import { DRAFTS } from './009-drafts.ts'
import { FILINGS } from './010-filings.ts'
import { PHONE_SLOTS } from './011-phone-slots.ts'
import { SUPPLEMENTS } from './012-supplements.ts'
import { STAFF_ROLES } from './013-staff-roles.ts'
import { CALLING } from './014-calling.ts'
import { HALL_DEVICES } from './015-hall-devices.ts'
import { EVALUATIONS } from './016-evaluations.ts'
import { APPOINTMENTS } from './017-appointments.ts'
import { HALL_LINK } from './018-hall-link.ts'
import { SERVICES } from './019-services.ts'
import { ITEMS } from './020-items.ts'

/**
 * The steps from an empty file to today's ledger, in order; `PRAGMA user_version` counts those taken. A step that has
 * left the house is never changed and a ledger never begun anew: what is to be different is a further step.
 */
const MIGRATIONS: readonly string[] = [
  TICKETS,
  KNOWN_TIME,
  OPERATORS,
  OPERATIONS,
  DELIVERY,
  CERTIFICATES,
  TAKEN,
  TRAYS,
  DRAFTS,
  FILINGS,
  PHONE_SLOTS,
  SUPPLEMENTS,
  STAFF_ROLES,
  CALLING,
  HALL_DEVICES,
  EVALUATIONS,
  APPOINTMENTS,
  HALL_LINK,
  SERVICES,
  ITEMS,
]

/** The version this program writes. */
export const LEDGER_VERSION = MIGRATIONS.length

/** Takes the steps that are missing, each in a transaction of its own. */
export async function migrate(database: Database, from: number): Promise<void> {
  for (let version = from; version < LEDGER_VERSION; version++) {
    await database.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version] ?? ''}; PRAGMA user_version = ${version + 1}; COMMIT`)
  }
}
