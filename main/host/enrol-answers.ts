import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { HallPlace, type EnrolPlaces, type EnrolStanding } from '../contract/enrol.ts'
import type { TerminalAsked, TerminalStanding } from '../contract/hall-terminal.ts'
import type { HallDevices } from '../enrolment/hall-devices.ts'
import type { Pairings, PairingStanding } from '../enrolment/pairings.ts'
import { plain, redirect } from './answers.ts'
import { CREDENTIAL_SECONDS, type HallCookies } from './hall-cookies.ts'
import { plainHeaders } from './policy.ts'

/** The most that a browser has to say of what it wants to be. */
const LARGEST_ASK_BYTES = 2 * 1024
const TerminalAsks = z.strictObject({ terminal: z.string().regex(/^[A-Za-z0-9-]{1,16}$/) })
const TerminalSecret = z.strictObject({ secret: z.string().min(1).max(256) })
/** As long as a pairing lives; a browser that comes back later asks anew. */
const PAIRING_SECONDS = 600

/** What a browser that wants in may ask before anybody has let it in. */
export interface EnrolAnswers {
  places(): Response
  post(pathname: string, request: IncomingMessage): Promise<Response>
  /** The same for a terminal, which is no browser. */
  postOfTerminal(pathname: string, request: IncomingMessage): Promise<Response>
  /** Lets a page in that nobody was asked for: `/window/?as=3`, `/board/`. Null for no such place. */
  demonstrate(kind: HallPlace['kind'], as: string | null): Promise<Response | null>
}

export function enrolAnswers(parts: {
  readonly devices: HallDevices
  readonly pairings: Pairings
  readonly places: () => EnrolPlaces
  readonly cookies: HallCookies
}): EnrolAnswers {
  const { devices, pairings, places, cookies } = parts

  async function ask(request: IncomingMessage): Promise<Response> {
    const said = await jsonIn(request)
    const place = HallPlace.safeParse(said)
    if (!place.success || !isIn(places(), place.data)) return plain(400, 'There is no such place in this hall.')
    const before = cookies.read(request.headers.cookie, 'pairing')
    const asked = await pairings.ask(place.data, request.socket.remoteAddress ?? '', before)
    if (!asked.ok) return answer({ state: 'too-many' })
    const { secret, code, leftMs } = asked.value
    return answer({ state: 'waiting', code, place: place.data, leftMs }, [cookies.set('pairing', secret, PAIRING_SECONDS)])
  }

  async function standing(request: IncomingMessage): Promise<Response> {
    request.resume()
    const secret = cookies.read(request.headers.cookie, 'pairing')
    if (secret === null) return answer({ state: 'none' })
    const stands = await pairings.standing(secret)
    if (stands.state === 'waiting') return stands.place.kind === 'terminal' ? answer({ state: 'none' }) : answer({ ...stands, place: stands.place })
    const noMore = cookies.set('pairing', '', 0)
    if (stands.state !== 'enrolled') return answer(stands, [noMore])
    const { kind } = stands.device.place
    if (kind === 'terminal') return answer({ state: 'none' }, [noMore])
    return answer({ state: 'enrolled', page: `/${kind}/` }, [noMore, cookies.set(kind, stands.credential, CREDENTIAL_SECONDS)])
  }

  async function terminalAsks(request: IncomingMessage): Promise<Response> {
    const said = TerminalAsks.safeParse(await jsonIn(request))
    if (!said.success) return plain(400, 'Expected { "terminal": "K01" }: 1 to 16 letters, digits or hyphens.')
    const place = { kind: 'terminal', terminal: said.data.terminal, window: null, area: null } as const
    const asked = await pairings.ask(place, request.socket.remoteAddress ?? '', null)
    return json((asked.ok ? { state: 'waiting', ...asked.value } : { state: 'too-many' }) satisfies z.input<typeof TerminalAsked>)
  }

  async function terminalStands(request: IncomingMessage): Promise<Response> {
    const said = TerminalSecret.safeParse(await jsonIn(request))
    const stands = said.success ? await pairings.standing(said.data.secret) : ({ state: 'none' } as const)
    return json(terminalStanding(stands))
  }

  return {
    places: () => json(places()),
    async post(pathname, request) {
      if (pathname === '/enrol/ask') return await ask(request)
      if (pathname === '/enrol/standing') return await standing(request)
      return plain(404, 'Not found')
    },
    async postOfTerminal(pathname, request) {
      if (pathname === '/enrol/terminal') return await terminalAsks(request)
      if (pathname === '/enrol/terminal/standing') return await terminalStands(request)
      return plain(404, 'Not found')
    },
    async demonstrate(kind, as) {
      const here = places()
      const window = as ?? here.windows[0] ?? ''
      const place: HallPlace = kind === 'window' ? { kind, window } : { kind, area: null, window: null }
      if (!isIn(here, place)) return null
      const { credential } = await devices.enrol(place, 'terminal')
      return redirect(`/${kind}/`, [cookies.set(kind, credential, CREDENTIAL_SECONDS)])
    },
  }
}

/** A secret that a browser was given is no terminal's. */
function terminalStanding(stands: PairingStanding): z.input<typeof TerminalStanding> {
  if (stands.state === 'waiting') {
    const { state, place, leftMs } = stands
    return place.kind === 'terminal' ? { state, leftMs } : { state: 'none' }
  }
  if (stands.state !== 'enrolled') return stands
  const { state, credential, device } = stands
  return device.place.kind === 'terminal' ? { state, credential } : { state: 'none' }
}

/** Whether the hall has such a window, or such an area. */
function isIn(places: EnrolPlaces, place: HallPlace): boolean {
  if (place.window !== null && !places.windows.includes(place.window)) return false
  if (place.kind === 'window' || place.area === null) return true
  return place.window === null && places.areas.some(({ zh }) => zh === place.area)
}

/** Null for what is too long, or no JSON. */
async function jsonIn(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > LARGEST_ASK_BYTES) return null
    pieces.push(piece)
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    // Whoever sends no JSON is no page of ours.
    return null
  }
}

function answer(standing: EnrolStanding, cookies: readonly string[] = []): Response {
  return json(standing, cookies)
}

function json(content: unknown, cookies: readonly string[] = []): Response {
  const headers = plainHeaders('application/json')
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(JSON.stringify(content), { headers })
}
