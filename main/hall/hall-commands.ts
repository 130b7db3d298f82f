import { err, ok, type Result } from '../../drivers/result.ts'
import type { HallDevice, HallPlace } from '../enrolment/hall-devices.ts'
import type { Pairing } from '../enrolment/pairings.ts'
import type { Authority } from '../operations/operators.ts'
import type { HallArguments } from '../shell/hall-arguments.ts'
import { badCaseLines } from './bad-case-lines.ts'
import type { HallKeeping } from './hall-keeping.ts'

const BY: Authority = { kind: 'command-line' }
/** As the audit log names it. */
const ACTOR = 'command-line'

const ROLES = { operator: '', clerk: ' (clerk: signs in at windows)', manager: ' (manager)' } as const
const STATES = { open: '', waiting: ' (waits after wrong PINs)', locked: ' (locked)' } as const

/** More than a hall ever has open. */
const MOST_CASES = 1_000

export type HallCommand = Exclude<HallArguments, { readonly act: 'serve' }>

/** What a command line does to a hall, beside the servers that may run; answers what to print. `pin` is asked for where one is needed. */
export async function runHallCommand(
  { devices, pairings, operators, outbox, evaluations }: HallKeeping,
  words: HallCommand,
  pin: () => Promise<Result<string, { readonly line: string }>>,
): Promise<Result<readonly string[], { readonly line: string }>> {
  switch (words.act) {
    case 'enrolments':
      return ok([...(await pairings.list()).map(pairingLine), ...devices.list().map(deviceLine)])
    case 'approve':
    case 'refuse': {
      const asking = (await pairings.list()).find(({ code }) => code === words.what)
      const done = asking !== undefined && (await (words.act === 'approve' ? pairings.approve(asking.id, asking.code, ACTOR) : pairings.refuse(asking.id, ACTOR)))
      return done ? ok([`${words.act === 'approve' ? 'approved' : 'refused'} ${placeWords(asking.place)} at ${asking.address}`]) : err({ line: `nobody asks with the code ${words.what}, or no longer` })
    }
    case 'revoke':
      return (await devices.revoke(words.what, ACTOR)) ? ok([`revoked ${words.what}`]) : err({ line: `nobody has been let in under the id ${words.what}; --enrolments lists who has` })
    case 'bad-cases':
      return ok((await evaluations.openCases(MOST_CASES)).flatMap(badCaseLines))
    case 'release':
      return ok([`released ${await outbox.release(ACTOR)}`])
    case 'staff':
      return ok((await operators.list()).map(({ name, role, gate }) => name + ROLES[role] + STATES[gate.kind]))
    case 'add-staff': {
      const given = await pin()
      if (!given.ok) return given
      const added = await operators.add(words.what, given.value, words.role, BY)
      return added.ok ? ok([`added ${added.value.name}`]) : added
    }
    case 'remove-staff': {
      const removed = await operators.remove(words.what, BY)
      return removed.ok ? ok([`removed ${removed.value.name}`]) : removed
    }
    case 'unlock-staff': {
      const unlocked = await operators.unlock(words.what, BY)
      return unlocked.ok ? ok([`unlocked ${unlocked.value.name}`]) : unlocked
    }
  }
}

/** `asks 123456 terminal K01 from 10.20.0.11, 9 min left` */
function pairingLine({ code, place, address, leftMs }: Pairing): string {
  return `asks ${code} ${placeWords(place)} from ${address}, ${Math.ceil(leftMs / 60_000)} min left`
}

/** `in ID terminal K01 (X1), last seen 2026-11-23T02:00:00.000Z` */
function deviceLine({ id, place, mark, lastSeenAt, usedTwiceAt }: HallDevice): string {
  const series = mark === null ? '' : ` (X${mark})`
  const twice = usedTwiceAt === null ? '' : `, its credential used from two places at once at ${usedTwiceAt.toISOString()}`
  return `in ${id} ${placeWords(place)}${series}, ${lastSeenAt === null ? 'never seen' : `last seen ${lastSeenAt.toISOString()}`}${twice}`
}

function placeWords(place: HallPlace): string {
  switch (place.kind) {
    case 'terminal':
      return `terminal ${place.terminal}`
    case 'window':
      return `window ${place.window}`
    case 'board':
      if (place.window !== null) return `board over window ${place.window}`
      return place.area === null ? 'board of the whole hall' : `board of ${place.area}`
    case 'manager':
      return 'manager’s desk'
  }
}
