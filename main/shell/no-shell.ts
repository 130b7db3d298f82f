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
  const serving = serve(pageStart(options, { admission, lockKeys: false }), options.log, () => {})
  void serving.then(
    (opened) => {
      if (!opened.ok) settle({ kind: 'refused', line: opened.fault.line })
      else options.print(readyLine(`${originOf(opened.value.listen)}/?token=${admission.token}`, 'none'))
    },
    (error: unknown) => settle({ kind: 'failed', line: `the terminal ends on a bug: ${String(error)}` }),
  )
  return {
    end,
    close: async () => {
      const opened = await serving
      if (opened.ok) await opened.value.close()
      settle({ kind: 'closed' })
    },
  }
}
