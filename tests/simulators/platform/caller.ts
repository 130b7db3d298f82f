import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { specimenOf } from '../../../simulators/card-reader/specimens.ts'
import { startPlatform, type PlatformSimulator } from '../../../simulators/platform/platform.ts'
import { breaches, operationNameOf } from './written-api.ts'

const LISTEN = { host: '127.0.0.1', port: 0 } as const

/** A platform that is gone when the test ends. */
export async function platform(): Promise<PlatformSimulator> {
  const started = await startPlatform({ listen: LISTEN, terminal: 'K01' })
  onTestFinished(() => started.close())
  return started
}

/** A specimen with a resident card, as a terminal states it. */
export function person(id: string) {
  const { number, name } = specimenOf(id).face
  return { document: 'resident-card', number, name } as const
}

export interface Heard {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Buffer
  /** The JSON that came; tests know what they asked for. */
  readonly body: ReturnType<typeof JSON.parse>
}

/** The operations that were called by this file's tests, and answered without a fault. */
export const CALLED = new Set<string>()

/** Calls the platform by hand and holds call and answer to the written API. */
export function callerOf(simulator: PlatformSimulator) {
  return async function call(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    request?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Heard> {
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${simulator.credential}`,
        'yimen-terminal': simulator.terminal,
        'idempotency-key': randomUUID(),
        ...(request === undefined
          ? {}
          : { 'content-type': request instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(request === undefined ? {} : { body: request instanceof Uint8Array ? Buffer.from(request) : JSON.stringify(request) }),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    const told = breaches({ method, path, request, response, body: bytes })
    if (told.length > 0) throw new Error(`not as written: ${told.join('; ')}`)
    if (response.ok) CALLED.add(operationNameOf({ method, path }))
    const media = response.headers.get('content-type') ?? ''
    const isJson = bytes.length > 0 && media.endsWith('json')
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? JSON.parse(bytes.toString()) : {},
    }
  }
}

/** A proof that it is this person, by the code that the phone shows. */
export async function proofBySms(simulator: PlatformSimulator, who: ReturnType<typeof person>): Promise<string> {
  const call = callerOf(simulator)
  const { body } = await call('POST', '/person/verifications', { person: who })
  const code = simulator.sentCodes.at(-1)?.code
  return (await call('POST', `/person/verifications/${body['id']}/check`, { code })).body['proof']
}
