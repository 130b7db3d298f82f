import { describe, expect, it } from 'vitest'
import { readSocialCard } from '../../../drivers/social-card/read-card.ts'
import { type CardContents, type CardHabits } from '../../../simulators/social-card/virtual-card.ts'
import { anyCard, damagedAnswer, noiseOnce, TODAY } from './social-card-properties.ts'
import { specimenCard } from './specimen.ts'

const WHOLE = {
  number: '11010519491231002X',
  name: '样本一',
  sex: 'female',
  ethnicCode: '01',
  birthplace: '110105',
  birth: { year: 1949, month: 12, day: 31 },
  cardId: '53032300000000000000000000000001',
  cardNumber: 'S00000001',
  version: '2.00',
  issuedOn: { year: 2020, month: 1, day: 1 },
  validUntil: { year: 2030, month: 1, day: 1 },
  warnings: [],
}

function read(habits: Partial<CardHabits> = {}, contents: Partial<CardContents> = {}, today = TODAY) {
  const card = specimenCard(habits, contents)
  return readSocialCard((command) => Promise.resolve(Buffer.from(card(command))), today)
}

describe('a social-security card', () => {
  it.for<Partial<CardHabits>>([
    {},
    { application: 'more-bytes' },
    { application: 'not-found' },
    { records: 'by-tag' },
    { records: 'by-position' },
    { choosing: 0x00 },
    { fetching: 'announced' },
    { fetching: 'other-length' },
    { application: 'more-bytes', records: 'by-position', fetching: 'announced', choosing: 0x00 },
  ])('is read whole, whatever its habits: %j', async (habits) => {
    expect(await read(habits)).toEqual({ ok: true, value: WHOLE })
  })

  it('tells what it has when it has the holder alone', async () => {
    const answer = await read({ files: ['holder'] })
    expect(answer).toEqual({
      ok: true,
      value: { ...WHOLE, cardId: null, cardNumber: null, version: null, issuedOn: null, validUntil: null },
    })
  })

  it('that shows its holder to its own security module only is told apart from another card', async () => {
    expect(await read({ holderShown: false })).toEqual({ ok: false, fault: { kind: 'holder-hidden' } })
    expect(await read({ files: ['card'] })).toEqual({ ok: false, fault: { kind: 'holder-hidden' } })
    expect(await read({ application: 'not-found', files: [] })).toEqual({ ok: false, fault: { kind: 'not-a-social-card' } })
    expect(await read({ application: 'refused' })).toEqual({ ok: false, fault: { kind: 'not-a-social-card' } })
  })

  it.for<[Partial<CardContents>, readonly string[]]>([
    [{ number: '110105194912310021' }, ['number-faulty']],
    [{ birth: '19491230' }, ['number-and-birth-differ']],
    [{ birth: '19491332' }, ['birth-not-a-date']],
    [{ sex: '1' }, ['number-and-sex-differ']],
    [{ sex: '7' }, ['sex-not-a-code']],
    [{ validUntil: '20261121' }, ['expired']],
    [{ validUntil: '20261122' }, []],
  ])('warns of what does not fit, %j', async ([contents, warnings]) => {
    const answer = await read({}, contents)
    expect(answer.ok && answer.value.warnings).toEqual(warnings)
  })

  it('takes a name of GB18030 beyond GBK, and no bytes that are none', async () => {
    const rare = await read({}, { name: Buffer.from('9534B235', 'hex') })
    expect(rare.ok && rare.value.name).toBe('\u{20BB7}')
    expect(await read({}, { name: Buffer.from('D1', 'hex') })).toEqual({ ok: false, fault: { kind: 'holder-hidden' } })
  })

  it('whatever the card answers once, reads the right person or nobody', () => noiseOnce.hold())
  it('with a damaged byte, reads the right person, nobody, or says that the number is faulty', () => damagedAnswer.hold())
  it('that answers nothing but noise is read to an end', () => anyCard.hold())

  it('that announces bytes for ever is given up', async () => {
    let turns = 0
    const answer = await readSocialCard(() => {
      turns += 1
      return Promise.resolve(Buffer.from('6110', 'hex'))
    }, TODAY)
    expect(answer).toEqual({ ok: false, fault: { kind: 'malformed' } })
    expect(turns).toBeLessThan(20)
  })
})
