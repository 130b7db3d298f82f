import { z } from 'zod'

/** A text that a citizen reads, in both languages of the screens. Where a hall wrote no English, `en` is the Chinese. */
export const LocalText = z.object({ zh: z.string(), en: z.string() }).readonly()
export type LocalText = z.infer<typeof LocalText>
