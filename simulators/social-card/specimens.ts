import type { CardContents } from './virtual-card.ts'

/** A social-security card as it lies on the desk: what its chip holds, and what is printed on it. */
export interface SocialSpecimen {
  readonly id: string
  readonly contents: CardContents
  readonly name: string
}

/** The first person of the reference, as a social-security card writes them; 样本一 in GBK. */
const FIRST: SocialSpecimen = {
  id: 'social-1',
  name: '样本一',
  contents: {
    cardId: '53032300000000000000000000000001',
    kind: '3',
    version: '2.00',
    issuer: '530323000000000000000000',
    issuedOn: '20200101',
    validUntil: '20300101',
    cardNumber: 'S00000001',
    number: '11010519491231002X',
    name: Buffer.from('D1F9B1BED2BB', 'hex'),
    sex: '2',
    ethnicCode: '01',
    birthplace: '110105',
    birth: '19491231',
  },
}

/** 样本三, whose card's last day is past. */
const EXPIRED: SocialSpecimen = {
  id: 'social-3',
  name: '样本三',
  contents: {
    ...FIRST.contents,
    cardId: '53032300000000000000000000000003',
    issuedOn: '20150101',
    validUntil: '20250101',
    cardNumber: 'S00000003',
    number: '110101199003078670',
    name: Buffer.from('D1F9B1BEC8FD', 'hex'),
    sex: '1',
    ethnicCode: '07',
    birthplace: '110101',
    birth: '19900307',
  },
}

export const SOCIAL_SPECIMENS: readonly [SocialSpecimen, ...SocialSpecimen[]] = [FIRST, EXPIRED]
