import path from 'node:path'
import { GENERIC_80MM } from '../../printers/escpos/profile.ts'
import type { Configuration } from './configuration.ts'
import { HallFile } from './hall-file.ts'
import { parseHallListen } from '../host/listen.ts'
import type { PlatformAccess } from './platform-access.ts'
import { TerminalFile } from './terminal-file.ts'

/**
 * The demonstration hall: what `npm start` opens without a configuration. It is open around the clock so that anybody
 * can try it at any hour, and it has one business without a window and one that is sold out, to see what they say.
 */
export function demonstrationConfiguration(options: {
  /** Folder for ledger and key. */
  readonly folder: string
  /** Ports of the simulated hardware, `tcp://127.0.0.1:…`. */
  readonly reader: string
  readonly socialCard: string
  readonly scanner: string
  readonly printer: string
  /** Of the A4 printer, `ipp://127.0.0.1:…`. */
  readonly document: string
  /** The reference platform; null where nobody asks it. */
  readonly platform: PlatformAccess | null
  /** Loopback, `127.0.0.1:…`: its windows and boards; null where nobody opens them. */
  readonly hall: string | null
}): Configuration {
  const listen = options.hall === null ? null : parseHallListen(options.hall)
  return {
    machine: TerminalFile.parse({
      terminal: { id: 'DEMO', screen: { width: 1080, height: 1920, diagonal: 21.5 } },
      case: { reader: 'right', ticket: 'bottom-right', document: 'bottom', scanner: 'bottom-left', socialCard: 'left', camera: 'top' },
      data: options.folder,
      key: { file: path.join(options.folder, 'machine.key') },
      hallFile: 'hall.yaml',
      devices: {
        idCard: { driver: 'sdt', port: options.reader },
        socialCard: { driver: 'virtual', port: options.socialCard },
        scanner: { driver: 'serial-scanner', port: options.scanner },
        ticket: { driver: 'escpos', port: options.printer, profile: GENERIC_80MM.name },
        document: { driver: 'ipp', port: options.document },
      },
    }),
    ticketProfile: GENERIC_80MM,
    hall: HallFile.parse(HALL),
    hallFile: null,
    catalogue: null,
    platform: options.platform,
    hallPages: listen && { listen, tls: null },
    hallServer: null,
    demonstration: true,
  }
}

const ALWAYS = ['00:00-24:00']

const HALL = {
  hall: {
    code: '530323-01',
    name: { zh: '示例县政务服务中心', en: 'Example County Service Hall' },
    timeZone: 'Asia/Shanghai',
    helpLine: '12345',
  },
  calendar: { weekly: { mon: ALWAYS, tue: ALWAYS, wed: ALWAYS, thu: ALWAYS, fri: ALWAYS, sat: ALWAYS, sun: ALWAYS } },
  businesses: [
    {
      code: 'A',
      name: { zh: '社会保险', en: 'Social insurance' },
      department: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
      windows: [1, 2, 3],
      items: [
        { zh: '参保登记', en: 'Registration' },
        { zh: '缴费基数申报', en: 'Contribution base' },
        { zh: '养老待遇申领', en: 'Pension claim' },
        { zh: '社保卡补换', en: 'New social-security card' },
        { zh: '关系转移接续', en: 'Transfer from elsewhere' },
      ],
      where: { zh: '一楼东区', en: 'Ground floor, east' },
      identify: 'typed',
    },
    {
      code: 'B',
      name: { zh: '就业与人才', en: 'Employment and talent' },
      department: { zh: '人力资源和社会保障局', en: 'Human Resources and Social Security' },
      windows: [4],
      where: { zh: '一楼东区', en: 'Ground floor, east' },
      identify: 'card',
    },
    {
      code: 'C',
      name: { zh: '医疗保险', en: 'Medical insurance' },
      department: { zh: '医疗保障局', en: 'Healthcare Security' },
      windows: [5, 6],
      where: { zh: '一楼西区', en: 'Ground floor, west' },
      identify: 'typed',
    },
    {
      code: 'D',
      name: { zh: '企业开办', en: 'Starting a business' },
      department: { zh: '市场监督管理局', en: 'Market Regulation' },
      windows: [8, 9],
      where: { zh: '二楼综合区', en: 'First floor, general area' },
      identify: 'card',
    },
    {
      code: 'E',
      name: { zh: '不动产登记', en: 'Property registration' },
      department: { zh: '自然资源局', en: 'Natural Resources' },
      windows: [],
      where: { zh: '二楼综合区', en: 'First floor, general area' },
      identify: 'card',
    },
    {
      code: 'F',
      name: { zh: '出入境证件', en: 'Exit and entry documents' },
      department: { zh: '公安局', en: 'Public Security' },
      windows: [12],
      where: { zh: '二楼南区', en: 'First floor, south' },
      identify: 'card',
      quota: 0,
    },
    {
      code: 'G',
      name: { zh: '咨询', en: 'General enquiries' },
      department: { zh: '政务服务中心', en: 'Service Hall' },
      windows: [20],
      where: { zh: '一楼咨询台', en: 'Ground floor, enquiry desk' },
      identify: 'none',
    },
  ],
  policy: { numberByScreenWhenNoPaper: true, greenChannel: { declared: ['disabled', 'pregnant', 'veteran', 'other'] } },
  notices: {
    consent: {
      version: 4,
      text: {
        zh: '为了给您取号、打印证明、提交申请或查询进度，本机将读取您身份证上的姓名和证件号码，只用于您所办的这件事；提交申请时，还用性别、出生日期、民族或国籍和住址填写申请表。\n打印证明、提交申请、查询进度，或者今天有预约时，会把姓名和证件号码发给政务服务平台；选择刷脸时，还会发送证件照片和现场照片，比对后不保存。\n姓名和证件号码加密保存，到期销毁；没有提交的申请两小时后销毁。',
        en: 'To give you a number, print a certificate, hand in an application or show how far your case has come, this terminal reads the name and number on your ID card and uses them for that only; an application is also filled in with sex, date of birth, ethnic group or nationality and address.\nFor a certificate, an application, your case or an appointment today they are sent to the government platform; if you choose the face check, the photograph on the card and one from the camera are sent too, compared, and not kept.\nName and number are kept encrypted and destroyed when their time is over; an application that was not handed in is destroyed after two hours.',
      },
    },
    ticket: ['过号请到咨询台', '请留意屏幕叫号'],
  },
}
