import type { Reporter, TestModule } from 'vitest/node'

/** Second tries that a run may need (vitest.config.ts): with more, it is no longer a browser that stalled. */
const FEW_SECOND_TRIES = 3

/**
 * The last lines of a run: the seed that replays its random tests, each test that waited in vain for a screen and passed when
 * it was tried again, each that was not run and so what this machine lacks (its name says what it needs), and the count.
 */
export default class ClosingLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0
    let failed = unhandledErrors.length
    const notRun: string[] = []
    const triedAgain: string[] = []
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      // A module that fell over before its tests were known is a failure of its own.
      if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) failed += 1
      for (const test of tests) {
        const { state } = test.result()
        const name = `${module.relativeModuleId}: ${test.fullName}`
        if (test.diagnostic()?.flaky === true) triedAgain.push(name)
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else notRun.push(name)
      }
    }
    const lines = [`random tests ran with FAST_CHECK_SEED=${process.env['FAST_CHECK_SEED'] ?? '?'}`]
    if (triedAgain.length > 0) lines.push(`passed at the second try only (${triedAgain.length}):`, ...triedAgain.map((name) => `  ${name}`))
    if (triedAgain.length > FEW_SECOND_TRIES) {
      lines.push(`more than ${FEW_SECOND_TRIES} second tries: these tests fail`)
      failed += triedAgain.length
      passed -= triedAgain.length
      process.exitCode = 1
    }
    if (notRun.length > 0) lines.push(`not run on this machine (${notRun.length}):`, ...notRun.map((name) => `  ${name}`))
    lines.push(`${passed} passed, ${failed} failed`)
    process.stdout.write(`\n${lines.join('\n')}\n`)
  }
}
