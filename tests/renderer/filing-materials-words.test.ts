import { describe, expect, it } from 'vitest'
import type { HeldReceipt, MaterialView } from '../../main/contract/filings.ts'
import { PictureFault } from '../../main/contract/filings.ts'
import type { FilingView } from '../../main/contract/view.ts'
import { givenWords, isMissing, waysOf, waysWords } from '../../renderer/kiosk/filing/material-words.ts'
import { beforeFilingPage, type ReceiptReprint } from '../../renderer/kiosk/filing/pages.ts'
import { deliveryOf, receiptTruth } from '../../renderer/kiosk/filing/receipt-truth.ts'
import { addFilingMaterialsStrings } from '../../renderer/strings/filing-materials.ts'
import { filingMaterialsEn } from '../../renderer/strings/filing-materials-en.ts'
import { filingMaterialsZh } from '../../renderer/strings/filing-materials-zh.ts'
import { createStrings } from '../../renderer/strings/strings.ts'
import { SHOP_DRAFT } from './stand-in/filing-specimens.ts'

const strings = createStrings()
addFilingMaterialsStrings(strings)
const zh = strings.getFixedT('zh')
const en = strings.getFixedT('en')

const material = (change: Partial<MaterialView>): MaterialView => ({
  key: 'lease',
  name: { zh: '租赁合同', en: 'Lease' },
  notes: [],
  needed: true,
  ways: ['window', 'camera', 'licence'],
  wantedBy: [],
  owedDays: 5,
  given: { way: 'nothing' },
  ...change,
})

describe('a material in words', () => {
  it('names the surest way first, and 容缺 last and only where it is allowed', () => {
    expect(waysOf(material({}))).toEqual(['licence', 'camera', 'window', 'owed'])
    expect(waysOf(material({ owedDays: null, ways: ['window'] }))).toEqual(['window'])
    expect(waysWords(material({}), zh, 'zh')).toBe('可以：电子证照、拍照、带到窗口、容缺，5 个工作日内补交')
    expect(waysWords(material({ owedDays: null, ways: ['camera', 'window'] }), en, 'en')).toBe('By: photograph, at a window')
  })

  it('keeps the application back only where it is needed and nothing is given', () => {
    expect(isMissing(material({}))).toBe(true)
    expect(isMissing(material({ needed: false }))).toBe(false)
    for (const way of ['window', 'owed'] as const) expect(isMissing(material({ given: { way } }))).toBe(false)
  })

  it('says what was given', () => {
    const pages = [{ id: 'a', bytes: 1 }, { id: 'b', bytes: 1 }]
    const licence = { way: 'licence', title: { zh: '居民身份证', en: 'ID card' }, number: '110***********002X' } as const
    const of = (given: MaterialView['given'], needed = true) => givenWords(material({ given, needed }), zh, 'zh')
    expect(of({ way: 'camera', pages })).toBe('拍了 2 页')
    expect(of(licence)).toBe('电子证照：居民身份证，110***********002X')
    expect(of({ way: 'nothing' }, false)).toBe('没有交，也可以不交')
    expect(givenWords(material({ given: { way: 'owed' }, owedDays: 1 }), en, 'en')).toBe('Will be handed in within one working day')
  })

  it('says of every picture that is refused what to do', () => {
    for (const fault of PictureFault.options) {
      expect(zh(`filingMaterials.picture.${fault}`), fault).toMatch(/。请.+。$/u)
      expect(en(`filingMaterials.picture.${fault}`), fault).toMatch(/Please .+\.$/u)
    }
  })
})

describe('the truth of a receipt', () => {
  const HELD: HeldReceipt = {
    receipt: 'one',
    code: 'K7MQ2XWT',
    filedAt: '14:05',
    item: SHOP_DRAFT.item,
    together: [],
    supplement: null,
    toBring: [],
    owed: [],
    delivery: 'received',
    paper: 'printed',
  }
  type Paper = Pick<NonNullable<FilingView['paper']>, 'state' | 'settled'>
  const filing = (paper: Paper | null, delivery: FilingView['delivery'] = 'saved', copy = 0): FilingView => ({
    receipt: 'one',
    delivery,
    paper: paper && { device: 'ticket', copy, ...paper },
  })

  it('is only what is known of its paper', () => {
    expect(receiptTruth({ receipt: 'one' }, null)).toBe('printing')
    expect(receiptTruth({ receipt: 'one' }, { ...filing({ state: 'printed', settled: true }), receipt: 'another' })).toBe('printing')
    expect(receiptTruth({ receipt: 'one' }, filing(null))).toBe('none')
    expect(receiptTruth({ receipt: 'one' }, filing({ state: 'sent', settled: false }))).toBe('printing')
    expect(receiptTruth({ receipt: 'one' }, filing({ state: 'sent', settled: true }))).toBe('sent')
    for (const state of ['printed', 'failed', 'unknown'] as const) expect(receiptTruth({ receipt: 'one' }, filing({ state, settled: true }))).toBe(state)
  })

  it('is of the paper that was asked for last, once it is heard of, and of none before that is asked again', () => {
    const printed = filing({ state: 'printed', settled: true })
    const asked = (reprint: ReceiptReprint) => ({ receipt: 'one', reprint })
    expect(receiptTruth(asked({ state: 'asking' }), printed)).toBe('printing')
    expect(receiptTruth(asked({ state: 'begun', count: 1 }), printed)).toBe('printing')
    expect(receiptTruth(asked({ state: 'begun', count: 1 }), filing(null))).toBe('printing')
    expect(receiptTruth(asked({ state: 'begun', count: 1 }), filing({ state: 'failed', settled: true }, 'saved', 1))).toBe('failed')
    expect(receiptTruth(asked({ state: 'no-paper' }), filing({ state: 'unknown', settled: true }))).toBe('unknown')
    expect(receiptTruth({ receipt: 'one', held: HELD }, null)).toBe('held')
    expect(receiptTruth({ receipt: 'one', held: HELD, reprint: { state: 'begun', count: 1 } }, null)).toBe('printing')
    expect(deliveryOf({ receipt: 'one', held: HELD }, null)).toBe('received')
  })

  it('is that it is saved here until more is known', () => {
    expect(deliveryOf({ receipt: 'one' }, null)).toBe('saved')
    expect(deliveryOf({ receipt: 'one' }, { ...filing(null, 'received'), receipt: 'another' })).toBe('saved')
    expect(deliveryOf({ receipt: 'one' }, filing(null, 'refused'))).toBe('refused')
  })

  it('never speaks of acceptance, which is the authority’s alone', () => {
    expect(JSON.stringify([filingMaterialsZh.filed, filingMaterialsZh.sending, filingMaterialsZh.gaps])).not.toContain('受理')
    expect(JSON.stringify([filingMaterialsEn.filed, filingMaterialsEn.sending])).not.toMatch(/accept/i)
    expect(filingMaterialsZh.review.whatImmediate).not.toContain('受理')
  })
})

describe('the way back', () => {
  it('leads from a picture to its material, and from there to all of them', () => {
    const of = { at: 'filing-material', draft: SHOP_DRAFT, material: 'lease' } as const
    expect(beforeFilingPage({ ...of, by: 'camera' })).toEqual(of)
    expect(beforeFilingPage({ ...of, look: 'a' })).toEqual(of)
    expect(beforeFilingPage(of)).toEqual({ at: 'filing-materials', draft: SHOP_DRAFT })
  })
})
