import assert from 'node:assert'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openMachineLedger } from '../../main/ledger/machine-ledger.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { addOperator, OPERATOR } from '../operator-on-machine.ts'
import { begins, choosesBusiness, citizenAt, touchAt, type Citizen } from './citizen.ts'
import type { PageOfAShell } from './take-number.ts'

type Shell = Pick<PageOfAShell, 'page' | 'close'>

const COLLEAGUE = { name: '1002', pin: '314159' }
const WRONG_PIN = '975310'

/** The operator's screen in front of a real page over the simulators' wire ports; the same in every shell. `shell`: only what it has a part in. */
export function operatorJourneys(open: (hall: HallOnADesk) => Promise<Shell>, which: 'all' | 'shell' = 'all'): void {
  let hall: HallOnADesk
  let shell: Shell
  /** Whoever stands in front, citizen or operator. */
  let person: Citizen

  beforeEach(async () => {
    hall = await setUpHall()
    await addOperator(hall.data)
    await addOperator(hall.data, COLLEAGUE)
  })
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  async function comesIn(): Promise<void> {
    shell = await open(hall)
    person = citizenAt(shell.page)
    await shell.page.locator('.kiosk:not([inert]) .attract').waitFor()
  }

  const printed = () => hall.printer.tickets.map((ticket) => ticket.text)

  async function touchesTheMark(): Promise<void> {
    const box = await person.page.locator('.strip-seal').boundingBox()
    assert(box !== null)
    for (let touches = 0; touches < 5; touches += 1) await touchAt(person.page, box.x + box.width / 2, box.y + box.height / 2)
    await person.sees('请选择您的姓名')
  }

  async function typesOnThePad(name: string, pin: string): Promise<void> {
    await person.sees(`${name}，请输入密码`)
    for (const digit of pin) await person.touch(digit)
    await person.touch('登录')
  }

  async function signsIn({ name, pin } = OPERATOR): Promise<void> {
    await touchesTheMark()
    await person.touch(name)
    await typesOnThePad(name, pin)
    await person.page.getByRole('tablist').waitFor()
  }

  const place = (name: string | RegExp) => person.page.getByRole('tab', typeof name === 'string' ? { name, exact: true } : { name })

  /** A citizen takes a number on a roll that ends in mid-ticket, and goes. */
  async function citizenLosesATicket(): Promise<void> {
    hall.printer.paperOutAfterRows(150)
    await begins(person)
    await choosesBusiness(person, /咨询/)
    await person.touch('确认取号')
    await person.sees('号票可能未打印')
    await person.touch('完成')
    await person.reads('触摸屏幕开始')
  }

  test('a roll that ended in mid-ticket: seen at once, changed, and the ticket printed again, marked', async () => {
    await comesIn()
    await citizenLosesATicket()
    await signsIn()
    await person.sees('有 1 台设备要处理')
    await person.reads(/缺纸。请装上新纸卷/)
    hall.printer.setPaper('ok')
    await person.sees('设备都正常')
    await place(/^用纸/).click()
    await person.touch('登记换纸')
    await person.touch(/^80 米/)
    await person.reads(/换纸已登记。上一卷打了 1 张/)
    await place('票证，1 件要处理').click()
    await person.sees('有 1 件票证要处理')
    await person.reads('C001')
    expect(printed().filter((text) => text.includes('补打'))).toEqual([])
    await person.touch('补打 C001')
    await person.touch('没有打出来')
    await person.reads('C001 正在补打，请看出票口。')
    await person.sees('没有要处理的票证')
    await vi.waitFor(() => expect(printed().filter((text) => /补打[^]*C001/.test(text))).toHaveLength(1), { timeout: 30_000 })
    await person.touch('签退')
    await person.reads('触摸屏幕开始')
  })

  test('a restart that is ordered: asked once, 请稍候, and the first screen is back by itself', async () => {
    await comesIn()
    await signsIn()
    await place(/^本机/).click()
    await person.touch('重新启动')
    await person.sees('重新启动终端程序？')
    await person.touch('重新启动')
    await person.sees('请稍候')
    await shell.page.locator('.kiosk:not([inert]) .attract').waitFor()
    await begins(person)
    // A terminal that has just begun says so until its printer has answered.
    await person.page.locator('.notice').first().waitFor({ state: 'detached' })
    await choosesBusiness(person, /咨询/)
    await person.touch('确认取号')
    await person.sees('请取走您的号票')
    expect(printed()).toEqual([expect.stringContaining('C001')])
  })

  test('by keyboard alone: in with a word and a PIN, a self-test on paper, and out', async () => {
    await comesIn()
    const { keyboard } = person.page
    await keyboard.type('oper')
    await person.sees('请选择您的姓名')
    await person.press(OPERATOR.name)
    await person.sees(`${OPERATOR.name}，请输入密码`)
    await keyboard.type(OPERATOR.pin)
    await keyboard.press('Enter')
    await person.sees('设备都正常')
    await keyboard.press('ArrowRight')
    await person.sees('没有要处理的票证')
    await keyboard.press('ArrowLeft')
    await person.sees('设备都正常')
    const strip = person.page.getByRole('region', { name: '号票打印机' }).getByRole('button', { name: '自检' })
    for (let tabs = 0; tabs < 40 && !(await strip.evaluate((one) => one === document.activeElement)); tabs += 1) await keyboard.press('Tab')
    await keyboard.press('Enter')
    await person.reads('自检通过：打印机确认测试条已打出。')
    expect(printed().join()).toContain('打印测试')
    await person.press('签退')
    await person.reads('触摸屏幕开始')
  })

  if (which === 'shell') return

  test('a ticket that nobody waits for: void, its number called as before, and nothing printed', async () => {
    await comesIn()
    await citizenLosesATicket()
    hall.printer.setPaper('ok')
    await signsIn()
    await place(/^票证/).click()
    const before = printed().length
    await person.touch('作废 C001')
    await person.sees('作废 C001 的号票？')
    await person.reads(/号码不变，照常叫号/)
    await person.touch('确认作废')
    await person.reads('已作废 1 张号票，号码不变。')
    await person.sees('没有要处理的票证')
    await place(/^今日/).click()
    await person.sees('今天共取号 1 个')
    expect(printed()).toHaveLength(before)
    // The citizen's name was never asked; what the operator sees holds none.
    expect(await person.screen()).not.toMatch(/样本/)
  })

  test('an emergency: citizens read why and where else to go, until it is over', async () => {
    await comesIn()
    await signsIn()
    await place(/^开放/).click()
    await person.touch('暂停取号')
    await person.sees('为什么暂停取号？')
    await person.touch('停电或供电不稳')
    await person.touch('暂停取号')
    await person.sees('已暂停取号')
    await person.touch('签退')
    await person.reads('本终端暂停取号')
    await person.reads(/供电出了故障/)
    await begins(person)
    await person.reads('本终端暂停取号')
    await person.reads(/人工导引台/)
    await person.touch('取号')
    await person.reads(/本终端暂停取号，请问工作人员/)
    await person.touch('首页')
    await person.touch('返回')

    await signsIn()
    await person.sees('已暂停取号')
    await person.touch('恢复取号')
    await person.sees('正在取号')
    await person.touch('签退')
    await begins(person)
    await choosesBusiness(person, /咨询/)
    await person.touch('确认取号')
    await person.sees('请取走您的号票')
    expect(printed()).toEqual([expect.stringContaining('C001')])
  })

  describe('a guesser', () => {
    test('waits after the fifth wrong PIN with the clock in sight, while a colleague is let in', async () => {
      await comesIn()
      await touchesTheMark()
      await person.touch(OPERATOR.name)
      for (let left = 4; left > 0; left -= 1) {
        await typesOnThePad(OPERATOR.name, WRONG_PIN)
        await person.reads(`密码不对。再错 ${left} 次，就要等一会儿才能再试。`)
      }
      await typesOnThePad(OPERATOR.name, WRONG_PIN)
      await person.sees('错的次数太多，请稍等')
      await person.reads(/\d+ 秒后可以再试/)
      expect(await person.page.content()).not.toContain(WRONG_PIN)
      await person.touch('换一位操作员')
      await person.touch(COLLEAGUE.name)
      await typesOnThePad(COLLEAGUE.name, COLLEAGUE.pin)
      await person.sees('设备都正常')
    })

    test('is locked by the fifteenth, also with the right PIN, until a colleague unlocks', async () => {
      await hasTriedInVain(hall.data, COLLEAGUE.name, 14)
      await comesIn()
      await touchesTheMark()
      await person.touch(COLLEAGUE.name)
      await typesOnThePad(COLLEAGUE.name, WRONG_PIN)
      await person.sees(`${COLLEAGUE.name} 已被锁定`)
      await person.touch('换一位操作员')
      await person.touch(COLLEAGUE.name)
      await typesOnThePad(COLLEAGUE.name, COLLEAGUE.pin)
      await person.sees(`${COLLEAGUE.name} 已被锁定`)
      await person.touch('换一位操作员')
      await person.touch(OPERATOR.name)
      await typesOnThePad(OPERATOR.name, OPERATOR.pin)
      await person.sees('这台终端')
      await person.touch(`解锁 ${COLLEAGUE.name}`)
      await person.reads(`${COLLEAGUE.name} 已解锁，可以再用自己的密码登录。`)
      await person.touch('签退')
      await signsIn(COLLEAGUE)
      await person.sees('设备都正常')
      await expect.poll(() => person.page.getByText(`${COLLEAGUE.name} 当班`).count()).toBe(1)
    })
  })
}

/** Wrong PINs of an earlier day, the waits after them over: hours that a test does not wait for. */
async function hasTriedInVain(data: string, name: string, times: number): Promise<void> {
  const opened = await openMachineLedger(
    { terminal: { id: 'K01' }, data, key: { file: path.join(data, 'machine.key') } },
    { now: () => new Date(), warn: () => undefined },
  )
  assert(opened.ok)
  const { ledger } = opened.value
  await ledger.transact((tx) => tx.write('UPDATE operator SET failures = ?, wait_until = 0 WHERE name = ?', [times, name]))
  await ledger.close()
}
