import { certificates } from './certificates.ts'
import { evaluation } from './evaluation.ts'
import { filings } from './filings.ts'
import { guide } from './guide.ts'
import { kiosk } from './kiosk.ts'
import { operator } from './operator.ts'
import { progress } from './progress.ts'
import { proof } from './proof.ts'

/** All that any page may ask of a terminal. Types and validation; no behaviour. */
export const contract = { kiosk, proof, certificates, filings, guide, progress, evaluation, operator }
export type Contract = typeof contract
