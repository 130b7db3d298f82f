import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../drivers/result.ts'

/** The command line of `npm run operator`, checked. */
export type OperatorArguments = {
  /** terminal.yaml; null is the demonstration hall that `npm start` keeps in this folder. */
  readonly file: string | null
} & (
  | { readonly act: 'list' }
  | { readonly act: 'add' | 'remove' | 'unlock'; readonly name: string }
)

const USAGE = 'usage: npm run operator -- (--config terminal.yaml | --demo) (add NAME | remove NAME | unlock NAME | list)'

/** Reads the words after `npm run operator --`. */
export function parseOperator(words: readonly string[]): Result<OperatorArguments, { readonly line: string }> {
  // every option is taken as given, so that what is wrong is said in our words and not thrown
  const read = parseArgs({
    args: [...words],
    options: { config: { type: 'string', multiple: true }, demo: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  })
  const unknown = Object.keys(read.values).find((name) => name !== 'config' && name !== 'demo')
  if (unknown !== undefined) return wrong(`unknown option ${unknown}`)
  const [named, second] = read.values.config ?? []
  const demo = read.values.demo !== undefined
  if (demo && named !== undefined) return wrong('--config and --demo exclude each other')
  if (!demo && (typeof named !== 'string' || named === '')) return wrong('--config needs a value')
  const file = typeof named === 'string' ? named : null
  if (second !== undefined) return wrong('--config is given twice')
  const [act, name, ...more] = read.positionals
  if (more.length > 0) return wrong('one name is expected; one with spaces stands in quotes')
  if (act === 'list') return name === undefined ? ok({ file, act }) : wrong('list takes no name')
  if (act !== 'add' && act !== 'remove' && act !== 'unlock') return wrong('expected add, remove, unlock or list')
  return name === undefined ? wrong(`${act} needs a name`) : ok({ file, act, name })
}

function wrong(what: string): Result<never, { readonly line: string }> {
  return err({ line: `${what}; ${USAGE}` })
}
