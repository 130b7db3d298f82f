import { launch } from '../journeys/launcher.ts'

/** The built terminal in a process of its own, `--shell none`. */
export interface RunningTerminal {
  /** With the token that opens one page. */
  readonly url: string
  /** SIGTERM; resolves when it has ended, rejects when it did not end well. */
  stop(): Promise<void>
}

/** Resolves at its `ready` line; rejects with what it said when it ends before that. */
export async function startTerminal(folder: string, configuration: string): Promise<RunningTerminal> {
  const words = ['--config', configuration, '--shell', 'none', '--listen', '127.0.0.1:0']
  const launched = launch(words, { folder })
  const { url } = await launched.ready()
  return {
    url,
    stop: async () => {
      launched.kill('SIGTERM')
      const { status, complained } = await launched.ended
      if (status !== 0) throw new Error(`the terminal ended with ${status}:\n${complained}`)
    },
  }
}
