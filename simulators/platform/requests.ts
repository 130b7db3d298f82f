import { z } from 'zod'

/**
 * What the reference platform accepts, written by hand from the API's document as any other platform would write it;
 * a test holds both together.
 */

const identifier = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const terminal = z.string().regex(/^[A-Za-z0-9-]{1,16}$/)
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const instant = z.iso.datetime()
const month = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/)
const base64 = (most: number) => z.base64().min(4).max(most)
const line = z.string().min(1).max(200)
const formText = z.string().max(4000)

const person = z.object({
  document: z.enum(['resident-card', 'residence-permit', 'permanent-resident-card']),
  number: z.string().regex(/^[0-9A-Z]{15,18}$/),
  name: z.string().min(1).max(120),
})
export type Person = z.output<typeof person>

const laid = z.enum(['social-card']).optional()
const assurance = z.discriminatedUnion('level', [
  z.object({ level: z.literal('card'), laid }),
  z.object({ level: z.enum(['card+sms', 'card+face']), proof: identifier, laid }),
  z.object({ level: z.literal('clerk'), clerk: z.string().regex(/^\S(.{0,30}\S)?$/), laid }),
])
export type Assurance = z.output<typeof assurance>

export const PersonQuestion = z.object({ person, assurance })

const hall = z.string().min(1).max(64)
export const AppointmentQuestion = z.object({ person, assurance, hall })
export const DayQuestion = z.object({ hall, day: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/) })

const applicant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('self') }),
  z.object({ kind: z.literal('person'), name: z.string().min(1).max(100), number: z.string().max(18) }),
  z.object({ kind: z.literal('company'), name: z.string().min(1).max(200), code: z.string().max(18) }),
])

export const LicenceQuestion = PersonQuestion.extend({
  wanted: z
    .array(z.object({ type: z.string().regex(/^[0-9A-Za-z-]{1,64}$/), fields: z.array(code).min(1).max(200) }))
    .max(50)
    .optional(),
  behalf: z
    .object({
      applicant,
      task_codes: z.array(z.string().regex(/^[0-9A-Z]{31}$/)).min(1).max(50),
      authorisation: z.array(sha256).min(1).max(50),
    })
    .optional(),
})
export type LicenceQuestion = z.output<typeof LicenceQuestion>
export const CompanyQuestion = z.object({ code: z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/) })
export const ScannedText = z.object({
  text: z.string().min(1).max(4096),
  symbology: z.string().regex(/^\][A-Za-z][0-9A-Za-z]$/).nullable(),
  scannedAt: instant,
})

export const ContentQuestion = PersonQuestion.extend({
  period: z.object({ from: month, to: month }).optional(),
  purpose: code.optional(),
})
export type ContentQuestion = z.output<typeof ContentQuestion>

export const VerificationStart = z.object({ person, phone: z.string().regex(/^1[3-9][0-9]{9}$/).optional() })
export const VerificationCode = z.object({ code: z.string().regex(/^[0-9]{4,8}$/) })

export const FacePictures = z.object({
  person,
  frame: base64(2_800_000),
  cardPhoto: z.object({ format: z.enum(['wlt', 'jpeg']), content: base64(700_000) }),
})

const points = z.number().int().min(0).max(14_400)
const sealPlace = z.object({ page: z.number().int().min(1).max(500), x: points, y: points })
export type SealPlace = z.output<typeof sealPlace>

export const SealRequest = z.object({
  authorisation: identifier,
  sha256,
  pdf: base64(28_000_000).regex(/^JVBERi0/),
  place: sealPlace.optional(),
})

export const Paper = z.object({
  number: z.string().regex(/^[0-9A-Z-]{8,32}$/),
  code: z.string().regex(/^[2-9A-HJ-NP-Z]{6,12}$/),
})

export const Receipt = z.object({
  number: z.string().regex(/^[0-9A-Z-]{8,64}$/),
  code: z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/),
})
const formValue = z.union([formText, z.number(), z.boolean(), z.array(formText).max(200)])
const signature = z.object({
  strokes: z.array(z.array(z.array(z.number()).length(3)).max(2000)).max(200),
  png: z.string().max(60_000),
})
const material = { key: z.string().min(1).max(64), name: z.string().min(1).max(1000) }

const filedItem = { task_code: z.string().regex(/^[0-9A-Z]{31}$/), task_version: z.number().int().min(1).max(1_000_000) }
const catalogue = z.string().min(1).max(100)

const materials = z
  .array(
    z.discriminatedUnion('way', [
      z.object({
        ...material,
        way: z.literal('licence'),
        licence: z.object({ id: identifier, title: z.object({ zh: line, en: line }), number: line }),
      }),
      z.object({
        ...material,
        way: z.literal('camera'),
        document: z.object({ sha256, bytes: z.number().int().min(1).max(25_000_000), pages: z.number().int().min(1).max(50) }),
      }),
      z.object({
        ...material,
        way: z.literal('phone'),
        pages: z
          .array(z.object({ sha256, bytes: z.number().int().min(1).max(25_000_000), type: z.enum(['image/jpeg', 'image/png', 'application/pdf']) }))
          .min(1)
          .max(50),
      }),
      z.object({ ...material, way: z.literal('window') }),
      z.object({ ...material, way: z.literal('owed'), until: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }),
    ]),
  )
  .max(200)

