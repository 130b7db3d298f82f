import { expect, test } from 'vitest'
import { guideUrl } from '../../../main/catalogue/guide-url.ts'
import { SPECIMEN_CATALOGUE } from '../../../simulators/platform/catalogue.ts'
import { platform } from './caller.ts'

test('a guide’s address opens the item on a phone, as the platform has it now and with nothing that runs', async () => {
  const simulator = await platform()
  const item = SPECIMEN_CATALOGUE.items.find((each) => String(each['task_name']).startsWith('不动产转移'))
  const code = String(item?.['task_code'])
  const open = async (address: string | null) => fetch(address ?? '')
  const page = await (await open(guideUrl(`${simulator.publicUrl}/`, code))).text()
  for (const told of ['不动产转移登记（二手房）', code, '法定 30 个工作日', '登记费（住宅）：80 元一件', '目录版本 2026-11-21.1']) expect(page).toContain(told)
  simulator.setCatalogue({ version: '2', items: [{ ...item, task_name: '<script>1</script>' }] })
  const changed = await (await open(guideUrl(simulator.publicUrl, code))).text()
  expect(changed).not.toContain('<script')
  expect(changed).toContain('目录版本 2')
  expect((await open(guideUrl(simulator.publicUrl, 'NONE'))).status).toBe(404)
  expect(guideUrl(null, code)).toBeNull()
})
