import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { listenAt } from '../own-port.ts'
import { officeLaser, type Make } from './attributes.ts'
import { NotIpp, readRequest, writeAnswer, type Request } from './ipp-message.ts'
import { misbehave, type Mischief } from './mischief.ts'
import { ANSWER_HEAD, answerTo, type Answer, type Desk } from './operations.ts'
import type { OutputSheet } from './output-tray.ts'
import { PaperPath, type PrinterJob, type Trouble } from './paper-path.ts'
import { pagesOf } from './pdf-pages.ts'

export type { Mischief } from './mischief.ts'
export type { OutputSheet } from './output-tray.ts'
export type { Trouble } from './paper-path.ts'

export interface A4PrinterSimulator {
  /** `ipp://HOST:PORT/ipp/print`, or `ipps:`. */
  readonly url: string
  /** What it is; what is written here holds from the next request on. */
  readonly make: Make
  /** Sheets in the output tray, oldest first. */
  readonly outputs: readonly OutputSheet[]
  /** Somebody takes all that lies in the output tray. */
  takeOutput(): readonly OutputSheet[]
  readonly jobs: readonly Readonly<PrinterJob>[]
  readonly troubles: readonly Trouble[]
  /** Sheets left in the tray. */
  readonly paper: number
  setPaper(sheets: number): void
  readonly toner: 'ok' | 'low'
  setToner(toner: 'ok' | 'low'): void
  set(trouble: Exclude<Trouble, 'media-empty'>, on: boolean): void
  /** Instead of the n-th page from now on, this; the page comes out when it is mended. */
  troubleAtPage(page: number, trouble: Trouble): void
  /** Gives its next job up by itself after so many pages. */
  abortAfterPages(pages: number): void
  /** From now on jobs are called completed and no paper moves: without a page counted, with all, or with errors. */
  pretend(pretence: PaperPath['pretence']): void
  /** Somebody at the panel ends the job that is being printed. */
  cancelAtPanel(): void
  /** Somebody else's job, in front of all that comes. */
  takeOthersJob(pdf: Uint8Array): void
  /** The next requests of this operation, one mischief each. */
  misbehave(operation: number, ...mischief: readonly Mischief[]): void
  /** Acts on what it has held back, whoever still waits for it. */
  actLate(): void
  /** Breaks the connection when so many bytes of a request's document are in; the request is not acted on. */
  dieInUpload(bytes: number): void
  /** Answers come so many milliseconds later. */
  delayAnswers(milliseconds: number): void
  readonly isOn: boolean
  /** Nobody answers at the address any more; `lost` also begins its job ids anew. */
  powerOff(jobs: 'kept' | 'lost'): void
  powerOn(): Promise<void>
  /** Operations in the order in which they were acted on. */
  readonly asked: readonly number[]
  /** What clients did that the RFC does not allow, in plain words. */
  readonly errors: readonly string[]
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export interface A4PrinterOptions {
  readonly listen: { readonly host: string; readonly port: number }
  readonly pagesPerMinute?: number | 'instant'
  /** Sheets in the tray; 250 by default. */
  readonly paper?: number
  /** PEM; with it the printer speaks TLS. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

const PATH = '/ipp/print'

/**
 * An A4 laser printer on the network: one job at a time, IPP over HTTP, strict in what it reads and as nasty as it is
 * told to be. It counts the pages of the PDF that it gets and lays that many sheets in its tray.
 */
export async function startA4Printer(options: A4PrinterOptions): Promise<A4PrinterSimulator> {
  const { host } = options.listen
  const make = officeLaser()
  const errors: string[] = []
  const asked: number[] = []
  const mischief = new Map<number, Mischief[]>()
  const held: Request[] = []
  const listeners = new Set<() => void>()
  let diesAfter: number | null = null
  let delay = 0
  let switchedOnAt = performance.now()
  let port = options.listen.port
  let server: Server | undefined

  const changed = (): void => {
    for (const listener of listeners) listener()
  }

  // A printer that has been on for an hour, until it is switched off.
  let wasOnBefore = 3600
  const upTime = (): number => wasOnBefore + 1 + Math.floor((performance.now() - switchedOnAt) / 1000)
  const path = new PaperPath({
    pagesPerMinute: options.pagesPerMinute ?? 'instant',
    sheets: options.paper ?? 250,
    clock: upTime,
    changed,
  })
  const uri = (): string => `${options.tls === undefined ? 'ipp' : 'ipps'}://${host}:${port}${PATH}`
  const complain = (message: string): void => {
    errors.push(message)
    changed()
  }
  const desk: Desk = { make, path, uri, upTime, complain }

  const answered = (request: Request): Answer => {
    asked.push(request.operation)
    return answerTo(desk, request)
  }

  const reply = (response: ServerResponse, request: Request, answer: Answer, part = 1, shift = 0): void => {
    const head = { major: request.major, minor: request.minor, status: answer.status, requestId: request.requestId + shift }
    const body = writeAnswer(head, [ANSWER_HEAD, ...answer.groups])
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': body.length })
      if (part === 1) response.end(body)
      else response.write(body.subarray(0, body.length * part), () => response.destroy())
    }, delay)
  }

