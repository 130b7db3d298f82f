import { newAdmission } from '../host/admission.ts'
import { originOf } from '../host/listen.ts'
import { pageStart } from './messages.ts'
import { readyLine } from './ready.ts'
import { serve } from './serve.ts'
import type { Shell, ShellEnd, ShellOptions } from './shell.ts'

/** `--shell none`: the terminal in this very process; whoever has the printed address opens the page. */
export function openNoShell(options: ShellOptions): Shell {
  const admission = newAdmission()
  let settle: (end: ShellEnd) => void = () => {}
  const end = new Promise<ShellEnd>((resolve) => {
    settle = resolve
  })
  let closing = false
  let serving = begin(pageStart(options, { admission, lockKeys: false }))
  void serving.then((opened) => {
    if (opened.ok) options.print(readyLine(`${originOf(opened.value.listen)}/?token=${admission.token}`, 'none'))
  }, () => undefined)

  /** Opens the terminal, the first time or again after an operator's restart. */
  function begin(start: Parameters<typeof serve>[0]): ReturnType<typeof serve> {
    const opening = serve(start, options.log, (message) => {
      if (message.type === 'stop') close().catch(failed)
      if (message.type === 'restart') restart().catch(failed)
    })
    opening.then((opened) => {
      if (!opened.ok) settle({ kind: 'refused', line: opened.fault.line })
    }, failed)
    return opening
  }

  /** On the same port and with the same cookie, so that the page reconnects by itself. */
  async function restart(): Promise<void> {
    const opened = await serving
    if (!opened.ok || closing) return
    const { listen } = opened.value
    serving = opened.value.close().then(() =>
      begin(pageStart({ ...options, listen }, { admission: { ...admission, token: null }, lockKeys: false })),
    )
    await serving
  }

  async function close(): Promise<void> {
    closing = true
    const opened = await serving
    if (opened.ok) await opened.value.close()
    settle({ kind: 'closed' })
  }

  function failed(error: unknown): void {
    settle({ kind: 'failed', line: `the terminal ends on a bug: ${String(error)}` })
  }

  return { end, close }
}
