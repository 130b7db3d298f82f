import { call } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import { companyIn } from '../../../main/filings/company-in.ts'
import { companyProcedure } from '../../../main/filings/companies.ts'
import { identityOf } from '../../../main/session/identity.ts'
import { createHeldCodes } from '../../../main/session/held-codes.ts'
import { createSessions } from '../../../main/session/sessions.ts'
import { person } from '../../simulators/platform/caller.ts'
import { line } from '../platform/fixture.ts'

const CODE = '91530323MA0A010176'

test.each([
  ['the code alone', CODE, null],
  ['the code as it was typed', ' 91530323ma0a010176 ', null],
  ['an address', `http://www.gsxt.gov.cn/index.html?uniscid=${CODE}`, null],
  ['an address with the code twice', `https://hall.example/${CODE}?code=${CODE}&v=2`, null],
  ['words and a name', `统一社会信用代码:${CODE};企业名称：示例县样本商贸有限公司;登记机关:示例县`, '示例县样本商贸有限公司'],
  ['lines', `统一社会信用代码：${CODE}\r\n名称：示例县样本商贸有限公司\r\n`, '示例县样本商贸有限公司'],
])('a licence is read from %s', (_what, text, name) => {
  expect(companyIn(text)).toEqual({ code: CODE, name })
})

test.each([
  ['a wrong check digit', '91530323MA0A010175'],
  ['a wrong check digit of the body', '91530323MA0A010166'],
  ['two companies', `${CODE} 91530323MA0A010251`],
  ['a longer number', `${CODE}0`],
  ['an ID number', '11010519491231002X'],
  ['a receipt of ours', 'https://hall.example/f/K01261122000001/ABCDEFGH'],
  ['nothing', ''],
])('%s is no licence', (_what, text) => {
  expect(companyIn(text)).toBeNull()
})

test('a name that would break a line or turn its direction is cut there', () => {
  expect(companyIn(`${CODE} 名称：样本\u202E商贸`)).toEqual({ code: CODE, name: '样本' })
})

async function register(withPlatform = true) {
  const { simulator, platform } = await line()
  const sessions = createSessions({ policy: () => ({ idleSeconds: 60, warningSeconds: 30 }), onChange: () => undefined, onEnd: () => undefined })
  onTestFinished(() => sessions.end('terminal-ends'))
  const { number, name } = person('domestic')
  sessions.open().identity = identityOf({ assurance: 'card', number, name })
  const held = createHeldCodes()
  const company = companyProcedure({ sessions, platform: withPlatform ? platform : null, held })
  const scan = (text: string) => call(company, { scan: held.hold(sessions.current?.id ?? '', { kind: 'licence', text, symbology: null, at: new Date() }) })
  return { simulator, sessions, find: (text: string) => call(company, { text }), scan, gone: () => call(company, { scan: 'gone' }) }
}

test('a company is told as the public register has it', async () => {
  const { find } = await register()
  expect(await find(CODE)).toEqual({ outcome: 'company', code: CODE, name: '示例县样本商贸有限公司', origin: 'register', register: 'active' })
  expect(await find('91530323MA0A010251')).toMatchObject({ register: 'revoked' })
  expect(await find('91530323MA0A01033U')).toMatchObject({ register: 'cancelled' })
  expect(await find('91530323MA0A01041N')).toEqual({ outcome: 'company', code: '91530323MA0A01041N', name: null, origin: null, register: 'unknown' })
  expect(await find('1 2 3')).toEqual({ outcome: 'no-code', wrong: { reason: 'length' } })
  expect(await find('91530323MA0A0I0251')).toEqual({ outcome: 'no-code', wrong: { reason: 'characters', position: 14 } })
})

test('a licence that a scanner has read is known by its handle, once', async () => {
  const { scan, gone } = await register()
  expect(await scan(`http://www.gsxt.gov.cn/index.html?uniscid=${CODE}`)).toMatchObject({ outcome: 'company', code: CODE, register: 'active' })
  expect(await gone()).toEqual({ outcome: 'no-code' })
})

test('without the register the licence itself may say the name, and else a person does', async () => {
  const { simulator, find } = await register()
  simulator.faults.add('findCompany', { kind: 'status', status: 404, code: 'not-here' }, Infinity)
  expect(await find(`${CODE} 名称:样本店`)).toEqual({ outcome: 'company', code: CODE, name: '样本店', origin: 'code', register: 'unreachable' })
  const alone = await register(false)
  expect(await alone.find(CODE)).toEqual({ outcome: 'company', code: CODE, name: null, origin: null, register: 'unreachable' })
})

test('nobody asks without a card', async () => {
  const { sessions, find } = await register(false)
  sessions.end('done')
  await expect(find(CODE)).rejects.toMatchObject({ data: { needs: 'session' } })
})
