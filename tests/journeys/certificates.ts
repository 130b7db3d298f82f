import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { begins, citizenAt, everythingKeptByPage, filesThatHold, type Citizen } from './citizen.ts'
import type { PageOfAShell } from './take-number.ts'

type Shell = Pick<PageOfAShell, 'page' | 'close'>

const PERSONAL = ['样本一', '11010519491231002X']

/**
 * The journey 证明打印 in front of a real page over the simulators' wire ports; the same in every shell. `shell`: only what
 * the shell has a part in.
 */
export function certificateJourneys(
  open: (hall: CertificateHallOnADesk) => Promise<Shell>,
  which: 'all' | 'shell' = 'all',
): void {
  let hall: CertificateHallOnADesk
  let shell: Shell
  let citizen: Citizen

  beforeEach(async () => {
    hall = await setUpCertificateHall()
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  })
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  /** From the first screen to the list, known by the card alone. */
  async function laysTheCard(id = 'domestic'): Promise<void> {
    await begins(citizen)
    await citizen.touch('证明打印')
    await citizen.touch('同意')
    await citizen.sees('请把身份证平放在读卡处')
    hall.reader.place(specimenOf(id))
  }

  async function types(code: string): Promise<void> {
    for (const digit of code) await citizen.touch(digit)
    await citizen.touch('确认')
  }

  /** With the code that came to the phone. */
  async function provesBySms(): Promise<void> {
    await citizen.touch('证明是本人')
    await citizen.reads(/138\*\*\*\*0001/)
    await types(hall.platform.sentCodes.at(-1)?.code ?? '')
    await citizen.sees('您要打印哪一份证明？')
  }

  /** This year and a purpose; answers on the page that shows the real pages. */
  async function choosesInsurance(): Promise<void> {
    await citizen.touch(/社会保险参保缴费证明/)
    await citizen.sees('要哪一段时间的？')
    await citizen.touch('今年')
    await citizen.touch('下一步')
    await citizen.sees('用来办什么事？')
    await citizen.touch('就业')
  }

  /** One star and why, which reaches the platform. */
  async function dislikesIt(): Promise<void> {
    await citizen.sees('请您评价')
    await citizen.page.getByRole('radio', { name: '非常不满意', exact: true }).click()
    await citizen.touch('跑动次数与承诺的不一致')
    await citizen.touch('提交')
    await citizen.sees('谢谢您的评价')
    const told = () => hall.platform.book.events.filter(({ kind }) => kind.startsWith('evaluation.')).map(({ kind, payload }) => [kind, payload['level']])
    await expect.poll(told, { timeout: 30_000 }).toEqual([['evaluation.given', 1], ['evaluation.bad', 1]])
    await citizen.touch('完成')
  }

  async function looksAtThePages(): Promise<void> {
    await citizen.sees('请核对，再打印')
    await citizen.page.locator('canvas').first().waitFor()
  }

  test('with a code: chosen, looked at, printed twice, taken, rated, and found genuine by number and code', async () => {
    await laysTheCard()
    await citizen.sees('请证明是您本人')
    await provesBySms()
    await choosesInsurance()
    await citizen.sees('打印几份？')
    await citizen.touch('多一份')
    await citizen.touch('下一步')
    await looksAtThePages()
    expect(await citizen.screen()).not.toMatch(new RegExp(PERSONAL.join('|')))
    expect(hall.platform.papers.issued).toEqual([])
    await citizen.touch('确认打印')
    await citizen.sees('请取走您的证明')
    // Each copy is a job of its own, and the last may come into the tray a moment after the page has said so.
    await expect.poll(() => new Set(hall.document.outputs.map(({ jobName }) => jobName)).size, { timeout: 30_000 }).toBe(2)
    expect(hall.platform.papers.issued.length).toBe(2)
    await citizen.touch('已取走')
    await dislikesIt()
    await citizen.sees(/取走您的身份证/)
    hall.reader.remove()

    const [paper] = hall.platform.papers.issued
    await begins(citizen)
    await citizen.touch('查验证明真伪')
    await citizen.sees('请输入证明编号')
    await citizen.page.keyboard.type(paper?.number ?? '')
    await citizen.touch('下一步')
    await citizen.sees('请输入证明验证码')
    await citizen.page.keyboard.type(paper?.code ?? '')
    await citizen.touch('查验')
    await citizen.sees('这份证明是真的')
    await citizen.reads('样**')
  })

  describe('the next person', () => {
    test('finds nothing of the last one in page, storage, address or files', async () => {
      await laysTheCard()
      await provesBySms()
      await choosesInsurance()
      await citizen.touch('下一步')
      await looksAtThePages()
      await citizen.touch('确认打印')
      await citizen.sees('请取走您的证明')
      await citizen.touch('已取走')
      await citizen.sees('请您评价')
      await citizen.touch('不评价')
      await citizen.sees(/取走您的身份证/)
      hall.reader.remove()
      await citizen.reads('触摸屏幕开始')

      const kept = await everythingKeptByPage(citizen.page)
      const found = [...PERSONAL, '样**', '110***********002X', '138****0001', '参保缴费'].filter((text) => kept.includes(text))
      expect(found).toEqual([])
      expect(await filesThatHold(hall.folder, PERSONAL)).toEqual([])
    })
  })

  if (which === 'shell') return

  test('a card that was found opens nothing: no name of a certificate, and three guesses end it', async () => {
    await laysTheCard()
    await citizen.sees('请证明是您本人')
    expect(await citizen.screen()).not.toMatch(/社会保险|纳税|不动产登记信息|无犯罪/)
    await citizen.touch('证明是本人')
    await citizen.reads(/138\*\*\*\*0001/)
    const wrong = hall.platform.sentCodes.at(-1)?.code === '000000' ? '111111' : '000000'
    await types(wrong)
    await citizen.reads(/再错 2 次/)
    await types(wrong)
    await citizen.reads(/再错 1 次/)
    await types(wrong)
    await citizen.sees('验证码错了三次')
    expect(await citizen.screen()).not.toMatch(/样\*\*|110\*/)
    expect(hall.platform.papers.issued).toEqual([])
  })

  test('a typed number asks for the card, and learns nothing', async () => {
    await begins(citizen)
    await citizen.touch('取号')
    await citizen.touch(/社会保险/)
    await citizen.touch('同意')
    await citizen.touch('手动输入证件号码')
    await citizen.sees('请输入证件号码')
    await citizen.page.keyboard.type('11010519491231002X')
    await citizen.touch('确认')
    await citizen.reads('110***********002X')
    await citizen.touch('首页')
    await citizen.touch('证明打印')
    await citizen.sees('请把身份证平放在读卡处')
    expect(await citizen.page.getByRole('button', { name: '手动输入证件号码' }).count()).toBe(0)
  })

  test('no paper is told before anything is chosen; the paper that ends in the middle is waited for', async () => {
    hall.document.setPaper(0)
    await laysTheCard()
    await provesBySms()
    await citizen.reads(/打印机缺纸/)
    hall.document.setPaper(1)
    await choosesInsurance()
    await citizen.touch('多一份')
    await citizen.touch('下一步')
    await looksAtThePages()
    await citizen.touch('确认打印')
    await citizen.sees('正在打印')
    await vi.waitFor(() => expect(hall.document.outputs.length).toBe(1), { timeout: 30_000 })
    await citizen.reads(/缺纸.*加纸/)
    hall.document.setPaper(10)
    await citizen.sees('请取走您的证明')
    expect(hall.document.outputs.map(({ page }) => page)).toEqual([1, 2, 1, 2])
  })

  test('the platform is away: told, with another way, and tried again', async () => {
    await laysTheCard()
    await provesBySms()
    hall.platform.faults.add('readContent', { kind: 'lost-call' }, 3)
    await choosesInsurance()
    await citizen.touch('下一步')
    await citizen.sees('这份证明现在不能打印')
    await citizen.reads(/请过几分钟再试，或到窗口开具/)
    expect(hall.platform.papers.issued).toEqual([])
  })
}
