import { createHash, sign, type KeyObject } from 'node:crypto'
import type { Reply } from './replies.ts'

/** A catalogue as the platform gives it out. */
export interface Catalogue {
  readonly version: string
  readonly items: readonly Readonly<Record<string, unknown>>[]
}

/** Service items of a fictional county: valid check digits, no real body. */
export const SPECIMEN_CATALOGUE: Catalogue = {
  version: '2026-11-21.1',
  items: [
    specimenItem('5320990010', '00', '个人社会保险参保缴费证明打印', '示例县人力资源和社会保障局', '参保缴费证明'),
    specimenItem('5320990020', '00', '个人所得税纳税清单打印', '示例县税务局', '个人所得税纳税清单'),
    specimenItem('5320990030', '00', '不动产登记信息查询', '示例县自然资源局', '不动产信息查询结果'),
    specimenItem('5320990040', '00', '无犯罪记录证明开具', '示例县公安局', '无犯罪记录证明'),
  ],
}

function specimenItem(code: string, end: string, name: string, department: string, result: string) {
  const catalogueCode = `${code}${end}`
  return {
    catalog_code: catalogueCode,
    task_code: `11530323MB0A00018C4${catalogueCode}`,
    task_name: name,
    task_type: '20',
    dept_name: department,
    result_name: result,
    promise_day: 0,
    project_type: '1',
    is_fee: '0',
    is_service_terminals: '1',
    link_way: '12345',
    task_version: 1,
  }
}

/** Signs the bytes that go out, and answers 304 to whoever has them. */
export function catalogueReply(catalogue: Catalogue, key: KeyObject, known: string | undefined): Reply {
  const body = Buffer.from(JSON.stringify(catalogue))
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
  if (known === etag) return { kind: 'nothing', status: 304, headers: { etag } }
  const signature = sign(null, body, key).toString('base64')
  return { kind: 'bytes', type: 'application/json', body, headers: { etag, 'yimen-signature': signature } }
}
