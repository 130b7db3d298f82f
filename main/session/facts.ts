import type { Configuration } from '../configuration/configuration.ts'
import type { TerminalFacts } from '../contract/facts.ts'

/** Version 0 is the notice of a hall that has not written its own. */
const PLAIN_NOTICE = {
  version: 0,
  text: {
    zh: '为了给您取号，本机将读取您的姓名和证件号码，只用于排队叫号，加密保存，到期销毁。',
    en: 'To give you a number, this terminal reads your name and document number. They are used for queueing only, kept encrypted and destroyed when their time is over.',
  },
}

/** What a page is told once, when it loads. */
export function factsOf(configuration: Configuration, version: string): TerminalFacts {
  const { machine, hall, demonstration } = configuration
  return {
    version,
    terminal: machine.terminal.id,
    demonstration,
    hall: { code: hall.hall.code, name: hall.hall.name, timeZone: hall.hall.timeZone },
    screen: machine.terminal.screen,
    case: machine.case,
    journeys: ['take-number'],
    consent: hall.notices?.consent ?? PLAIN_NOTICE,
    ...(hall.hall.helpLine === undefined ? {} : { helpLine: hall.hall.helpLine }),
    voice: hall.policy.voice,
    numberByScreenWhenNoPaper: hall.policy.numberByScreenWhenNoPaper,
  }
}
