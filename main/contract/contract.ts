import { kiosk } from './kiosk.ts'

/** All that any page may ask of a terminal. Types and validation; no behaviour. */
export const contract = { kiosk }
export type Contract = typeof contract
