import { expect, test } from 'vitest'
import { parseHall } from '../../../main/shell/hall-arguments.ts'

const read = (...words: string[]) => parseHall(['--config', 'h.yaml', ...words])

test('the hall’s command line says what is to be done', () => {
  const file = 'h.yaml'
  expect(read()).toEqual({ ok: true, value: { file, act: 'serve', promote: false } })
  expect(read('--promote')).toEqual({ ok: true, value: { file, act: 'serve', promote: true } })
  expect(read('--enrolments')).toEqual({ ok: true, value: { file, act: 'enrolments' } })
  expect(read('--release')).toEqual({ ok: true, value: { file, act: 'release' } })
  expect(read('--bad-cases')).toEqual({ ok: true, value: { file, act: 'bad-cases' } })
  expect(read('--approve', '012345')).toEqual({ ok: true, value: { file, act: 'approve', what: '012345' } })
  expect(read('--add-staff', '李 工', '--role', 'clerk')).toEqual({ ok: true, value: { file, act: 'add-staff', what: '李 工', role: 'clerk' } })
})

test.each([
  ['no file', parseHall([]), /^--config needs a value/],
  ['a file without its name', parseHall(['--config']), /^--config needs a value/],
  ['two files', read('--config', 'other.yaml'), /^--config is given twice/],
  ['an option that there is not', read('--listen', '127.0.0.1:1'), /^unknown option listen/],
  ['a word alone', read('serve'), /^serve: every word stands behind an option/],
  ['two wishes at once', read('--staff', '--enrolments'), /^--enrolments and --staff exclude each other/],
  ['an approval without its code', read('--approve'), /^--approve needs a value/],
  ['staff without a role', read('--add-staff', '王工'), /^--role: expected operator, clerk or manager/],
  ['a role that there is not', read('--add-staff', '王工', '--role', 'chief'), /^--role: expected/],
  ['a role of nobody', read('--role', 'clerk'), /^--role goes with --add-staff/],
])('%s is answered with how it is used', (_, answer, line) => {
  expect(answer.ok ? '' : answer.fault.line).toMatch(line)
  expect(answer.ok ? '' : answer.fault.line).toContain('usage: npm run hall')
})
