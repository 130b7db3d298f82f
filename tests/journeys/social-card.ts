import { afterEach, beforeEach, expect, test } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { startSocialCardSlot, type SocialCardSlot } from '../../simulators/social-card/slot.ts'
import { SOCIAL_SPECIMENS } from '../../simulators/social-card/specimens.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { begins, choosesBusiness, citizenAt, filesThatHold, type Citizen } from './citizen.ts'
import type { PageOfAShell } from './take-number.ts'

const [FIRST] = SOCIAL_SPECIMENS

/** Whoever has a social-security card with them takes a number: the same in every shell. */
export function socialCardJourneys(open: (hall: HallOnADesk) => Promise<PageOfAShell>): void {
  let slot: SocialCardSlot
  let hall: HallOnADesk
  let shell: PageOfAShell
  let citizen: Citizen
  beforeEach(async () => {
    slot = await startSocialCardSlot({ host: '127.0.0.1', port: 0 })
    hall = await setUpHall({
      devices: { socialCard: { driver: 'virtual', port: slot.url } },
      terminal: { case: { reader: 'right', ticket: 'bottom-right', socialCard: 'left' } },
    })
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  })
  afterEach(async () => {
    await shell.close()
    await hall.clear()
    await slot.close()
  })

  test('with a social-security card: another card is told apart, theirs is asked back until it is gone, and with the ID card they are one person', async () => {
    await begins(citizen)
    await choosesBusiness(citizen, /不动产登记/)
    await citizen.touch('同意')
    await citizen.sees('请放身份证，或插入社保卡')
    await citizen.reads('芯片朝前，插到底')
    await citizen.reads('在屏幕左侧')
    slot.insert(FIRST, { application: 'not-found', files: [] })
    await citizen.reads('这不是社会保障卡。请插入社会保障卡，或改用身份证。')
    slot.insert(FIRST)
    await citizen.sees('请核对，再取号')
    await citizen.reads('110***********002X')
    await citizen.reads('样**')
    await citizen.touch('确认取号')
    await citizen.sees('请取走您的号票')
    await citizen.reads('B001')
    expect(hall.printer.tickets.map(({ text }) => text)).toEqual([expect.stringContaining('B001')])
    expect(await citizen.screen()).not.toMatch(/样本一|11010519491231002X/)

    await citizen.touch('完成')
    await citizen.sees('请取走您的卡')
    await citizen.reads('插卡口在这里')
    slot.takeOut()
    await citizen.reads('触摸屏幕开始')

    // By the ID card it is the same person, who waits for this business already.
    await begins(citizen)
    await choosesBusiness(citizen, /不动产登记/)
    await citizen.touch('同意')
    hall.reader.place(specimenOf('domestic'))
    await citizen.sees('请核对，再取号')
    await citizen.touch('确认取号')
    await citizen.sees('您已经取过这项业务的号')
    hall.reader.remove()
    expect(await filesThatHold(hall.folder, ['样本一', '11010519491231002X'])).toEqual([])
  })
}
