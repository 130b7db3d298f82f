import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../drivers/result.ts'
import { isStaffRole, type StaffRole } from '../operations/operators.ts'

/** The command line of `npm run operator`, checked. */
export type OperatorArguments = {
  /** terminal.yaml; null is the demonstration hall that `npm start` keeps in this folder. */
  readonly file: string | null
} & (
  | { readonly act: 'list' }
  | { readonly act: 'add'; readonly name: string; readonly role: StaffRole }
  | { readonly act: 'remove' | 'unlock'; readonly name: string }
)

const USAGE = 'usage: npm run operator -- (--config terminal.yaml | --demo) (add NAME [--role operator|clerk|manager] | remove NAME | unlock NAME | list)'

/** Reads the words after `npm run operator --`. */
export function parseOperator(words: readonly string[]): Result<OperatorArguments, { readonly line: string }> {
  // every option is taken as given, so that what is wrong is said in our words and not thrown
  const read = parseArgs({
    args: [...words],
    options: { config: { type: 'string', multiple: true }, demo: { type: 'boolean' }, role: { type: 'string', multiple: true } },
    allowPositionals: true,
    strict: false,
  })
  const unknown = Object.keys(read.values).find((name) => name !== 'config' && name !== 'demo' && name !== 'role')
  if (unknown !== undefined) return wrong(`unknown option ${unknown}`)
  const [named, second] = read.values.config ?? []
  const demo = read.values.demo !== undefined
  if (demo && named !== undefined) return wrong('--config and --demo exclude each other')
  if (!demo && (typeof named !== 'string' || named === '')) return wrong('--config needs a value')
  const file = typeof named === 'string' ? named : null
  if (second !== undefined) return wrong('--config is given twice')
  const [act, name, ...more] = read.positionals
  if (more.length > 0) return wrong('one name is expected; one with spaces stands in quotes')
  const [role, another] = read.values.role ?? []
  if (role !== undefined && act !== 'add') return wrong('--role goes with add')
  if (another !== undefined) return wrong('--role is given twice')
  if (act === 'list') return name === undefined ? ok({ file, act }) : wrong('list takes no name')
  if (act !== 'add' && act !== 'remove' && act !== 'unlock') return wrong('expected add, remove, unlock or list')
  if (name === undefined) return wrong(`${act} needs a name`)
  if (act !== 'add') return ok({ file, act, name })
  if (role === undefined) return ok({ file, act, name, role: 'operator' })
  return isStaffRole(role) ? ok({ file, act, name, role }) : wrong('--role: expected operator, clerk or manager')
}

function wrong(what: string): Result<never, { readonly line: string }> {
  return err({ line: `${what}; ${USAGE}` })
}
