import { afterEach, beforeEach, expect, test } from 'vitest'
import { certificateZh } from '../../renderer/strings/certificate-zh.ts'
import { filingMaterialsZh as materials } from '../../renderer/strings/filing-materials-zh.ts'
import { filingZh as form } from '../../renderer/strings/filing-zh.ts'
import { typingZh } from '../../renderer/strings/typing-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { eventually } from '../eventually.ts'
import { begins, citizenAt, type Citizen } from './citizen.ts'
import { photographs, scans, signs } from './filing-acts.ts'
import type { PageOfAShell } from './take-number.ts'

const PRINCIPAL = { name: '样本三', number: '110101199003078670' }
const COMPANY = { name: '示例县样本商贸有限公司', code: '91530323MA0A010176' }

/** An agent lays their own card, says for whom they come, and shows that they may. */
export function filingForOthersJourney(open: (hall: CertificateHallOnADesk) => Promise<Pick<PageOfAShell, 'page' | 'close'>>): void {
  let hall: CertificateHallOnADesk
  let citizen: Citizen
  let close: () => Promise<void>
  beforeEach(async () => {
    hall = await setUpCertificateHall()
    const shell = await open(hall)
    citizen = citizenAt(shell.page)
    close = shell.close
  })
  afterEach(async () => {
    await close()
    await hall.clear()
  })

  const type = (text: string) => citizen.page.keyboard.type(text)
  const chooses = (name: string) => citizen.page.getByRole('radio', { name, exact: true }).click()

  /** Hanzi by pinyin: each part is picked from its candidates. */
  async function writes(field: RegExp | string, parts: readonly (readonly [pinyin: string, hanzi: string])[]): Promise<void> {
    await citizen.touch(field)
    for (const [pinyin, hanzi] of parts) {
      await type(pinyin)
      await citizen.touch(hanzi)
    }
    await citizen.touch(typingZh.done)
  }

  async function enters(field: RegExp | string, figures: string): Promise<void> {
    await citizen.touch(field)
    await type(figures)
    await citizen.touch(form.confirm)
  }

  async function comesFor(item: RegExp, kind: 'person' | 'company'): Promise<void> {
    await begins(citizen)
    await citizen.touch(zh.home.name.filing)
    await citizen.touch(zh.agreement.agree)
    hall.reader.place(specimenOf('domestic'))
    await citizen.touch(item)
    if (kind === 'person') await citizen.touch(form.applicant.kind.person)
  }

  /** With the code that came to the agent's phone; then the form begins. */
  async function provesAndStarts(): Promise<void> {
    await citizen.touch(form.prove)
    await citizen.reads(/138\*\*\*\*0001/)
    await type(hall.platform.sentCodes.at(-1)?.code ?? '')
    await citizen.touch(certificateZh.sms.confirm)
    await citizen.sees(form.begun.title)
    await citizen.touch(form.begun.start)
  }

  async function handsIn(): Promise<void> {
    await citizen.touch(materials.review.submit)
    await citizen.sees(materials.filed.title.received)
  }

  test('个体工商户 is registered by an agent with the authorisation and an e-licence of whom they come for', async () => {
    await comesFor(/个体工商户设立登记/, 'person')
    await writes(form.applicant.name.person, [['yangben', '样本'], ['san', '三']])
    await enters(form.applicant.number.person, PRINCIPAL.number)
    await citizen.touch(form.next)
    await provesAndStarts()

    await citizen.touch(form.next)
    await writes(/拟用字号/, [['yangben', '样本']])
    await chooses('个人经营')
    await citizen.touch(form.next)
    await chooses('维修和居民服务')
    await citizen.touch(form.table.add)
    await writes(/项目/, [['xiuli', '修理']])
    await chooses('一般项目')
    await citizen.touch(form.table.done)
    await citizen.touch(form.next)
    await enters(/资金数额/, '50000')
    await enters(/从业人数/, '2')
    await citizen.touch(form.next)
    await citizen.touch(/所在社区或村/)
    for (const place of [/示例街道/, /东门社区/]) await citizen.touch(place)
    await citizen.touch(form.confirm)
    await writes(/详细地址/, [['dongjie', '东街']])
    await chooses('自有')
    await citizen.touch(form.next)
    await citizen.sees('手机号码')
    await type('13900000009')
    await citizen.touch(form.next)
    await citizen.sees(form.phone.code)
    await type(hall.platform.sentCodes.at(-1)?.code ?? '')
    await citizen.touch(form.confirm)
    await citizen.touch(form.consent.agree)
    await signs(citizen, form.signature.signed)
    await citizen.touch(form.next)

    await citizen.sees(materials.list.title)
    await citizen.touch(/居民身份证/)
    await citizen.touch(materials.way.licence)
    await citizen.touch(materials.licences.authorise)
    await photographs(citizen, materials)
    await citizen.touch(/居民身份证/)
    await citizen.touch(materials.way.licence)
    await citizen.touch(/居民身份证（样本）/)
    await citizen.touch(/经营场所使用证明/)
    await citizen.touch(materials.way.owed)
    await citizen.touch(materials.list.review)
    await citizen.sees(materials.review.title)
    // What is missing is looked for first.
    await eventually(async () => expect(await citizen.screen()).toContain('样** 110***********8670'))
    const review = await citizen.screen()
    expect(review).toContain('样** 110***********002X')
    expect([PRINCIPAL.name, PRINCIPAL.number].filter((text) => review.includes(text))).toEqual([])
    await handsIn()

    const [filing] = hall.platform.filingDesk.filings
    expect(filing).toMatchObject({
      person: { number: '11010519491231002X' },
      applicant: { kind: 'person', ...PRINCIPAL },
      form: {
        ...PRINCIPAL,
        sex: '1',
        'trade-name': '样本',
        'held-by': 'one',
        trade: 'repair',
        items: [{ item: '修理', kind: 'general' }],
        capital: 50000,
        staff: 2,
        region: '530323001001',
        address: '东街',
        premises: 'owned',
        phone: '13900000009',
        consent: true,
      },
      materials: [
        { key: 'authorisation', way: 'camera' },
        { key: 'id-card', way: 'licence', licence: { id: 'licence-id-card-3' } },
        { key: 'premises', way: 'owed' },
      ],
    })
    expect(await citizen.screen()).toContain(filing?.receipt)
    expect(hall.printer.tickets.at(-1)?.text).toContain('样**')
  })

  test('用工备案 is filed for a company whose licence a scanner reads, with its e-licence', async () => {
    await comesFor(/用人单位用工备案/, 'company')
    await citizen.sees(form.applicant.of.company)
    await scans(citizen, `https://www.gsxt.gov.cn/index.html?uniscid=${COMPANY.code}`)
    await citizen.reads(form.applicant.company.active)
    expect(await citizen.screen()).toContain(COMPANY.name)
    await citizen.touch(form.next)
    await provesAndStarts()
    await citizen.touch(form.next)
    await citizen.touch(form.table.add)
    await writes(/姓名/, [['yangben', '样本'], ['san', '三']])
    await enters(/公民身份号码/, PRINCIPAL.number)
    await citizen.touch(/用工之日/)
    await citizen.touch(form.date.today)
    await citizen.touch(form.confirm)
    await chooses('没有固定期限')
    await citizen.touch(form.table.done)
    await citizen.touch(form.next)
    await enters(/手机号码/, '13900000009')
    await citizen.touch(form.consent.agree)
    await signs(citizen, form.signature.signed)
    await citizen.touch(form.next)
    await citizen.touch(/授权委托书/)
    await photographs(citizen, materials)
    await citizen.touch(/营业执照/)
    await citizen.touch(materials.way.licence)
    await citizen.touch(/营业执照（样本）/)
    await citizen.touch(/劳动合同/)
    await citizen.touch(materials.way.owed)
    await citizen.touch(materials.list.review)
    await handsIn()
    const [filing] = hall.platform.filingDesk.filings
    expect(filing).toMatchObject({
      applicant: { kind: 'company', ...COMPANY },
      form: { ...COMPANY, staff: [{ ...PRINCIPAL, since: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), contract: 'open' }] },
      materials: [{ key: 'authorisation', way: 'camera' }, { key: 'business-licence', licence: { id: 'licence-business-11' } }, { key: 'contracts', way: 'owed' }],
    })
  })
}
