import { SOCIAL_SPECIMENS } from '../../../simulators/social-card/specimens.ts'
import { PLAIN_CARD, virtualCard, type CardContents, type CardHabits, type VirtualCard } from '../../../simulators/social-card/virtual-card.ts'

/** The reference's first specimen person, as a social-security card writes them. */
export const SPECIMEN: CardContents = SOCIAL_SPECIMENS[0].contents

export function specimenCard(habits: Partial<CardHabits> = {}, contents: Partial<CardContents> = {}): VirtualCard {
  return virtualCard({ ...SPECIMEN, ...contents }, { ...PLAIN_CARD, ...habits })
}
