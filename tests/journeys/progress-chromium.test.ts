import { afterEach, describe, expect, test, vi } from 'vitest'
import { freeLoopback } from '../../main/host/free-port.ts'
import { authorityOf } from '../../main/host/listen.ts'
import { filingMaterialsZh as filing } from '../../renderer/strings/filing-materials-zh.ts'
import { windowZh } from '../../renderer/strings/window-zh.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { SPECIMEN_FILINGS } from '../../simulators/platform/specimen-filings.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { addOperator, letWindowIn } from '../operator-on-machine.ts'
import { inChromium } from './browser.ts'
import { signsIn } from './clerk.ts'
import { begins, choosesBusiness, citizenAt, everythingKeptByPage, filesThatHold, type Citizen } from './citizen.ts'
import { photographs } from './filing-acts.ts'

const PERSONAL = ['样本一', '11010519491231002X', '13800000001']

describe('进度查询 and 预约 in Chromium', () => {
  let hall: CertificateHallOnADesk
  const open = inChromium({ width: 1080, height: 1920, camera: true })
  let shell: Awaited<ReturnType<typeof open>>
  let citizen: Citizen
  /** `before`: on the machine, before its terminal starts. */
  async function opens(terminal: object = {}, before: (data: string) => Promise<void> = async () => undefined): Promise<void> {
    hall = await setUpCertificateHall({ terminal })
    await before(hall.data)
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  }
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  test('a card alone learns nothing; with a code what waits is seen, what is wrong passed on and what was asked for given; a receipt tells its dates; the next person finds none of it', async () => {
    await opens()
    await begins(citizen)
    await citizen.touch('进度查询')
    await citizen.touch('刷身份证查询')
    await citizen.touch('同意')
    await citizen.sees('请把身份证平放在读卡处')
    hall.reader.place(specimenOf('domestic'))
    await citizen.sees('请证明是您本人')
    expect(await citizen.screen()).not.toMatch(/样本）|生育津贴|换领/)
    await citizen.touch('证明是本人')
    await citizen.reads(/138\*\*\*\*0001/)
    for (const digit of hall.platform.sentCodes.at(-1)?.code ?? '') await citizen.touch(digit)
    await citizen.touch('确认')
    await citizen.sees('您的办件')
    await citizen.touch(/生育津贴支付/)
    await citizen.reads('请补交这些材料')
    const shown = await citizen.screen()
    for (const told of ['要补正', '出院记录', '承诺时限', '5 个工作日', '补正告知']) expect(shown).toContain(told)
    await citizen.page.getByRole('button', { name: '信息有误，报告纠错' }).scrollIntoViewIfNeeded()
    await citizen.touch('信息有误，报告纠错')
    await citizen.touch('材料已经补交过')
    await citizen.sees('已记录，将转交经办部门')
    await vi.waitFor(() => expect(hall.platform.filingDesk.disputes).toMatchObject([{ what: 'already-given' }]), { timeout: 30_000 })

    await citizen.touch('回到办件')
    await citizen.touch('现在补交')
    await citizen.sees(filing.supplement.list.title)
    await citizen.touch(/出院记录/)
    await photographs(citizen, filing)
    await citizen.touch(/结婚证/)
    await citizen.touch(filing.way.window)
    await citizen.touch(filing.list.review)
    await citizen.touch(filing.supplement.review.submit)
    await citizen.sees(filing.supplement.filed.title.received)
    expect(await citizen.screen()).not.toContain('受理')
    expect(hall.platform.filingDesk.supplements).toMatchObject([
      { materials: [{ key: 'discharge', way: 'camera', document: { pages: 1 } }, { key: 'marriage', way: 'window' }] },
    ])
    await citizen.touch('首页')

    const { number, code } = SPECIMEN_FILINGS[2]?.receipt ?? { number: '', code: '' }
    await citizen.touch('进度查询')
    await citizen.touch('用回执查询')
    await citizen.sees('请输入回执编号')
    await citizen.page.keyboard.type(number)
    await citizen.touch('下一步')
    await citizen.sees('请输入回执验证码')
    await citizen.page.keyboard.type(code)
    await citizen.touch('查询')
    await citizen.sees('办理中')
    expect(await citizen.screen()).not.toMatch(/不动产|自然资源|样/)

    hall.reader.remove()
    await citizen.touch('首页')
    await citizen.touch('返回')
    await citizen.reads('触摸屏幕开始')
    const kept = await everythingKeptByPage(shell.page)
    expect([...PERSONAL, '样**', '110***********002X', '生育津贴', number, code].filter((text) => kept.includes(text))).toEqual([])
    // Of what the platform told, no file of the terminal has a word; of the receipt neither.
    expect(await filesThatHold(hall.folder, [...PERSONAL, '生育津贴支付（样本）', '出院记录', number])).toEqual([])
  })

  test('whoever has booked lays their card and has the number for it by one touch, on paper with its slot; the platform knows it as taken, and who calls it sees that it was booked', async () => {
    const listen = await freeLoopback()
    let credential = ''
    await opens({ hall: { listen: authorityOf(listen) } }, async (data) => {
      await addOperator(data)
      credential = await letWindowIn(data, '1')
    })
    await vi.waitFor(() => expect(hall.platform.calls.some(({ operation }) => operation === 'listDay')).toBe(true), { timeout: 30_000 })
    await begins(citizen)
    await choosesBusiness(citizen, /社会保险/)
    await citizen.touch('同意')
    await citizen.sees('请把身份证平放在读卡处')
    hall.reader.place(specimenOf('domestic-5'))
    await citizen.sees('您今天有预约')
    await citizen.touch(/社会保险/)
    await citizen.sees('请取走您的号票')
    await citizen.reads(/预约 \d\d:\d\d–\d\d:\d\d/)
    expect(hall.printer.tickets.map(({ text }) => text)).toEqual([expect.stringMatching(/预约 \d\d:\d\d–\d\d:\d\d[^]*A001/)])
    await vi.waitFor(() => expect(hall.platform.appointmentDesk.taken.size).toBe(1), { timeout: 30_000 })

    const clerk = await shell.context.newPage()
    const url = `http://${authorityOf(listen)}/window/`
    await shell.context.addCookies([{ name: `yimen-window-${listen.port}`, value: credential, url }])
    await clerk.goto(url)
    await signsIn(clerk)
    const mark = { has: clerk.locator('.mark', { hasText: windowZh.mark.appointment }) }
    await clerk.locator('.waiting, main').filter({ hasText: 'A001' }).filter(mark).first().waitFor()
    await clerk.keyboard.press('1')
    await clerk.locator('.now', { hasText: 'A001' }).filter(mark).waitFor()
  })
})