  const meet = (incoming: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = []
    let size = 0
    incoming.on('data', (part: Buffer) => {
      parts.push(part)
      size += part.length
      if (diesAfter !== null && size > diesAfter) {
        diesAfter = null
        incoming.destroy()
      }
    })
    // A client that breaks off is met in real halls too; nothing is done for it.
    incoming.on('error', () => incoming.destroy())
    incoming.on('end', () => {
      const refused = httpRefusal(incoming)
      if (refused !== null) {
        complain(refused.message)
        return void response.writeHead(refused.status).end()
      }
      try {
        const request = readRequest(Buffer.concat(parts))
        const how = mischief.get(request.operation)?.shift()
        if (how === undefined) reply(response, request, answered(request))
        else {
          misbehave(how, response, {
            act: () => answered(request),
            reply: (answer, part, shift) => reply(response, request, answer, part, shift),
            hold: () => held.push(request),
          })
        }
      } catch (error) {
        if (!(error instanceof NotIpp)) throw error
        complain(error.message)
        response.writeHead(400).end()
      }
    })
  }

  const listen = async (): Promise<void> => {
    server = options.tls === undefined ? createPlainServer(meet) : createSecureServer(options.tls, meet)
    port = await listenAt(server, { host, port })
  }
  const stop = (): Promise<void> => {
    const stopping = server
    server = undefined
    if (stopping === undefined) return Promise.resolve()
    return new Promise((resolve) => {
      stopping.close(() => resolve())
      stopping.closeAllConnections()
    })
  }
  await listen()

  return {
    get url() {
      return uri()
    },
    make,
    get outputs() {
      return path.outputs
    },
    takeOutput: () => path.takeOutput(),
    get jobs() {
      return path.jobs
    },
    get troubles() {
      return path.troubles
    },
    get paper() {
      return path.sheets
    },
    setPaper: (sheets) => path.setPaper(sheets),
    get toner() {
      return path.toner
    },
    setToner: (toner) => path.setToner(toner),
    set: (trouble, on) => path.set(trouble, on),
    troubleAtPage: (page, trouble) => path.planTrouble(page, trouble),
    abortAfterPages: (pages) => {
      path.abortsAfter = pages
    },
    pretend: (pretence) => {
      path.pretence = pretence
    },
    cancelAtPanel: () => {
      const { current } = path
      if (current !== undefined) path.cancel(current, 'job-canceled-by-operator')
    },
    takeOthersJob: (pdf) => path.feed(path.addJob('somebody else’s'), Buffer.from(pdf), pagesOf(pdf)),
    misbehave: (operation, ...how) => mischief.set(operation, [...how]),
    actLate: () => {
      for (const request of held.splice(0)) answered(request)
    },
    dieInUpload: (bytes) => {
      diesAfter = bytes
    },
    delayAnswers: (milliseconds) => {
      delay = milliseconds
    },
    get isOn() {
      return path.isOn
    },
    powerOff: (jobs) => {
      path.powerOff(jobs)
      void stop()
    },
    powerOn: async () => {
      if (server !== undefined) return
      wasOnBefore = 0
      switchedOnAt = performance.now()
      await listen()
      path.powerOn()
    },
    get asked() {
      return asked
    },
    get errors() {
      return errors
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    close: async () => {
      path.powerOff('lost')
      await stop()
    },
  }
}

function httpRefusal(incoming: IncomingMessage): { readonly status: number; readonly message: string } | null {
  if (incoming.method !== 'POST') return { status: 405, message: `HTTP ${incoming.method ?? ''} instead of POST` }
  if (incoming.url !== PATH) return { status: 404, message: `${incoming.url ?? ''} instead of ${PATH}` }
  if (incoming.headers['content-type'] !== 'application/ipp') return { status: 415, message: 'a body that is not application/ipp' }
  return null
}
