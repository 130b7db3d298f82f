/**
 * The people of the demonstration hall: specimens only. Their numbers are the published samples of GB 11643,
 * of the National Immigration Administration and of open test suites; none belongs to a person.
 *
 * The text of a card is 256 bytes of UTF-16LE, each field padded with spaces; the layouts are those of the
 * machine-readable areas of the four documents a SAM reads.
 */

/** The four documents, by the character at byte 248 of their text; the resident card has a space there. */
export type CardKind = 'domestic' | 'J' | 'I' | 'Y'

/** A card as it lies on the desk: what a reader gets of it, and what is printed on it. */
export interface Specimen {
  /** What the desk and tests call it: `domestic`, `J`, `I`, `Y`, `domestic-3`… */
  readonly id: string
  readonly kind: CardKind
  /** 256 bytes. */
  readonly text: Uint8Array
  /** 1024 bytes, the wavelet-compressed picture. A specimen's is an empty one with a true header. */
  readonly photo: Uint8Array
  /** 1024 bytes, or none as on cards issued before about 2012. */
  readonly fingerprints: Uint8Array
  /** 70 bytes, or `undefined` when the card has no newest address. */
  readonly newestAddress: Uint8Array | undefined
  /** 28 bytes: IIN 4, SN 8, DN 16. */
  readonly management: Uint8Array
  readonly face: CardFace
}

/** What a person reads on the card. Dates are YYYYMMDD, `until` may be 长期. */
export interface CardFace {
  readonly title: string
  readonly titleInEnglish: string
  readonly name: string
  readonly nameInEnglish: string
  readonly sex: '男' | '女'
  /** 民族, 国籍 or 通行证号码, whichever the document prints. */
  readonly origin: { readonly label: string; readonly text: string }
  readonly birth: string
  /** Empty on a document without one. */
  readonly address: string
  readonly number: string
  readonly from: string
  readonly until: string
}

/** The fields of a resident card (居民身份证), as they are on the chip. */
export interface DomesticFields {
  readonly name: string
  /** GB/T 2261.1 */
  readonly sex: '1' | '2'
  /** GB/T 3304, two digits */
  readonly ethnic: string
  /** YYYYMMDD */
  readonly birth: string
  readonly address: string
  /** GB 11643, 18 characters */
  readonly number: string
  readonly authority: string
  readonly from: string
  /** YYYYMMDD or 长期 */
  readonly until: string
}

/** What a specimen may have beside its text. Fingerprints are there unless said otherwise. */
export interface ChipExtras {
  readonly fingerprints?: 'none'
  readonly newestAddress?: string
}

/** GB/T 3304, those the specimens use. */
const ETHNIC_NAMES: ReadonlyMap<string, string> = new Map([
  ['01', '汉'],
  ['03', '回'],
  ['07', '彝'],
  ['08', '壮'],
  ['11', '满'],
])

const TEXT_BYTES = 256
const ADDRESS_BYTES = 70

/** The header every dump of a picture begins with: "WL", 102 wide, 126 high, then 50, then data. */
const PHOTO_HEADER = [0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0xff] as const
const PHOTO_BYTES = 1024
const FINGERPRINT_BYTES = 1024

/** A resident card composed from its fields. `id` names it on the desk and must be unique there. */
export function domesticSpecimen(id: string, fields: DomesticFields, extras: ChipExtras = {}): Specimen {
  const text = block([
    [0, 30, fields.name],
    [30, 2, fields.sex],
    [32, 4, fields.ethnic],
    [36, 16, fields.birth],
    [52, ADDRESS_BYTES, fields.address],
    [122, 36, fields.number],
    [158, 30, fields.authority],
    [188, 16, fields.from],
    [204, 16, fields.until],
  ])
  return specimen(id, 'domestic', text, extras, {
    title: '居民身份证',
    titleInEnglish: 'Resident identity card',
    name: fields.name,
    nameInEnglish: '',
    sex: sexName(fields.sex),
    origin: { label: '民族', text: ETHNIC_NAMES.get(fields.ethnic) ?? fields.ethnic },
    birth: fields.birth,
    address: fields.address,
    number: fields.number,
    from: fields.from,
    until: fields.until,
  })
}

const PRINTED_ON_ALL = { authority: '测试市公安局', from: '20200101' } as const

/** The resident card of the published vectors. */
const DOMESTIC = domesticSpecimen(
  'domestic',
  {
    ...PRINTED_ON_ALL,
    name: '样本一',
    sex: '2',
    ethnic: '01',
    birth: '19491231',
    address: '测试省测试市测试区测试路1号',
    number: '11010519491231002X',
    until: '长期',
  },
  { newestAddress: '测试省测试市测试区新路9号' },
)

/** 港澳台居民居住证 (2018): the resident card's layout without 民族, with the travel permit's number and issue. */
const HONG_KONG = specimen(
  'J',
  'J',
  block([
    [0, 30, '样本二'],
    [30, 2, '2'],
    [36, 16, '19940823'],
    [52, ADDRESS_BYTES, '测试省测试市测试区测试路2号'],
    [122, 36, '810000199408230021'],
    [158, 30, '测试市公安局'],
    [188, 16, '20200101'],
    [204, 16, '20250101'],
    [220, 18, 'H12345678'],
    [238, 4, '01'],
    [248, 2, 'J'],
  ]),
  {},
  {
    title: '港澳居民居住证',
    titleInEnglish: 'Residence permit, HK and Macao',
    name: '样本二',
    nameInEnglish: '',
    sex: '女',
    origin: { label: '通行证', text: 'H12345678' },
    birth: '19940823',
    address: '测试省测试市测试区测试路2号',
    number: '810000199408230021',
    from: '20200101',
    until: '20250101',
  },
)