export const Filing = z.object({
  terminal,
  receipt: z.string().regex(/^[0-9A-Z]{12,64}$/),
  code: z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/),
  item: z.union([
    z.object({ ...filedItem, catalogue }),
    z.object({
      package: z.string().min(1).max(64),
      version: filedItem.task_version,
      catalogue,
      members: z.array(z.object({ ...filedItem, materials: z.array(material.key).max(200) })).min(1).max(50),
    }),
  ]),
  person,
  assurance,
  applicant,
  form: z.record(z.string(), z.union([formValue, z.array(z.record(z.string(), formValue)).max(50), signature])),
  materials,
  filedAt: instant,
})
export type Filing = z.output<typeof Filing>

export const PhoneUploadWish = z.object({
  paper: z.object({ zh: line, en: line }),
  kinds: z.array(z.enum(['jpeg', 'png', 'pdf'])).min(1).max(3),
  files: z.number().int().min(1).max(20),
  fileBytes: z.number().int().min(1).max(25_000_000),
  allBytes: z.number().int().min(1).max(100_000_000),
  minutes: z.number().int().min(1).max(30),
})
export type PhoneUploadWish = z.output<typeof PhoneUploadWish>

const phoneFileFault = z.enum(['unknown-kind', 'too-large', 'too-small', 'damaged', 'encrypted', 'active', 'too-many-pages'])
export type PhoneFileFault = z.output<typeof phoneFileFault>
export const PhoneUploadOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('taken') }),
  z.object({ outcome: z.literal('closed') }),
  z.object({ outcome: z.literal('again'), refused: z.array(z.object({ id: identifier, reason: phoneFileFault })).min(1).max(20) }),
])
export type PhoneUploadOutcome = z.output<typeof PhoneUploadOutcome>

export const Supplement = z.object({
  terminal,
  receipt: Filing.shape.receipt,
  code: Filing.shape.code,
  filing: identifier,
  askedAt: instant,
  person,
  assurance,
  materials: materials.min(1).max(50),
  filedAt: instant,
})
export type Supplement = z.output<typeof Supplement>

export const Evaluation = z.object({
  terminal,
  about: z.object({ kind: z.enum(['ticket', 'certificate', 'filing', 'visit']), id: identifier }),
  level: z.number().int().min(1).max(5),
  reasons: z.array(z.string().regex(/^[1-5][0-9]{2}$/)).max(8),
  text: z.string().max(150),
  appendOf: identifier.optional(),
  at: instant,
})
export type Evaluation = z.output<typeof Evaluation>

const count = z.number().int().min(0)
export const Health = z.object({
  version: z.string().max(50),
  uptimeSeconds: z.number().min(0),
  devices: z.record(
    z.string(),
    z.object({ state: z.string().max(50), detail: z.string().max(500), ticketsLeft: count.optional() }),
  ),
  outbox: z.object({ waiting: count, oldestSeconds: count, shelf: count }),
  ledger: z.object({ ok: z.boolean() }),
  catalogue: z.string().max(100).optional(),
  at: instant,
})
export type Health = z.output<typeof Health>

const Event = z.object({
  id: identifier,
  subject: z.string().min(1).max(128),
  kind: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/),
  at: instant,
  payload: z.record(z.string(), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])),
})
export type Event = z.output<typeof Event>

const key = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/)

/** The payload of `sheet.settled` of a copy of a certificate. */
export const CertificateSettled = z.object({
  sheet: identifier,
  certificate: key,
  state: z.enum(['printed', 'sent', 'failed', 'unknown']),
  detail: code.nullable(),
  sha256: sha256.nullable(),
  pages: z.number().int().min(1).max(500).nullable(),
  replaces: key.nullable(),
})
export type CertificateSettled = z.output<typeof CertificateSettled>

/** The payload of `sheet.decided` of a copy of a certificate. */
export const CertificateDecided = z.object({
  sheet: identifier,
  certificate: key,
  decision: z.enum(['came-out', 'spoiled', 'void']),
  reason: code.nullable(),
})
export type CertificateDecided = z.output<typeof CertificateDecided>

/** The payload of `progress.disputed`. */
export const ProgressDisputed = z.object({
  dispute: key,
  filing: identifier,
  what: z.enum(['not-mine', 'wrong-step', 'wrong-date', 'already-given', 'wrong-result', 'other']),
})
export type ProgressDisputed = z.output<typeof ProgressDisputed>

export const EventBatch = z.object({ terminal, events: z.array(Event).min(1).max(500) })

export const AuditHead = z.object({
  terminal,
  count,
  hash: sha256,
  at: instant,
  publicKey: z.string().regex(/^[A-Za-z0-9+/]{59}=$/),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
})
export type AuditHead = z.output<typeof AuditHead>
