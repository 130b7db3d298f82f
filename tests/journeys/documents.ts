import { afterAll, beforeAll, expect, test } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { begins, choosesBusiness, citizenAt, type Citizen } from './citizen.ts'
import type { PageOfAShell } from './take-number.ts'

/**
 * Whoever lays another document than a resident card, in one of the shells; in English where its holder is a foreigner.
 * One page for all: what the last one leaves behind, the next one would see.
 */
export function documentJourneys(open: (hall: HallOnADesk) => Promise<Pick<PageOfAShell, 'page' | 'close'>>): void {
  let hall: HallOnADesk
  let shell: Pick<PageOfAShell, 'page' | 'close'>
  let citizen: Citizen

  beforeAll(async () => {
    hall = await setUpHall()
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  })
  afterAll(async () => {
    await shell.close()
    await hall.clear()
  })

  test('with an expired residence permit is told so, and takes a number', async () => {
    await begins(citizen)
    await choosesBusiness(citizen, /不动产登记/)
    await citizen.touch('同意')
    hall.reader.place(specimenOf('J'))
    await citizen.reads('810***********0021')
    await citizen.reads('样**')
    await citizen.reads(/证件已过有效期。可以取号/)
    await citizen.touch('确认取号')
    await citizen.sees('请取走您的号票')
    await citizen.reads('B001')
    expect(await citizen.screen()).not.toMatch(/样本二|810000199408230021/)
    await citizen.touch('完成')
    hall.reader.remove()
    await citizen.reads('触摸屏幕开始')
  })

  test.each([
    ['from before 2023', 'I', 'PAK********0103', 'B002'],
    ['of 2023', 'Y', '931***********0028', 'B003'],
  ] as const)('with a permanent resident’s card %s takes one in English, by the English name', async (_, kind, number, given) => {
    await begins(citizen)
    await citizen.touch('English')
    await citizen.touch('Take a number')
    await citizen.touch(/Property/)
    await citizen.touch('I agree')
    hall.reader.place(specimenOf(kind))
    await citizen.reads(number)
    await citizen.reads('Z*****************')
    expect(await citizen.screen()).not.toContain('expired')
    await citizen.touch('Confirm')
    await citizen.reads(given)
    expect(await citizen.screen()).not.toMatch(/ZHENGJIAN|证件样本|PAK310080010103|931586198001010028/)
    await citizen.touch('Done')
    hall.reader.remove()
    await citizen.reads('触摸屏幕开始')
  })
}
