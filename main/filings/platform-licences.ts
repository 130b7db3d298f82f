import { ok } from '../../drivers/result.ts'
import type { Platform } from '../platform/platform.ts'
import type { LicenceLibrary } from './licence-library.ts'

/** The library behind the platform. It tells numbers masked; what a licence shows never comes here. */
export function platformLicences(platform: Pick<Platform, 'licences'>): LicenceLibrary {
  return {
    async licences(asker, type, signal) {
      const answered = await platform.licences(asker, signal)
      if (!answered.ok) return answered
      const fitting = answered.value.licences.filter((licence) => licence.type === type)
      return ok(fitting.map(({ id, title, number, validUntil }) => ({ id, title, number, validUntil: validUntil ?? null })))
    },
  }
}
