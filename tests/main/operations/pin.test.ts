import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPin, hashPin, isPinOf, PIN_COST } from '../../../main/operations/pin.ts'
import { KEY, OTHER_KEY } from '../ledger/fixture.ts'

const told = (pin: string, name = '王工') => {
  const checked = checkPin(pin, name)
  return checked.ok ? 'taken' : checked.fault.kind
}

describe('a PIN', () => {
  test('of six to twelve digits without a pattern is taken', () => {
    expect(['402917', '112233', '123457', '135790', '402917402917'].map((pin) => told(pin))).toEqual(Array(5).fill('taken'))
  })

  test('is refused with the reason, which does not hold it', () => {
    expect(['40291', '4029174029174', ''].map((pin) => told(pin))).toEqual(Array(3).fill('wrong-length'))
    expect(['40291a', '402 917', '４０２９１７', '-402917', '402917\n'].map((pin) => told(pin))).toEqual(Array(5).fill('not-digits'))
    expect(['000000', '99999999'].map((pin) => told(pin))).toEqual(Array(2).fill('one-digit'))
    expect(['123456', '654321', '567890', '1234567890', '890123', '109876'].map((pin) => told(pin))).toEqual(Array(6).fill('run'))
    expect(told('402917', 'Y402917')).toBe('like-the-name')
    for (const pin of ['40291', '40291a', '777777', '234567']) {
      const checked = checkPin(pin, '王工')
      expect(checked.ok ? pin : checked.fault.line).not.toContain(pin)
    }
  })

  test('is known again under the machine’s own key and parameters, and no other is', async () => {
    const cost = { N: 16, r: 1, p: 1 }
    const pin = fc.stringMatching(/^[0-9]{6,12}$/)
    await fc.assert(
      fc.asyncProperty(pin, pin, async (chosen, tried) => {
        const kept = await hashPin(chosen, KEY, cost)
        expect(await isPinOf(kept, chosen, KEY)).toBe(true)
        expect(await isPinOf(kept, tried, KEY)).toBe(tried === chosen)
        expect(await isPinOf(kept, chosen, OTHER_KEY)).toBe(false)
        expect((await hashPin(chosen, KEY, cost)).hash.equals(kept.hash)).toBe(false)
      }),
    )
  })

  test('costs what it should where nobody says otherwise, and is known again at that cost', async () => {
    expect(PIN_COST.N).toBeGreaterThanOrEqual(2 ** 15)
    const kept = await hashPin('402917', KEY, PIN_COST)
    expect(JSON.parse(kept.parameters)).toEqual(PIN_COST)
    expect(await isPinOf(kept, '402917', KEY)).toBe(true)
  })
})
