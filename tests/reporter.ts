import type { Reporter, TestModule } from 'vitest/node'

/**
 * The last lines of a run: the seed that replays its random tests, each test that was not run and so what this machine
 * lacks (its name says what it needs), and the count.
 */
export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    const notRun: string[] = []
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A module that fell over before its tests were known is a failure of its own.
      if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) failed += 1
      for (const test of tests) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else notRun.push(`${module.relativeModuleId}: ${test.fullName}`)
      }
    }
    const lines = [`random tests ran with FAST_CHECK_SEED=${process.env['FAST_CHECK_SEED'] ?? '?'}`]
    if (notRun.length > 0) lines.push(`not run on this machine (${notRun.length}):`, ...notRun.map((name) => `  ${name}`))
    lines.push(`${passed} passed, ${failed} failed`)
    process.stdout.write(`\n${lines.join('\n')}\n`)
  }
}
