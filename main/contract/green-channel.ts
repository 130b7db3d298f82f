import { z } from 'zod'

/** What somebody declares to go through the green channel (绿色通道); staff look at its proof. `pregnant`: or with an infant. */
export const GreenGround = z.enum(['disabled', 'pregnant', 'veteran', 'other'])
export type GreenGround = z.infer<typeof GreenGround>

/** Why somebody goes through the green channel: by age, which a card tells, or by what was declared. */
export const GreenReason = z.enum(['elderly', ...GreenGround.options])
export type GreenReason = z.infer<typeof GreenReason>
