import { afterEach, beforeEach, expect, test } from 'vitest'
import { en } from '../../renderer/strings/en.ts'
import { filingEn } from '../../renderer/strings/filing-en.ts'
import { filingMaterialsEn } from '../../renderer/strings/filing-materials-en.ts'
import { filingMaterialsZh } from '../../renderer/strings/filing-materials-zh.ts'
import { filingZh } from '../../renderer/strings/filing-zh.ts'
import type { Language } from '../../renderer/strings/strings.ts'
import { typingEn } from '../../renderer/strings/typing-en.ts'
import { typingZh } from '../../renderer/strings/typing-zh.ts'
import { zh } from '../../renderer/strings/zh.ts'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { specimenSheet } from '../../simulators/desk/specimen-sheet.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { eventually } from '../eventually.ts'
import { begins, citizenAt, everythingKeptByPage, filesThatHold, type Citizen } from './citizen.ts'
import { photographs, signs } from './filing-acts.ts'
import type { PageOfAShell } from './take-number.ts'

const WORDS = {
  zh: { home: zh, form: filingZh, materials: filingMaterialsZh, typing: typingZh },
  en: { home: en, form: filingEn, materials: filingMaterialsEn, typing: typingEn },
} as const

/** What the specimen item calls its parts. */
const ITEM = {
  zh: { item: /居住证签注/, permit: /居住证编号/, region: /所在社区或村/, places: [/示例街道/, /东门社区/], address: /详细地址/, since: /何时住到这里/, reason: '就业', phone: /手机号码/, dwelling: /居住证明/, card: /居住证(?!明)/ },
  en: { item: /Endorsing a residence permit/, permit: /Residence permit number/, region: /Community or village/, places: [/Shili Subdistrict/, /Dongmen Community/], address: /Address/, since: /Since when/, reason: 'Work', phone: /Mobile phone/, dwelling: /Proof of residence/, card: /Residence permit/ },
} as const

const PERSONAL = ['样本一', '11010519491231002X', '530323202601010016', '13800000001', '东街8号']

/** One application from the card to the receipt, with pinyin, a picture and a signature, in this language. */
export function filingJourney(open: (hall: CertificateHallOnADesk) => Promise<Pick<PageOfAShell, 'page' | 'close'>>, language: Language): void {
  let hall: CertificateHallOnADesk
  let shell: Pick<PageOfAShell, 'page' | 'close'>
  let citizen: Citizen
  beforeEach(async () => {
    // Without a public address no phone has anything to open, and no such way is offered.
    hall = await setUpCertificateHall({ forPhones: language === 'zh' })
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  })
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  const { home, form, materials, typing } = WORDS[language]
  const names = ITEM[language]
  const type = (text: string) => citizen.page.keyboard.type(text)

  async function fillsIn(): Promise<void> {
    await citizen.touch(form.begun.start)
    await citizen.touch(names.permit)
    await type('530323202601010016')
    await citizen.touch(typing.done)
    await citizen.touch(form.next)

    await citizen.touch(names.region)
    for (const place of names.places) await citizen.touch(place)
    await citizen.touch(form.confirm)
    await citizen.touch(names.address)
    await type('dongjie')
    await citizen.touch('东街')
    await type('8hao')
    await citizen.touch('号')
    await citizen.touch(typing.done)
    await citizen.touch(names.since)
    await type('20240501')
    await citizen.touch(form.confirm)
    await citizen.page.getByRole('radio', { name: names.reason, exact: true }).click()
    await citizen.touch(form.next)

    await citizen.touch(names.phone)
    await type('13800000001')
    await citizen.touch(form.confirm)
    await citizen.touch(form.consent.agree)
    await signs(citizen, form.signature.signed)
    await citizen.touch(form.next)
  }

  async function givesPapers(): Promise<void> {
    await citizen.sees(materials.list.title)
    await citizen.touch(names.card)
    await photographs(citizen, materials)
    await citizen.touch(names.dwelling)
    if (language === 'zh') await sendsFromPhone()
    else await citizen.touch(materials.way.owed)
    await citizen.sees(materials.list.title)
    await citizen.touch(materials.list.review)
  }

  /** A picture by the form of the public page, as a phone's browser sends it. */
  async function sendsFromPhone(): Promise<void> {
    await citizen.touch(materials.way.phone)
    await citizen.page.locator('.phone-code').waitFor()
    const [upload] = hall.platform.phoneDesk.uploads
    const address = hall.platform.publicUrl + (upload?.path ?? '')
    expect(await (await fetch(address)).text()).toContain('居住证明')
    await citizen.reads(materials.phone.state.opened)
    const form = new FormData()
    form.append('files', new Blob([Uint8Array.from(specimenSheet())]), 'IMG_0001.png')
    expect((await fetch(address, { method: 'POST', body: form })).status).toBe(200)
    await citizen.page.locator('.page-card [data-state="shown"]').waitFor()
    expect(await (await fetch(address)).text()).toContain('data-outcome="taken"')
    await citizen.touch(materials.one.done)
  }

  test('is handed in while the platform is away: saved, on paper, and received when it is back; the next person finds nothing of it', async () => {
    hall.platform.faults.add('file', { kind: 'lost-call' }, Infinity)
    await begins(citizen)
    if (language === 'en') await citizen.touch('English')
    await citizen.touch(home.home.name.filing)
    await citizen.touch(home.agreement.agree)
    hall.reader.place(specimenOf('domestic'))
    await citizen.touch(names.item)
    await fillsIn()
    await givesPapers()
    await citizen.touch(materials.review.submit)
    await citizen.sees(materials.filed.title.saved)
    await citizen.reads(materials.filed.paper.printed)
    const screen = await citizen.screen()
    expect(screen).not.toContain('受理')
    expect(screen).not.toMatch(/accepted/i)
    const paper = hall.printer.tickets.at(-1)?.text ?? ''
    expect(paper).toContain('不表明已受理')

    hall.platform.faults.clear()
    await citizen.sees(materials.filed.title.received)
    const [filing] = hall.platform.filingDesk.filings
    expect(filing?.form).toMatchObject({ permit: '530323202601010016', region: '530323001001', address: '东街8号', since: '2024-05-01', reason: 'work', consent: true })
    expect(screen).toContain(filing?.receipt)
    expect(paper).toContain(filing?.receipt)
    const [taken, dwelling] = filing?.materials ?? []
    expect([taken?.way, dwelling?.way]).toEqual(['camera', language === 'zh' ? 'phone' : 'owed'])
    if (dwelling?.way === 'phone') expect(hall.platform.uploads.files.get(dwelling.pages[0]?.sha256 ?? '')?.equals(specimenSheet())).toBe(true)
    expect(taken?.way === 'camera' && hall.platform.uploads.pages.get(taken.document.sha256)).toBe(1)

    hall.reader.remove()
    await citizen.touch(home.rail.home)
    await citizen.touch(home.rail.back)
    await citizen.reads('触摸屏幕开始')
    const kept = await everythingKeptByPage(shell.page)
    expect([...PERSONAL, '样**', filing?.receipt ?? '?', filing?.code ?? '?'].filter((text) => kept.includes(text))).toEqual([])
    await eventually(async () => expect(await filesThatHold(hall.folder, PERSONAL)).toEqual([]))
  })
}
