import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { cellsOf, type Measurement } from './measurement.ts'

/** What became of one group of measurements. */
export type Outcome =
  | { readonly name: string; readonly how: string; readonly measured: readonly Measurement[] }
  | { readonly name: string; readonly how: string; readonly failed: true }

const FILE = path.join(import.meta.dirname, 'RESULTS.md')
const COLUMNS = ['What', 'Figure', 'Floor or peer of the same run', 'Ratio', 'Goal', 'Verdict']

/** Writes tests/benchmarks/RESULTS.md and answers what it says. */
export async function writeResults(outcomes: readonly Outcome[]): Promise<string> {
  const text = [
    '# What was measured',
    '',
    `\`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${process.platform}, ${availableParallelism()} CPUs. Every figure stands beside its floor or peer of the same run; a goal that is missed fails no run.`,
    '',
    tableOf(outcomes),
    '',
    '## How',
    '',
    ...outcomes.map(({ name, how }) => `- **${name}**: ${how}`),
    '',
  ].join('\n')
  await writeFile(FILE, text)
  return text
}

/** The figures alone. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap((outcome) =>
    'failed' in outcome
      ? [[outcome.name, 'NOT MEASURED', '', '', '', 'FAILED']]
      : outcome.measured.map((measurement) => cellsOf(measurement)),
  )
  return markdownTable(COLUMNS, rows)
}

export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}
