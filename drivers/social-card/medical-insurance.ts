import { Worker } from 'node:worker_threads'
import { err, ok, type Result } from '../result.ts'

/**
 * What a configured module exports as `readMedicalInsurance`: the door to the vendor's library for the medical-insurance
 * part of a social-security card, which needs the vendor's own keys and reads the card in the slot by itself. Null where
 * it finds nobody insured. It runs in a thread of its own; what it prints goes nowhere.
 */
export type ReadMedicalInsurance = (card: InsuredCard) => MedicalInsurance | null | Promise<MedicalInsurance | null>

/** The card that lies in the slot, as it was read. It holds a person. */
export interface InsuredCard {
  /** GB 11643. */
  readonly number: string
  readonly name: string
  /** 卡号, which is printed on the card; null where it does not say. */
  readonly cardNumber: string | null
}

/** What is told of the insured, and nothing else of what the library may say. It is theirs: it never goes into a log. */
export interface MedicalInsurance {
  /** 医保个人编号, up to 30 letters and digits. */
  readonly insuranceNumber: string
  /** 参保地: six digits (GB/T 2260). */
  readonly insuredIn: string
}

/** `because` is a plain word, never the module's own message, which may hold anything. */
export interface MedicalInsuranceFault {
  readonly kind: 'failed' | 'malformed' | 'too-slow'
  readonly because: string
}

export interface MedicalInsuranceReader {
  /** Never rejects. Null: nobody insured. */
  read(card: InsuredCard): Promise<Result<MedicalInsurance | null, MedicalInsuranceFault>>
}

/** It may ask a distant machine; somebody stands there and waits. */
const WITHIN_MS = 8_000

/** The thread's own script, which needs no file beside it wherever the terminal is built to. */
const THREAD = `
const { parentPort, workerData: { module, card } } = require('node:worker_threads')
import(module).then(({ readMedicalInsurance }) => readMedicalInsurance(card)).then((said) => parentPort.postMessage(said))
`

/** `module`: URL of the configured module. Each call has a thread of its own: a vendor's call that hangs holds up nobody. */
export function openMedicalInsurance({ module, withinMs = WITHIN_MS }: { readonly module: URL; readonly withinMs?: number }): MedicalInsuranceReader {
  return {
    read: ({ number, name, cardNumber }) =>
      new Promise((resolve) => {
        const workerData = { module: module.href, card: { number, name, cardNumber } }
        const thread = new Worker(THREAD, { eval: true, workerData, stdout: true, stderr: true })
        thread.stdout.resume()
        thread.stderr.resume()
        const end = (said: Result<MedicalInsurance | null, MedicalInsuranceFault>): void => {
          clearTimeout(tooLate)
          resolve(said)
          void thread.terminate()
        }
        const tooLate = setTimeout(() => end(err({ kind: 'too-slow', because: `${withinMs} ms` })), withinMs)
        thread.on('message', (said: unknown) => end(insuranceIn(said)))
        thread.on('messageerror', () => end(err({ kind: 'malformed', because: 'it cannot be copied' })))
        thread.on('error', (error: NodeJS.ErrnoException) => end(err({ kind: 'failed', because: plainWord(error) })))
        thread.on('exit', () => end(err({ kind: 'failed', because: 'ended' })))
      }),
  }
}

function insuranceIn(said: unknown): Result<MedicalInsurance | null, MedicalInsuranceFault> {
  if (said === null) return ok(null)
  const { insuranceNumber, insuredIn } = { ...(said as Partial<MedicalInsurance>) }
  const sound = typeof insuranceNumber === 'string' && /^[0-9A-Za-z]{1,30}$/.test(insuranceNumber) && typeof insuredIn === 'string' && /^\d{6}$/.test(insuredIn)
  return sound ? ok({ insuranceNumber, insuredIn }) : err({ kind: 'malformed', because: 'insuranceNumber or insuredIn' })
}

function plainWord({ code, name }: NodeJS.ErrnoException): string {
  return [code, name].find((word) => typeof word === 'string' && /^\w{1,40}$/.test(word)) ?? 'Error'
}
