import { kiosk } from './kiosk.ts'
import { operator } from './operator.ts'

/** All that any page may ask of a terminal. Types and validation; no behaviour. */
export const contract = { kiosk, operator }
export type Contract = typeof contract
