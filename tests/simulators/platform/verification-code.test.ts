import { expect, test } from 'vitest'
import { isVerificationCode, newVerificationCode } from '../../../simulators/platform/verification-code.ts'

test('a verification code with one wrong letter is no code', () => {
  const code = newVerificationCode()
  expect(isVerificationCode(code)).toBe(true)
  for (let at = 0; at < code.length; at += 1) {
    for (const letter of '23456789ABCDEFGHJKLMNPQRSTUVWXYZ') {
      if (letter !== code[at]) expect(isVerificationCode(code.slice(0, at) + letter + code.slice(at + 1))).toBe(false)
    }
  }
})
