import { afterEach, beforeEach, expect, test } from 'vitest'
import { filingMaterialsZh as papers } from '../../renderer/strings/filing-materials-zh.ts'
import { filingZh as form } from '../../renderer/strings/filing-zh.ts'
import { typingZh as typing } from '../../renderer/strings/typing-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { SPECIMEN_PACKAGES } from '../../simulators/platform/specimen-packages.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { begins, citizenAt, type Citizen } from './citizen.ts'
import { signs } from './filing-acts.ts'
import type { PageOfAShell } from './take-number.ts'

const DAY_MS = 86_400_000
/** A month ago, `2026-10-23`. */
const BORN = new Date(Date.now() - 30 * DAY_MS).toISOString().slice(0, 10)
const MEMBERS = ['生育登记', '新生儿户口登记', '新生儿参加基本医疗保险登记', '生育津贴支付']

/** One matter in one visit (一件事): a child is born, from the card to the cases of four authorities. */
export function packageJourney(open: (hall: CertificateHallOnADesk) => Promise<Pick<PageOfAShell, 'page' | 'close'>>): void {
  let hall: CertificateHallOnADesk
  let shell: Pick<PageOfAShell, 'page' | 'close'>
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

  const type = (text: string) => citizen.page.keyboard.type(text)
  const chooses = (name: string) => citizen.page.getByRole('radio', { name, exact: true }).click()
  const goesOn = () => citizen.touch(form.next)

  /** Pinyin, and the word that is meant. */
  async function writes(field: RegExp, pinyin: string, word: string): Promise<void> {
    await citizen.touch(field)
    await type(pinyin)
    await citizen.touch(word)
    await citizen.touch(typing.done)
  }

  async function writesFigures(field: RegExp, figures: string): Promise<void> {
    await citizen.touch(field)
    await type(figures)
    await citizen.touch(typing.done)
  }

  async function provesBySms(): Promise<void> {
    await citizen.touch(form.prove)
    await citizen.reads(/138\*\*\*\*0001/)
    for (const digit of hall.platform.sentCodes.at(-1)?.code ?? '') await citizen.touch(digit)
    await citizen.touch('确认')
  }

  async function fillsIn(): Promise<void> {
    await chooses('母亲')
    await goesOn()
    await chooses('只有申请人')
    await chooses('未婚')
    await goesOn()
    await citizen.touch(form.table.add)
    await writes(/姓名/, 'yangben', '样本')
    await chooses('女')
    await citizen.touch(/出生日期/)
    await type(BORN.replaceAll('-', ''))
    await citizen.touch(form.confirm)
    await writesFigures(/出生医学证明编号/, 'A123456789')
    await citizen.touch(form.table.done)
    await goesOn()
    await chooses('随母亲')
    await citizen.touch(/户口所在社区或村/)
    for (const place of [/示例街道/, /东门社区/]) await citizen.touch(place)
    await citizen.touch(form.confirm)
    await goesOn()
    await chooses('登记后自己缴')
    await goesOn()
    await chooses('是')
    await writes(/参保单位/, 'yangben', '样本')
    await writes(/开户银行/, 'yinhang', '银行')
    await writesFigures(/银行账号/, '6222020000000000')
    await goesOn()
    await citizen.touch(/手机号码/)
    await type('13800000001')
    await citizen.touch(form.confirm)
    await citizen.touch(form.consent.agree)
    await signs(citizen, form.signature.signed)
    await goesOn()
  }

  async function givesPapers(): Promise<void> {
    await citizen.sees(papers.list.title)
    await citizen.touch(/出生医学证明/)
    await citizen.touch(papers.way.camera)
    await citizen.page.locator('.shot[data-state="on"]').waitFor()
    await citizen.touch(papers.camera.take)
    await citizen.sees(papers.crop.title)
    await citizen.touch(papers.crop.use)
    await citizen.page.locator('.page-card [data-state="shown"]').waitFor()
    await citizen.touch(papers.one.done)
    for (const [name, licence] of [[/^居民身份证/, /居民身份证（样本）/], [/^居民户口簿/, /居民户口簿（样本）/]] as const) {
      await citizen.touch(name)
      await citizen.touch(papers.way.licence)
      await citizen.touch(licence)
      await citizen.sees(papers.list.title)
    }
    await citizen.touch(/^出院记录/)
    await citizen.touch(papers.way.owed)
    await citizen.sees(papers.list.title)
    await citizen.touch(papers.list.review)
  }

  test('four items of a birth are filled in once and handed in once; the platform has four cases, and shows them by card and by receipt', async () => {
    await begins(citizen)
    await citizen.touch(zh.home.name.filing)
    await citizen.touch(zh.agreement.agree)
    hall.reader.place(specimenOf('domestic'))
    await citizen.reads(form.together.title)
    await citizen.touch(/新生儿出生一件事/)
    await provesBySms()
    await citizen.sees(form.begun.title)
    await citizen.reads(form.together.maybe)
    await citizen.touch(form.begun.start)
    await fillsIn()
    await givesPapers()
    await citizen.page.locator('.review-page').waitFor()
    const review = await citizen.screen()
    for (const member of MEMBERS) expect(review).toContain(member)
    expect(review).not.toContain(form.together.not)
    await citizen.touch(papers.review.submit)
    await citizen.sees(papers.filed.title.received)
    await citizen.reads(papers.filed.paper.printed)
    expect(await citizen.screen()).not.toContain('受理')
    const paper = hall.printer.tickets.at(-1)?.text ?? ''
    for (const words of [...MEMBERS, '一并提交的事项', '不表明已受理']) expect(paper).toContain(words)

    const [filing, ...others] = hall.platform.filingDesk.filings
    expect([others.length, filing?.cases.length]).toEqual([0, 4])
    expect(filing?.item).toMatchObject({ package: 'newborn', version: 1, members: SPECIMEN_PACKAGES[0]?.tasks.map((task_code) => ({ task_code, task_version: 1 })) })
    expect(filing?.form).toMatchObject({
      name: '样本一',
      parent: 'mother',
      parents: 'one',
      children: [{ name: '样本', sex: '2', birth: BORN, certificate: 'A123456789' }],
      household: 'mother',
      region: '530323001001',
      premium: 'later',
      insured: 'yes',
      account: '6222020000000000',
      phone: '13800000001',
      consent: true,
    })
    expect(filing?.cases.map(({ materials }) => materials.map(({ key }) => key).toSorted())).toEqual([
      ['birth-certificate', 'id-card'],
      ['birth-certificate', 'household-register', 'id-card'],
      ['birth-certificate', 'household-register'],
      ['birth-certificate', 'discharge-record', 'id-card'],
    ])
    // The picture is there once, whichever cases show it.
    expect(hall.platform.uploads.files.size).toBe(1)

    await citizen.touch(zh.rail.home)
    await citizen.touch('进度查询')
    await citizen.touch('用回执查询')
    await type(filing?.receipt ?? '')
    await citizen.touch('下一步')
    await citizen.sees('请输入回执验证码')
    await type(filing?.code ?? '')
    await citizen.touch('查询')
    await citizen.reads(/4 件/)
    await citizen.touch('刷身份证看详细')
    await citizen.sees('您的办件')
    for (const member of MEMBERS) await citizen.reads(member)
  })
}
