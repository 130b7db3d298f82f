import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterEach, expect, test, vi } from 'vitest'
import { freeLoopback } from '../../main/host/free-port.ts'
import { authorityOf } from '../../main/host/listen.ts'
import { boardText } from '../../renderer/strings/board.ts'
import { enrolZh } from '../../renderer/strings/enrol-zh.ts'
import { managerZh } from '../../renderer/strings/manager-zh.ts'
import { windowZh } from '../../renderer/strings/window-zh.ts'
import { startCallPads, type CallPadBus } from '../../simulators/call-pad/call-pad.ts'
import { setUpHall, type HallOnADesk } from '../hall-on-a-desk.ts'
import { addOperator, MANAGER, OPERATOR } from '../operator-on-machine.ts'
import type { PageConnection } from '../terminal-process.ts'
import { openPage } from './browser.ts'
import { signsIn } from './clerk.ts'

let hall: HallOnADesk
let pads: CallPadBus
let close: () => Promise<void> = async () => undefined
afterEach(async () => {
  await close()
  await hall.clear()
  await pads.close()
})

/** What a browser that asks to be let in shows. */
async function asks(browser: Page, as: string): Promise<string> {
  await browser.locator('label', { hasText: as }).first().click()
  await browser.getByRole('button', { name: enrolZh.ask }).click()
  await browser.getByText(enrolZh.code).waitFor()
  return await browser.locator('body').innerText()
}

/** As an operator who reads the code off the browser's screen and compares it with the one on theirs. */
async function letIn(terminal: PageConnection, browser: Page, as: string): Promise<void> {
  const shown = await asks(browser, as)
  const { operator } = terminal.client
  expect(await operator.signIn(OPERATOR)).toMatchObject({ outcome: 'signed-in' })
  for await (const { hallPages } of await operator.watch()) {
    const [pairing] = hallPages?.pairings ?? []
    if (pairing === undefined) continue
    expect(shown.replaceAll(/\s/g, '')).toContain(pairing.code)
    expect(await operator.approvePairing(pairing)).toEqual({ done: true })
    break
  }
  await operator.signOut()
}

async function untilEnd(views: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of views) continue
}

