import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { markdownTable } from './results.ts'

const FILE = path.join('tests', 'benchmarks', 'LONG.md')
const FAULTS = 'tests/faults/'

/**
 * Writes tests/benchmarks/LONG.md at the end of `npm run test:long`: each test that attacks the terminal, and each file
 * of properties, with its count, its time and its end. Of a run of some of them it tells those.
 */
export class LongTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const faults = modules.filter((module) => module.relativeModuleId.startsWith(FAULTS))
    const properties = modules.filter((module) => !faults.includes(module) && hasProperties(module))
    writeFileSync(
      FILE,
      [
        '# The long run',
        '',
        `\`npm run test:long\` on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}, ${process.platform}, ${availableParallelism()} CPUs. \`FAST_CHECK_SEED=${process.env['FAST_CHECK_SEED'] ?? '?'}\` replays its random tests.`,
        '',
        '## Faults',
        '',
        markdownTable(['Test', 'Count', 'Took', 'End'], faults.flatMap((module) => testsOf(module).map(faultRow))),
        '',
        '## Properties',
        '',
        'Every property runs 2,000 cases, or the share of that which a slow one asks for.',
        '',
        markdownTable(['File', 'Tests', 'Took', 'End'], properties.map(propertyRow)),
        '',
      ].join('\n'),
    )
  }
}

function hasProperties(module: TestModule): boolean {
  return /from '(fast-check|.*properties\.ts)'/.test(readFileSync(module.moduleId, 'utf8'))
}

function testsOf(module: TestModule): readonly TestCase[] {
  return [...module.children.allTests()]
}

function faultRow(test: TestCase): readonly string[] {
  const [count = ''] = /\d+(?= times)/.exec(test.fullName) ?? []
  return [test.fullName, count, seconds(test.diagnostic()?.duration ?? 0), test.result().state]
}

function propertyRow(module: TestModule): readonly string[] {
  const tests = testsOf(module)
  return [module.relativeModuleId, String(tests.length), seconds(module.diagnostic().duration), module.state()]
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}
