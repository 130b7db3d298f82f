import { describe, expect, test } from 'vitest'
import { person } from '../../simulators/platform/caller.ts'
import { filingDesk } from './desk.ts'
import { draftOf } from './fake-drafts.ts'

const TODAY = '2026-11-22'
const { item, applicant } = draftOf('')
const asker = (id: string) => ({ person: person(id), assurance: { level: 'card' as const } })

describe('what was handed in at this terminal today', () => {
  test('is told to the same card, of the same item in the same name, and of nothing else', async () => {
    const desk = await filingDesk()
    const { here } = desk.intake
    expect(await here.sameOn(TODAY, asker('domestic'), item.taskCode, applicant)).toBeNull()
    const { receipt } = await desk.send(desk.begin())
    expect(await here.sameOn(TODAY, asker('domestic'), item.taskCode, applicant)).toMatchObject({ receipt, stands: 'saved' })
    expect(await here.sameOn(TODAY, asker('domestic-3'), item.taskCode, applicant)).toBeNull()
    expect(await here.sameOn(TODAY, asker('domestic'), '11530323MB0A0002674532008001000', applicant)).toBeNull()
    expect(await here.sameOn('2026-11-21', asker('domestic'), item.taskCode, applicant)).toBeNull()
    const principal = { kind: 'person', name: '样本三', number: '110101199003078670' } as const
    expect(await here.sameOn(TODAY, asker('domestic'), item.taskCode, principal)).toBeNull()
  })

  test('and waits for the network, is told by its receipt to whoever has its code', async () => {
    const desk = await filingDesk()
    const { receipt, code } = await desk.send(desk.begin())
    const { here } = desk.intake
    expect(await here.byReceipt(String(receipt), String(code))).toMatchObject({ receipt, stands: 'saved' })
    expect(await here.byReceipt(String(receipt), '22222222')).toBe('wrong')
    expect(await here.byReceipt('YM-SPECIMEN-1', String(code))).toBeNull()
  })
})
