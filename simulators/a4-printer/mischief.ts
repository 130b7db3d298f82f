import type { ServerResponse } from 'node:http'
import type { Answer } from './operations.ts'

/** What the printer does with one request instead of answering it as it should. */
export type Mischief =
  /** Acts, and the connection breaks before the answer. */
  | 'loses-answer'
  /** Breaks the connection and has not acted. */
  | 'loses-request'
  /** Acts, and never answers. */
  | 'hangs'
  /** Neither acts nor answers, until `actLate`. */
  | 'acts-late'
  | 'answers-html'
  | 'answers-rubbish'
  | 'answers-half'
  | 'answers-another-request'
  | 'answers-endlessly'
  | 'http-500'
  | 'http-403'
  /** Answers this IPP status, and has not acted. */
  | { readonly status: number }

/** Deals with one request as badly as it is told to. */
export function misbehave(
  how: Mischief,
  response: ServerResponse,
  request: {
    readonly act: () => Answer
    /** `part` of the answer's bytes, 1 for all; `shift` is added to the request's number. */
    readonly reply: (answer: Answer, part: number, shift: number) => void
    readonly hold: () => void
  },
): void {
  if (typeof how === 'object') return request.reply({ status: how.status, groups: [] }, 1, 0)
  switch (how) {
    case 'loses-answer':
      request.act()
      response.destroy()
      break
    case 'loses-request':
      response.destroy()
      break
    case 'hangs':
      request.act()
      break
    case 'acts-late':
      request.hold()
      break
    case 'answers-html':
      request.act()
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><body>Printer ready</body></html>')
      break
    case 'answers-rubbish':
      request.act()
      response.writeHead(200, { 'Content-Type': 'application/ipp' }).end(Buffer.from('not a message at all'))
      break
    case 'answers-half':
      request.reply(request.act(), 0.5, 0)
      break
    case 'answers-another-request':
      request.reply(request.act(), 1, 1)
      break
    case 'answers-endlessly':
      request.act()
      response.writeHead(200, { 'Content-Type': 'application/ipp' })
      response.write(Buffer.alloc(ENDLESS_BYTES))
      break
    case 'http-500':
      request.act()
      response.writeHead(500).end()
      break
    case 'http-403':
      response.writeHead(403).end()
      break
    default:
      how satisfies never
  }
}

/** More than any list of jobs or attributes. */
const ENDLESS_BYTES = 4_194_304
