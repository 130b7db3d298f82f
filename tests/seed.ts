import fc from 'fast-check'

/**
 * Every property of a run shares the run's seed, so that one printed number replays all of them.
 * `test:long` multiplies the number of cases by twenty.
 */
fc.configureGlobal({
  seed: Number(process.env['FAST_CHECK_SEED']),
  numRuns: process.env['YIMEN_LONG'] === '1' ? 2_000 : 100,
})
