import { describe, expect, test } from 'vitest'
import { parseOperator } from '../../../main/shell/operator-arguments.ts'

const read = (...words: string[]) => parseOperator(['--config', 't.yaml', ...words])

describe('the role of who is added', () => {
  test('is that of an operator unless it is said', () => {
    expect(read('add', '王工')).toEqual({ ok: true, value: { file: 't.yaml', act: 'add', name: '王工', role: 'operator' } })
  })

  test.each(['operator', 'clerk', 'manager'])('may be %s', (role) => {
    expect(read('add', '王工', '--role', role)).toMatchObject({ ok: true, value: { role } })
  })

  test.each([
    ['a role that there is not', ['add', '王工', '--role', 'chief']],
    ['a role without its word', ['add', '王工', '--role']],
    ['two roles', ['add', '王工', '--role', 'clerk', '--role', 'manager']],
    ['a role of who is removed', ['remove', '王工', '--role', 'clerk']],
    ['a role with the list', ['list', '--role', 'clerk']],
  ])('%s is answered with how it is used', (_, words) => {
    expect(read(...words)).toMatchObject({ ok: false, fault: { line: expect.stringMatching(/^--role.*usage: npm run operator/) as string } })
  })
})
