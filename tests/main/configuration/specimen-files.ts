/** The files of the design's own example, as an installer would write them. */
export const TERMINAL_YAML = `terminal: { id: K01, screen: { width: 1080, height: 1920, diagonal: 21.5 } }
case: { reader: right, ticket: bottom-right, document: bottom, scanner: bottom-left, camera: top }
data: ./data
key: { file: ./data/machine.key }
hallFile: ./hall.yaml
devices:
  idCard: { driver: sdt, port: "serial:/dev/ttyUSB0?baudRate=115200" }
  ticket: { driver: escpos, port: "tcp://127.0.0.1:9100", profile: generic-80mm }
  document: { driver: ipp, port: "ipp://192.168.1.60:631/ipp/print" }
  scanner: { driver: serial-scanner, port: "serial:/dev/ttyACM0?baudRate=9600" }
server: { hall: embedded }
platform: { url: "https://platform.example/api/v1", credential: { file: ./credential }, publicUrl: "https://example.org" }
`

/** As a platform hands it out for one terminal; a key of nobody. */
export const CREDENTIAL = `token: 0123456789abcdefghij
catalogueKey: MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
`

export const HALL_YAML = `hall: { code: "530323-01", name: 示例县政务服务中心, timeZone: Asia/Shanghai }
calendar:
  weekly: { mon: [09:00-12:00, 13:30-17:00], tue: "09:00-12:00, 13:30-17:00", wed: 09:00-17:00 }
  holidays: [2026-10-01]
  workdays: [2026-10-10, { date: 2026-10-11, like: wed }]
  breaks: [12:00-13:30]
  lastTicketMinutes: 15
businesses:
  - { code: A, name: 社会保险, department: 人力资源和社会保障局, windows: [1, 2], identify: typed, quota: 200 }
  - { code: B, name: { zh: 不动产登记, en: Property }, department: 自然资源局, windows: ["3号窗口"], identify: card }
windows: [{ no: 1, first: [A], overflow: [B], area: 一楼 }, { no: 2, first: [A, B] }]
policy: { idleSeconds: 60, warningSeconds: 30, retentionDays: { ticket: 30, draft: 0.1 }, voice: true, numberByScreenWhenNoPaper: true }
notices: { consent: { version: 1, text: 读取身份证用于取号。 } }
`