/** 外国人永久居留身份证, 2017 version. */
const RESIDENT_2017 = specimen(
  'I',
  'I',
  block([
    [0, 120, 'ZHENGJIAN, YANGBEN'],
    [120, 2, '2'],
    [122, 30, 'PAK310080010103'],
    [152, 6, 'PAK'],
    [158, 30, '证件样本'],
    [188, 16, '20230808'],
    [204, 16, '20330807'],
    [220, 16, '19800101'],
    [236, 4, '01'],
    [240, 8, '1500'],
    [248, 2, 'I'],
  ]),
  {},
  {
    title: '外国人永久居留身份证',
    titleInEnglish: 'PR card, 2017',
    name: '证件样本',
    nameInEnglish: 'ZHENGJIAN, YANGBEN',
    sex: '女',
    origin: { label: '国籍', text: 'PAK' },
    birth: '19800101',
    address: '',
    number: 'PAK310080010103',
    from: '20230808',
    until: '20330807',
  },
)

/** 外国人永久居留身份证, 2023 version ("five-star card"). What byte 250 links to is a guess in public sources. */
const RESIDENT_2023 = specimen(
  'Y',
  'Y',
  block([
    [0, 30, '证件样本'],
    [30, 2, '2'],
    [32, 4, '00'],
    [36, 16, '19800101'],
    [52, 70, 'ZHENGJIAN, YANGBEN'],
    [122, 36, '931586198001010028'],
    [188, 16, '20230808'],
    [204, 16, '20330807'],
    [242, 6, 'PAK'],
    [248, 2, 'Y'],
    [250, 6, '000'],
  ]),
  {},
  {
    title: '外国人永久居留身份证',
    titleInEnglish: 'PR card, 2023',
    name: '证件样本',
    nameInEnglish: 'ZHENGJIAN, YANGBEN',
    sex: '女',
    origin: { label: '国籍', text: 'PAK' },
    birth: '19800101',
    address: '',
    number: '931586198001010028',
    from: '20230808',
    until: '20330807',
  },
)

/** More people with resident cards, for queues of several; 样本二 holds the residence permit. */
const NEIGHBOURS = [
  domesticSpecimen('domestic-3', {
    ...PRINTED_ON_ALL,
    name: '样本三',
    sex: '1',
    ethnic: '07',
    birth: '19900307',
    address: '测试省测试市测试区测试路3号',
    number: '110101199003078670',
    until: '20400101',
  }),
  domesticSpecimen('domestic-4', {
    ...PRINTED_ON_ALL,
    name: '样本四',
    sex: '2',
    ethnic: '08',
    birth: '19980410',
    address: '测试省测试市测试区测试路4号',
    number: '500154199804106120',
    until: '20400101',
  }),
  domesticSpecimen('domestic-5', {
    ...PRINTED_ON_ALL,
    name: '样本五',
    sex: '1',
    ethnic: '11',
    birth: '19990110',
    address: '测试省测试市测试区测试路5号',
    number: '440308199901101512',
    until: '20300101',
  }),
  // Expired, and issued before cards carried fingerprints.
  domesticSpecimen(
    'domestic-6',
    {
      ...PRINTED_ON_ALL,
      name: '样本六',
      sex: '1',
      ethnic: '03',
      birth: '19801008',
      address: '测试省测试市测试区测试路6号',
      number: '371001198010082394',
      from: '20050101',
      until: '20250101',
    },
    { fingerprints: 'none' },
  ),
  domesticSpecimen('domestic-7', {
    ...PRINTED_ON_ALL,
    name: '样本七',
    sex: '2',
    ethnic: '01',
    birth: '19580101',
    address: '测试省测试市测试区测试路7号',
    number: '44040119580101000X',
    until: '长期',
  }),
] as const

/** Every card of the demonstration hall, in the order they lie on the desk. */
export const SPECIMENS: readonly Specimen[] = [DOMESTIC, ...NEIGHBOURS, HONG_KONG, RESIDENT_2017, RESIDENT_2023]

/** The specimen of that id. Throws for an id that is not in `SPECIMENS`: only a bug asks for one. */
export function specimenOf(id: string): Specimen {
  const found = SPECIMENS.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`there is no specimen ${JSON.stringify(id)}`)
  return found
}

function specimen(id: string, kind: CardKind, text: Uint8Array, extras: ChipExtras, face: CardFace): Specimen {
  const photo = Buffer.alloc(PHOTO_BYTES)
  photo.set(PHOTO_HEADER)
  const { newestAddress } = extras
  return {
    id,
    kind,
    text,
    photo,
    fingerprints: Buffer.alloc(extras.fingerprints === 'none' ? 0 : FINGERPRINT_BYTES),
    newestAddress: newestAddress === undefined ? undefined : block([[0, ADDRESS_BYTES, newestAddress]], ADDRESS_BYTES),
    management: managementNumber(id),
    face,
  }
}

/** Fields as [offset, bytes, text] into a block of spaces. */
function block(fields: readonly (readonly [number, number, string])[], bytes = TEXT_BYTES): Buffer {
  const target = Buffer.from(' '.repeat(bytes / 2), 'utf16le')
  for (const [offset, room, text] of fields) {
    if (text.length * 2 > room) throw new Error(`a field of ${room} bytes at ${offset} cannot hold ${text.length} characters`)
    target.write(text, offset, 'utf16le')
  }
  return target
}

/** IIN 4 bytes (00 in practice), then a serial number that differs from card to card. Its content is made up. */
function managementNumber(id: string): Buffer {
  const number = Buffer.alloc(28)
  number.write(`SPECIMEN-${id}`, 4, 'ascii')
  return number
}

function sexName(code: '1' | '2'): '男' | '女' {
  return code === '1' ? '男' : '女'
}
