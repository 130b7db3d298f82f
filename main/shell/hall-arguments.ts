import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../drivers/result.ts'
import { isStaffRole, type StaffRole } from '../operations/operators.ts'

/** The command line of `npm run hall`, checked. */
export type HallArguments = {
  /** hall-server.yaml. */
  readonly file: string
} & (
  | { readonly act: 'serve'; readonly promote: boolean }
  /** Who asks to be let in, and who has been; the hall's staff; bad evaluations with what was written; from the shelf what the platform refused, to be told again. */
  | { readonly act: 'enrolments' | 'staff' | 'bad-cases' | 'release' }
  /** `what`: the six digits of who asks; the id of a device; the name of a member of staff. */
  | { readonly act: 'approve' | 'refuse' | 'revoke' | 'remove-staff' | 'unlock-staff'; readonly what: string }
  | { readonly act: 'add-staff'; readonly what: string; readonly role: StaffRole }
)

const USAGE =
  'usage: npm run hall -- --config hall-server.yaml [--promote | --enrolments | --approve CODE | --refuse CODE | --revoke ID | --staff | --add-staff NAME --role operator|clerk|manager | --remove-staff NAME | --unlock-staff NAME | --bad-cases | --release]'

const ACTS_ALONE = ['enrolments', 'staff', 'bad-cases', 'release'] as const
const ACTS_ON = ['approve', 'refuse', 'revoke', 'add-staff', 'remove-staff', 'unlock-staff'] as const

/** Reads the words after `npm run hall --`. */
export function parseHall(words: readonly string[]): Result<HallArguments, { readonly line: string }> {
  const text = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean' } as const
  // every option is taken as given, so that what is wrong is said in our words and not thrown
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      config: text,
      role: text,
      promote: flag,
      enrolments: flag,
      staff: flag,
      'bad-cases': flag,
      release: flag,
      approve: text,
      refuse: text,
      revoke: text,
      'add-staff': text,
      'remove-staff': text,
      'unlock-staff': text,
    },
    strict: false,
  })
  const known: readonly string[] = ['config', 'role', 'promote', ...ACTS_ALONE, ...ACTS_ON]
  const unknown = Object.keys(values).find((name) => !known.includes(name))
  if (unknown !== undefined) return wrong(`unknown option ${unknown}`)
  if (positionals.length > 0) return wrong(`${positionals[0] ?? ''}: every word stands behind an option; a name with spaces stands in quotes`)
  const twice = Object.entries(values).find(([, value]) => Array.isArray(value) && value.length > 1)
  if (twice !== undefined) return wrong(`--${twice[0]} is given twice`)
  const given = (name: 'config' | 'role' | (typeof ACTS_ON)[number]) => {
    const [value] = values[name] ?? []
    return typeof value === 'string' && value !== '' ? value : null
  }
  const file = given('config')
  if (file === null) return wrong('--config needs a value')
  const acts = [...ACTS_ALONE, ...ACTS_ON, 'promote' as const].filter((name) => values[name] !== undefined)
  const [act, another] = acts
  if (another !== undefined) return wrong(`--${act} and --${another} exclude each other`)
  if (values.role !== undefined && act !== 'add-staff') return wrong('--role goes with --add-staff')
  if (act === undefined || act === 'promote') return ok({ file, act: 'serve', promote: act === 'promote' })
  if (act === 'enrolments' || act === 'staff' || act === 'bad-cases' || act === 'release') return ok({ file, act })
  const what = given(act)
  if (what === null) return wrong(`--${act} needs a value`)
  if (act !== 'add-staff') return ok({ file, act, what })
  const role = given('role')
  return isStaffRole(role) ? ok({ file, act, what, role }) : wrong('--role: expected operator, clerk or manager')
}

function wrong(what: string): Result<never, { readonly line: string }> {
  return err({ line: `${what}; ${USAGE}` })
}
