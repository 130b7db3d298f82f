import { z } from 'zod'

/** Why the platform gave nothing, in whichever journey it was asked; what a person is told of it is the page's own words. */
export const PlatformReason = z.enum([
  'platform-unreachable',
  'platform-busy',
  'platform-refuses-terminal',
  'platform-broken',
  /** The platform answered for somebody else, and nothing of it was kept. */
  'another-person',
  'yearly-limit-reached',
  /** What was proven is too little, or was proven too long ago. */
  'assurance-too-low',
  'not-available',
])
export type PlatformReason = z.infer<typeof PlatformReason>
