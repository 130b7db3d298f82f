import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { OPEN_HALL } from '../terminal-process.ts'
import { countInMemory } from '../faults/process-memory.ts'
import { begins, choosesBusiness, citizenAt, everythingKeptByPage, filesThatHold, type Citizen } from './citizen.ts'

/** A page of a terminal that runs with a hall's configuration, in one of the shells. */
export interface PageOfAShell {
  readonly page: Page
  /** The process that holds ledger and drivers. */
  readonly terminalPid: () => Promise<number>
  close(): Promise<void>
}

const NUMBER = '11010519491231002X'
const PERSONAL = ['样本一', NUMBER, '测试市测试区']

/**
 * The journey 取号 in front of a real page over the simulators' wire ports; the same in every shell. `wide`: only what a
 * screen of another shape has a part in; `shell`: what another shell has.
 */
export function takeNumberJourneys(open: (hall: HallOnADesk) => Promise<PageOfAShell>, which: 'all' | 'wide' | 'shell' = 'all'): void {
  let hall: HallOnADesk
  let shell: PageOfAShell
  let citizen: Citizen

  async function comesIn(changes: Parameters<typeof setUpHall>[0] = {}): Promise<void> {
    hall = await setUpHall(changes)
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  }
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  const printed = () => hall.printer.tickets.map((ticket) => ticket.text)

  describe('by touch', () => {
    beforeEach(() => comesIn())

    test('with the ID card: masked on screen, on paper, and the card is asked back until it is gone', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('同意')
      await citizen.sees('请把身份证平放在读卡处')
      hall.reader.place(specimenOf('domestic'))
      await citizen.reads('110***********002X')
      await citizen.reads('样**')
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      await citizen.reads('B001')
      expect(printed()).toEqual([expect.stringContaining('B001')])
      expect(hall.printer.errors).toEqual([])
      expect(await citizen.screen()).not.toMatch(new RegExp(PERSONAL.join('|')))

      await citizen.touch('完成')
      await citizen.sees(/取走您的身份证/)
      hall.reader.remove()
      await citizen.reads('触摸屏幕开始')
    })

    test('the same person again: no second number, but the ticket again, marked 补打', async () => {
      hall.reader.place(specimenOf('domestic'))
      await begins(citizen)
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('同意')
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      await citizen.touch('首页')
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('确认取号')
      await citizen.sees('您已经取过这项业务的号')
      await citizen.touch('补打')
      await citizen.sees('请取走您的号票')
      expect(printed()).toEqual([expect.not.stringContaining('补打'), expect.stringMatching(/补打[^]*B001/)])
    })

    test('a typed number: told what is wrong, then taken; a second time it learns only that a ticket exists', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /社会保险/)
      await citizen.touch('同意')
      await citizen.touch('手动输入证件号码')
      for (const digit of '110105194912310021') await citizen.touch(digit)
      await citizen.touch('确认')
      await citizen.reads(/有一位可能输错了/)
      await citizen.touch('删除')
      await citizen.touch('X')
      await citizen.touch('确认')
      await citizen.reads('110***********002X')
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      await citizen.touch('完成')

      await begins(citizen)
      await choosesBusiness(citizen, /社会保险/)
      await citizen.touch('同意')
      await citizen.touch('手动输入证件号码')
      await citizen.sees('请输入证件号码')
      await citizen.page.keyboard.type(NUMBER)
      await citizen.touch('确认')
      await citizen.touch('确认取号')
      await citizen.sees('这个证件已经取过号')
      expect(await citizen.screen()).not.toContain('A001')
      expect(await citizen.page.getByRole('button', { name: '补打' }).count()).toBe(0)
      expect(printed()).toHaveLength(1)
    })

    if (which !== 'all') return

    test('without a document, where the business asks for none', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /咨询/)
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      expect(printed()).toEqual([expect.stringContaining('C001')])
    })

    test('no paper: told before a number is given, then the number by screen', async () => {
      hall.printer.setPaper('out')
      await begins(citizen)
      await choosesBusiness(citizen, /咨询/)
      await citizen.touch('确认取号')
      await citizen.reads(/打印机缺纸/)
      await citizen.touch('屏幕取号')
      await citizen.sees('请记下您的号码')
      await citizen.reads('C001')
      expect(printed()).toEqual([])
    })

    test('the paper ends in mid-ticket: never called printed, and to be had again once there is paper', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /咨询/)
      hall.printer.paperOutAfterRows(150)
      await citizen.touch('确认取号')
      await citizen.sees('号票可能未打印')
      await citizen.reads('C001')
      hall.printer.setPaper('ok')
      await citizen.touch('补打')
      await citizen.sees('请取走您的号票')
      expect(printed().at(-1)).toMatch(/补打[^]*C001/)
    })

    test('a card pulled away in mid-read, then laid down again', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('同意')
      hall.reader.faults.add('read-base', { kind: 'removed' })
      hall.reader.place(specimenOf('domestic'))
      await vi.waitFor(() => expect(hall.reader.card).toBeUndefined(), { timeout: 30_000 })
      await citizen.sees('请把身份证平放在读卡处')
      hall.reader.place(specimenOf('domestic-3'))
      await citizen.reads('110***********8670')
    })

    test('the journeys that are not built yet say so, with another way', async () => {
      await begins(citizen)
      for (const name of ['证明打印', '刷证申报', '办事指南', '进度查询']) {
        await citizen.touch(new RegExp(name))
        await citizen.sees(new RegExp(`${name}即将开放`))
        expect(await citizen.screen()).toMatch(/人工导引台|取一个号/)
        await citizen.touch('返回')
      }
    })
  })

  if (which === 'wide') return

  describe('the next person', () => {
    beforeEach(() => comesIn())

    test('finds nothing of the last one in page, storage, address or files', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('同意')
      hall.reader.place(specimenOf('domestic'))
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      hall.reader.remove()
      await citizen.touch('首页')
      await choosesBusiness(citizen, /社会保险/)
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      await citizen.touch('完成')
      await citizen.reads('触摸屏幕开始')

      // Masked forms and the ticket belong to the person too.
      const kept = await everythingKeptByPage(citizen.page)
      const found = [...PERSONAL, '样**', '110***********002X', 'B001', 'A001'].filter((text) => kept.includes(text))
      expect(found).toEqual([])
      expect(await filesThatHold(hall.folder, PERSONAL)).toEqual([])
    })

    test.skipIf(process.platform !== 'linux')('finds nothing in the memory of the terminal, as a core file would hold it (needs Linux)', async () => {
      await begins(citizen)
      await choosesBusiness(citizen, /不动产登记/)
      await citizen.touch('同意')
      hall.reader.place(specimenOf('domestic'))
      await citizen.touch('确认取号')
      await citizen.sees('请取走您的号票')
      hall.reader.remove()
      await citizen.touch('完成')
      await citizen.reads('触摸屏幕开始')
      const needles = PERSONAL.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
      const nowhere = needles.map(() => 0)
      const found = async () => countInMemory(await shell.terminalPid(), needles)
      await vi.waitFor(async () => expect(await found()).toEqual(nowhere), { timeout: 60_000, interval: 500 })
    })
  })

  if (which === 'shell') return

  describe('by keyboard alone', () => {
    beforeEach(() => comesIn())

    test('from the first screen to the ticket', async () => {
      await citizen.page.getByText('触摸屏幕开始').waitFor()
      await citizen.page.keyboard.press('Enter')
      await citizen.press('取号')
      await citizen.press(/社会保险/)
      await citizen.press('同意')
      await citizen.press('手动输入证件号码')
      await citizen.sees('请输入证件号码')
      await citizen.page.keyboard.type(NUMBER)
      await citizen.press('确认')
      await citizen.press('确认取号')
      await citizen.sees('请取走您的号票')
      await citizen.press('完成')
      await citizen.reads('触摸屏幕开始')
      expect(printed()).toEqual([expect.stringContaining('A001')])
    })
  })

  describe('somebody who walks away', () => {
    test('is warned, may go on as often as they like, and is forgotten in the end', async () => {
      await comesIn({ hall: { policy: { ...OPEN_HALL.policy, idleSeconds: 2, warningSeconds: 5 } } })
      await begins(citizen)
      for (let extension = 0; extension < 3; extension += 1) await citizen.touch('继续办理')
      await citizen.reads('触摸屏幕开始')
      expect(await citizen.page.getByRole('button', { name: '继续办理' }).count()).toBe(0)
    })
  })
}
