import { describe } from 'vitest'
import { openPage } from './browser.ts'
import { takeNumberJourneys } from './take-number.ts'

describe.each([
  ['portrait', { width: 1080, height: 1920 }],
  ['landscape', { width: 1920, height: 1080 }],
])('in Chromium, %s', (_, size) => {
  takeNumberJourneys(async (hall) => {
    const terminal = await hall.start()
    return { ...(await openPage(terminal.ready.url, size)), terminalPid: () => Promise.resolve(terminal.ready.pid) }
  })
})
