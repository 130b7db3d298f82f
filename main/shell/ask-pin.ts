import { err, ok, type Result } from '../../drivers/result.ts'
import { askSecret, readLine } from './secret-line.ts'

const NO_PIN = 'no PIN was given: type it twice, or hand it in as one line on standard input'
const NOT_THE_SAME = 'the two PINs were not the same'

/** A PIN for somebody new: typed twice unseen, or the first line of a standard input that is no terminal. */
export async function askPin(): Promise<Result<string, { readonly line: string }>> {
  if (!process.stdin.isTTY) {
    const line = await readLine(process.stdin)
    return line === null ? err({ line: NO_PIN }) : ok(line)
  }
  const first = await askSecret(process.stdin, process.stderr, 'PIN (6 to 12 digits): ')
  const second = first === null ? null : await askSecret(process.stdin, process.stderr, 'the same again: ')
  if (first === null || second === null) return err({ line: NO_PIN })
  return first === second ? ok(first) : err({ line: NOT_THE_SAME })
}
