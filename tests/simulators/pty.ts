import { spawnSync } from 'node:child_process'

/**
 * Whether tests that need a pty are left out here: Windows has none, and elsewhere `python3` makes them. In CI they are
 * never left out; without a pty they fail there.
 */
export const NO_PTY =
  (process.platform === 'win32' || spawnSync('python3', ['--version']).status !== 0) && process.env['CI'] !== 'true'