test('a browser is let in as a window, another as the board, a third for the figures: who took a number is called by a key, seen on the board, served and counted, and is dissatisfied', async () => {
  const listen = authorityOf(await freeLoopback())
  pads = await startCallPads({ end: { host: '127.0.0.1', port: 0 }, addresses: [1] })
  hall = await setUpHall({ terminal: { hall: { listen } }, devices: { callPads: { port: pads.url, pads: [{ address: 1, window: 1 }] } } })
  await addOperator(hall.data)
  await addOperator(hall.data, MANAGER, 'manager')
  const terminal = await hall.start()
  const kiosk = await terminal.connect()
  const browser = await openPage(`http://${listen}/window/`, { width: 1366, height: 768 })
  ;({ close } = browser)
  const { page: clerk, context } = browser
  const opened = async () => {
    const page = await context.newPage()
    await page.goto(`http://${listen}/enrol/`)
    return page
  }

  // Nobody has let it in yet: the window's page is the one on which it asks.
  await letIn(kiosk, clerk, enrolZh.kinds.window)
  await clerk.waitForURL(`http://${listen}/window/`)
  await signsIn(clerk)
  await clerk.getByText(windowZh.now.noneWaits).first().waitFor()
  const manager = await opened()
  await letIn(kiosk, manager, enrolZh.kinds.manager)
  await manager.waitForURL(`http://${listen}/manager/`)
  await signsIn(manager, MANAGER)

  // The board is let in by the manager, who compares its digits too.
  const board = await opened()
  const shown = await asks(board, enrolZh.kinds.board)
  const { enrolments } = managerZh
  await manager.locator('.asks-bar').getByRole('button', { name: enrolments.look }).click()
  const asking = manager.locator('.asking li', { hasText: enrolments.name.board })
  expect(shown).toContain(await asking.locator('.code').innerText())
  await asking.getByRole('button', { name: enrolments.approve }).click()
  await board.waitForURL(`http://${listen}/board/`)

  await kiosk.client.kiosk.open()
  const taken = await kiosk.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'A', paper: 'ticket' }).catch((error: unknown) => error)
  expect(taken).toMatchObject({ code: 'WRONG_STEP' })
  await kiosk.client.kiosk.agree({ version: 1 })
  expect(await kiosk.client.kiosk.identifyByNumber({ number: '440308199901101512' })).toMatchObject({ outcome: 'identified' })
  expect(await kiosk.client.kiosk.takeNumber({ requestId: randomUUID(), business: 'A', paper: 'ticket' })).toMatchObject({ outcome: 'issued' })

  await clerk.locator('.waiting, main').getByText('A001').first().waitFor()
  await clerk.keyboard.press('1')
  await clerk.locator('.now-number', { hasText: 'A001' }).waitFor()
  await board.locator('.called-number', { hasText: 'A001' }).waitFor()
  expect(await board.locator('.called').innerText()).toContain(boardText.window.zh)
  await clerk.keyboard.press('F8')
  await clerk.getByText(windowZh.now.serving).waitFor()
  await clerk.keyboard.press('F9')
  await clerk.getByText(windowZh.top.served.replace('{{count}}', '1')).waitFor()

  await manager.locator('.devices li', { hasText: '1 号窗口' }).getByText(OPERATOR.name).first().waitFor()
  await manager.locator('nav').getByRole('button', { name: managerZh.figures }).click()
  const figures = manager.locator('.sums > div', { hasText: managerZh.sum.done })
  await figures.getByText('1', { exact: true }).first().waitFor()
  expect(await manager.locator('.figures tbody tr').innerText()).toContain('社会保险')

  // One star at the evaluator of the window, and the manager's page, which nobody touches, says so.
  await vi.waitFor(() => expect(pads.connected).toBe(true), 30_000)
  pads.answer(1, 1)
  const { badCases } = managerZh
  await manager.locator('.bad-cases-alert').getByText(badCases.open_one.replace('{{count}}', '1')).waitFor()
  const badCase = manager.locator('.bad-case', { hasText: 'A001' })
  const written = await badCase.innerText()
  for (const words of [badCases.level[1], badCases.window.replace('{{window}}', '1'), badCases.due.split('{{date}}')[0]]) expect(written).toContain(words)
  await badCase.getByRole('button').click()
  await badCase.locator('[data-at=done]', { hasText: badCases.step.accepted }).getByText(MANAGER.name).waitFor()
  await badCase.getByText(badCases.about.verified).waitFor()

  // A PIN changed at the window ends what that person has begun elsewhere, and one changed elsewhere what was begun at the window.
  const { operator } = kiosk.client
  expect(await operator.signIn(OPERATOR)).toMatchObject({ outcome: 'signed-in' })
  const ended = untilEnd(await operator.watch())
  await clerk.getByRole('button', { name: windowZh.changePin.open }).click()
  for (const [at, pin] of [OPERATOR.pin, '693158', '693158'].entries()) await clerk.locator('dialog input').nth(at).fill(pin)
  await clerk.keyboard.press('Enter')
  await clerk.getByText(windowZh.changePin.said.changed).waitFor()
  await ended
  await clerk.keyboard.press('Escape')
  await clerk.getByText(windowZh.now.noneWaits).first().waitFor()
  expect(await operator.signIn({ ...OPERATOR, pin: '693158' })).toMatchObject({ outcome: 'signed-in' })
  expect(await operator.changePin({ pin: '693158', next: '582047' })).toEqual({ outcome: 'changed' })
  await clerk.getByText(windowZh.signIn.title).waitFor()
  await operator.touch()
  // What stands on any of these pages is nobody's number.
  for (const page of [clerk, board, manager]) expect(await page.content()).not.toContain('440308199901101512')
})
