import type { ReadStream } from 'node:tty'

const ENTER = new Set(['\r', '\n'])
const RUBOUT = new Set(['\u007f', '\b'])
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/**
 * Asks on a terminal and reads one line that nobody sees: its echo is off before the question stands there. Null when it
 * was broken off (Ctrl-C, or the end of the input).
 */
export function askSecret(
  input: ReadStream,
  output: { write(text: string): unknown },
  question: string,
): Promise<string | null> {
  return new Promise((resolve) => {
    let typed = ''
    const end = (secret: string | null) => {
      input.off('data', take).off('end', over).setRawMode(false).pause()
      output.write('\n')
      resolve(secret)
    }
    const over = () => {
      end(null)
    }
    const take = (text: string) => {
      for (let index = 0; index < text.length; index++) {
        const key = text.charAt(index)
        if (key === CTRL_C || key === CTRL_D) return end(null)
        if (ENTER.has(key)) {
          end(typed)
          // pasted in one go, the rest answers the next question
          if (index + 1 < text.length) input.unshift(text.slice(index + 1))
          return
        }
        typed = RUBOUT.has(key) ? typed.slice(0, -1) : typed + key
      }
    }
    input.setRawMode(true)
    input.setEncoding('utf8')
    input.on('data', take).on('end', over)
    output.write(question)
    input.resume()
  })
}

/** The first line of an input that is no terminal; null when there is none. */
export async function readLine(input: AsyncIterable<Buffer | string>): Promise<string | null> {
  let text = ''
  for await (const chunk of input) {
    text += chunk.toString()
    if (text.includes('\n')) break
  }
  const [line = ''] = text.split(/\r?\n/, 1)
  return line === '' ? null : line
}
