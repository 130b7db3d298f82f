/** A text of a board: Chinese, and English small beside it. */
export interface BoardText {
  readonly zh: string
  readonly en: string
}

/** What boards say. Both languages stand there at once: nobody chooses a language on a wall. */
export const boardText = {
  lastCalls: { zh: '刚才叫过', en: 'Called before' },
  noCalls: { zh: '今天还没有叫号', en: 'No number has been called today' },
  waiting: { zh: '等候', en: 'Waiting' },
  window: { zh: '号窗口', en: 'Window' },
  closed: { zh: '暂未开放', en: 'Closed' },
  paused: { zh: '暂停服务', en: 'Paused' },
  free: { zh: '请稍候叫号', en: 'Please wait for your number' },
  connecting: { zh: '正在连接大厅', en: 'Connecting to the hall' },
  sound: { zh: '点一下屏幕打开声音', en: 'Touch the screen to turn on the sound' },
} satisfies Record<string, BoardText>

/** After a count of those who wait. */
export const peopleText = '人'

/** The line to the hall is lost since `time`, `14:05`. */
export function lostText(time: string): BoardText {
  return {
    zh: `${time} 起与大厅断开，以下是当时的叫号，请留意窗口`,
    en: `No connection since ${time}. These are the calls as of then.`,
  }
}

/** What is shown was known at `time` and may have changed. */
export function asOfText(time: string): BoardText {
  return { zh: `${time} 时`, en: `as of ${time}` }
}

export function helpText(line: string): BoardText {
  return { zh: `咨询投诉 ${line}`, en: 'Help and complaints' }
}

/** To who had two numbers, one of them from a terminal that was alone: the earlier stays. */
export function replacedText(number: string, by: string): BoardText {
  return { zh: `${number} 号请以 ${by} 号为准`, en: `If you hold ${number}, you will be called as ${by}` }
}

/** What a screen reader says of a call. */
export function callText(number: string, window: string): string {
  return `请 ${number} 号到 ${window} 号窗口`
}
