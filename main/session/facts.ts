import type { Configuration } from '../configuration/configuration.ts'
import type { HallFile } from '../configuration/hall-file.ts'
import type { TerminalFile } from '../configuration/terminal-file.ts'
import type { JourneyName, TerminalFacts } from '../contract/facts.ts'

/** Version 0 is the notice of a hall that has not written its own. */
const PLAIN_NOTICE = {
  version: 0,
  text: {
    zh: '为了给您取号、打印证明、提交申请或查询进度，本机将读取您的姓名和证件号码，只用于您所办的这件事；提交申请时，还用证件上的性别、出生日期、民族或国籍和住址填写申请表。\n打印证明、提交申请、查询进度时，会把证件信息发给政务服务平台；选择刷脸时，还会发送证件照片和现场照片，比对后不保存。\n姓名、证件号码和没有提交的申请加密保存，到期销毁。',
    en: 'To give you a number, print a certificate, hand in an application or show how far your case has come, this terminal reads your name and document number and uses them for that only; an application is also filled in with sex, date of birth, ethnic group or nationality and address from your document.\nFor a certificate, an application or your case they are sent to the government platform; if you choose the face check, the photograph on the card and one from the camera are sent too, compared, and not kept.\nName, number and an application that was not handed in are kept encrypted and destroyed when their time is over.',
  },
}

/** Said besides where a terminal can show the photo on a card. */
const PHOTO_SHOWN = {
  zh: '选择由工作人员确认时，会在屏幕上显示证件照片，供工作人员核对，不保存。',
  en: 'If you ask a member of staff to confirm, the photograph on the card is shown on this screen for them to look at, and is not kept.',
}

/** Said besides where forms can be filled in with what a medical insurance knows. */
const INSURANCE_READ = {
  zh: '用社会保障卡申报医保事项时，还读取卡上的医保个人编号和参保地填写申请表。',
  en: 'If you apply for a medical insurance matter with a social security card, your insurance number and place of insurance on it fill in the form as well.',
}

/** The notice that a person agrees to before anything of theirs is read. */
export function consentOf(hall: HallFile, { devices }: Pick<TerminalFile, 'devices'>): TerminalFacts['consent'] {
  const written = hall.notices?.consent
  if (written !== undefined) return written
  const said = [
    PLAIN_NOTICE.text,
    ...(devices.idCard?.photoDecoder === undefined ? [] : [PHOTO_SHOWN]),
    ...(devices.socialCard?.medicalInsurance === undefined ? [] : [INSURANCE_READ]),
  ]
  return { ...PLAIN_NOTICE, text: { zh: said.map(({ zh }) => zh).join('\n'), en: said.map(({ en }) => en).join('\n') } }
}

/** What a page is told once, when it loads. */
export function factsOf(
  configuration: Configuration,
  version: string,
  {
    clerks,
    guides,
    filings,
  }: {
    /** Whether there is anybody who could come and confirm. */
    readonly clerks: boolean
    /** Whether there is a catalogue, whose items have guides. */
    readonly guides: boolean
    /** Whether the catalogue has an item that can be filed. */
    readonly filings: boolean
  },
): TerminalFacts {
  const { machine, hall, demonstration } = configuration
  const certificates = printsCertificates(configuration)
  const journeys: JourneyName[] = ['take-number']
  if (certificates) journeys.push('certificate')
  const files = filings && takesCards(machine)
  if (files) journeys.push('filing')
  if (guides) journeys.push('guide')
  if (configuration.platform !== null) journeys.push('progress')
  return {
    version,
    terminal: machine.terminal.id,
    demonstration,
    hall: { code: hall.hall.code, name: hall.hall.name, timeZone: hall.hall.timeZone },
    screen: machine.terminal.screen,
    case: machine.case,
    ...(machine.devices.camera === undefined ? {} : { cameras: machine.devices.camera }),
    journeys,
    proofs: provesPeople(configuration) || files ? proofsOf(configuration, clerks) : [],
    consent: consentOf(hall, machine),
    ...(hall.hall.helpLine === undefined ? {} : { helpLine: hall.hall.helpLine }),
    voice: hall.policy.voice,
    numberByScreenWhenNoPaper: hall.policy.numberByScreenWhenNoPaper,
    greenGrounds: hall.policy.greenChannel?.declared ?? [],
  }
}

/** A card says who it may be, and the platform knows that person. */
function provesPeople({ machine, platform }: Configuration): boolean {
  return platform !== null && takesCards(machine)
}

function takesCards({ devices }: Configuration['machine']): boolean {
  return devices.idCard !== undefined || devices.socialCard !== undefined
}

/** A clerk confirms without a platform as well. */
function proofsOf({ machine, platform }: Configuration, clerks: boolean): TerminalFacts['proofs'] {
  const byPlatform: TerminalFacts['proofs'] = platform === null ? [] : machine.case.camera === undefined ? ['sms'] : ['sms', 'face']
  return clerks ? [...byPlatform, 'clerk'] : byPlatform
}

/** They need somebody who has them, a card that says whose they are, and a printer. */
function printsCertificates(configuration: Configuration): boolean {
  return provesPeople(configuration) && configuration.machine.devices.document !== undefined
}
