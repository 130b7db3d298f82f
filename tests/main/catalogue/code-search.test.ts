import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CatalogueFile } from '../../../main/catalogue/catalogue-file.ts'
import { isCreditCode, wrongPlaces } from '../../../main/catalogue/item-codes.ts'
import { createGuideSearch } from '../../../main/catalogue/search/search.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'

const SPECIMEN = CatalogueFile.parse(SPECIMEN_CATALOGUE)
const { search } = createGuideSearch()
const ask = (text: string, file = SPECIMEN) => search({ file, from: 'file' }, text)
const namesFor = async (text: string, file = SPECIMEN) => {
  const outcome = await ask(text, file)
  return outcome.outcome === 'found' ? outcome.items.map(({ name }) => name.zh) : outcome.outcome
}
const [HOME] = ['不动产转移登记（二手房）']
const TASK = '11530323MB0A00050P4530715007000'

describe('the code on a leaflet', () => {
  test.each([
    ['of the catalogue', '530715007000'],
    ['of the body', TASK],
    ['in small letters and groups', '11530323 mb0a00050p-4-530715007000'],
    ['of a case', `${TASK}01`],
    ['as far as it was typed', TASK.slice(0, 17)],
    ['at the end of an address', `https://zwfw.example.gov.cn/guide/${TASK}`],
    ['at the end of a query', `HTTP://EXAMPLE.GOV.CN/G?FROM=LEAFLET&CODE=${TASK}`],
    ['before a last stroke', `https://example.gov.cn/item/${TASK}/`],
  ])('%s leads to its item', async (_, typed) => expect(await namesFor(typed)).toEqual([HOME]))

  test('of a case leads to the item whose cases are not told apart, not to another case', async () => {
    const items = SPECIMEN.items.map((item) => ({ ...item, task_handle_item: null }))
    expect(await namesFor(`${TASK}07`, { ...SPECIMEN, items })).toEqual([HOME])
    expect(await ask(`${TASK}71`)).toMatchObject({ outcome: 'no-such-code', near: [{ name: { zh: HOME } }] })
  })

  test('of this place is found as it is written there', async () => {
    const [first, ...others] = SPECIMEN.items
    const local = { ...first, local_task_code: '511A0138000000-511602000000-000-1-00' }
    const file = CatalogueFile.parse({ ...SPECIMEN, items: [local, ...others] })
    expect(await namesFor('511A0138000000-511602000000-000-1-00', file)).toEqual([first?.task_name])
    expect(await namesFor('511a0138000000511602000000000100', file)).toEqual([first?.task_name])
  })

  test.each([
    ['a letter that no code has', '11530323MB0A0O050P4999999999999', { kind: 'wrong', places: [{ from: 14, to: 14 }] }],
    ['the body’s check digit', '11530323MB0A00051P4999999999999', { kind: 'wrong', places: [{ from: 9, to: 17 }] }],
    ['the last check digit', '12530323MB0A00050P4999999999999', { kind: 'wrong', places: [{ from: 1, to: 18 }] }],
    ['the level', '11530323MB0A00050PX999999999999', { kind: 'wrong', places: [{ from: 19, to: 19 }] }],
    ['a length that none has', '11530323MB0A00050P49999999999990', { kind: 'length', count: 32 }],
    ['being on its way', '99999999999999', { kind: 'unfinished', count: 14 }],
    ['being of another hall', '12441500196720244T3442199806003', { kind: 'unknown' }],
    ['being another item', '999999999999', { kind: 'unknown' }],
  ])('that no item has is told %s', async (_, code, fault) => {
    expect(await ask(code)).toEqual({ outcome: 'no-such-code', version: SPECIMEN.version, from: 'file', code, fault, near: [] })
  })

  test('is no code where it is short, or words', async () => {
    expect(await ask('9999')).toMatchObject({ outcome: 'nothing' })
    expect(await ask('https://example.gov.cn/wp-content')).toMatchObject({ outcome: 'nothing' })
    expect(await ask('https://example.gov.cn/100%')).toMatchObject({ outcome: 'nothing' })
  })

  test('with one slip is told where it is wrong, and which it may be', async () => {
    const code = fc.constantFrom(...SPECIMEN.items.flatMap(({ task_code, catalog_code }) => [task_code, catalog_code]))
    const character = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'))
    await fc.assert(
      fc.asyncProperty(code, fc.nat(30), character, fc.boolean(), async (code, place, character, missing) => {
        const at = place % code.length
        const typed = code.slice(0, at) + (missing ? '' : character) + code.slice(at + 1)
        const outcome = await ask(typed)
        // It may be another's code, or the beginning of one.
        if (outcome.outcome === 'found') return
        expect(outcome).toMatchObject({ outcome: 'no-such-code', fault: { kind: 'wrong' } })
        if (outcome.outcome !== 'no-such-code' || outcome.fault.kind !== 'wrong') return
        const meant = outcome.near.map((near) => SPECIMEN.items.find(({ task_code }) => task_code === near.code))
        const told = meant.some((item) => item?.task_code === code || item?.catalog_code === code)
        // More items than are told may have nearly this code.
        expect(told || outcome.near.length === 5).toBe(true)
        // Of several alike in a row any may be the one that is missing.
        if (told && !missing) expect(outcome.fault.places).toContainEqual({ from: at + 1, to: at + 1 })
      }),
    )
  })
})

describe('what a code says by itself', () => {
  const codes = SPECIMEN.items.map(({ task_code }) => task_code)

  test('is that nothing is wrong with a right one', () => {
    for (const code of codes) expect(wrongPlaces(code)).toEqual([])
  })

  test('is one of the places in which a character was changed, wherever a check digit speaks for it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.nat(18), fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTUWXYIOSVZ')), (code, at, character) => {
        fc.pre(character !== code[at])
        const changed = code.slice(0, at) + character + code.slice(at + 1)
        const places = wrongPlaces(changed)
        const told = places.some(({ from, to }) => from <= at + 1 && at + 1 <= to)
        expect(told).toBe(at === 18 ? !/\d/.test(character) : !isCreditCode(changed.slice(0, 18)))
      }),
      { numRuns: 500 },
    )
  })
})
