import { ok } from '../../drivers/result.ts'
import type { Answer } from '../platform/answers.ts'
import type { Platform } from '../platform/platform.ts'
import type { LicenceLibrary } from './licence-library.ts'

type Listed = Answer<'listLicences'>['licences'][number]

/**
 * The library behind the platform. It tells numbers masked, and of what a licence shows only the fields that were asked
 * for. One that was withdrawn or has run out counts for nothing; `today` is the hall's day, `2026-11-22`.
 */
export function platformLicences(platform: Pick<Platform, 'licences'>, today: () => string): LicenceLibrary {
  const counts = ({ state, validUntil }: Listed) => state !== 'withdrawn' && state !== 'expired' && (validUntil === undefined || validUntil >= today())
  return {
    async licences(asker, type, signal) {
      const answered = await platform.licences(asker, signal)
      if (!answered.ok) return answered
      return ok(answered.value.licences.filter((licence) => licence.type === type && counts(licence)).map(licenceOf))
    },

    async telling(asker, wanted, signal) {
      const answered = await platform.licences({ ...asker, wanted: wanted.map(({ type, fields }) => ({ type, fields: [...fields] })) }, signal)
      if (!answered.ok) return answered
      return ok(
        answered.value.licences.filter(counts).flatMap((licence) => {
          const asked = wanted.find(({ type }) => type === licence.type)
          if (asked === undefined) return []
          const fields = Object.fromEntries(Object.entries(licence.fields ?? {}).filter(([name]) => asked.fields.includes(name)))
          return [{ ...licenceOf(licence), type: licence.type, fields }]
        }),
      )
    },
  }
}

function licenceOf({ id, title, number, validUntil }: Listed) {
  return { id, title, number, validUntil: validUntil ?? null }
}
