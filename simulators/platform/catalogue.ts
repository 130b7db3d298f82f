import { createHash, sign, type KeyObject } from 'node:crypto'
import type { Reply } from './replies.ts'
import { SPECIMEN_ITEMS, SPECIMEN_TOPICS, type SpecimenTopic } from './specimen-items.ts'
import { SPECIMEN_PACKAGES } from './specimen-packages.ts'

/** A catalogue as the platform gives it out. */
export interface Catalogue {
  readonly version: string
  readonly topics?: readonly SpecimenTopic[]
  readonly items: readonly Readonly<Record<string, unknown>>[]
  readonly packages?: readonly Readonly<Record<string, unknown>>[]
}

/** Service items of a fictional county: valid check digits, no real body. The certificates' own have few elements. */
export const SPECIMEN_CATALOGUE: Catalogue = {
  version: '2026-11-21.1',
  topics: SPECIMEN_TOPICS,
  items: [
    certificateItem('532099001000', ['个人社会保险参保缴费证明打印', '示例县人力资源和社会保障局', '参保缴费证明'], ['insurance'], {
      task_name: 'Printing a record of social insurance contributions',
      dept_name: 'Human Resources and Social Security Bureau',
    }),
    certificateItem('532099002000', ['个人所得税纳税清单打印', '示例县税务局', '个人所得税纳税清单'], ['work'], {
      task_name: 'Printing a record of income tax paid',
      dept_name: 'Tax Bureau',
    }),
    certificateItem('532099003000', ['不动产登记信息查询', '示例县自然资源局', '不动产信息查询结果'], ['home'], {
      task_name: 'Looking up the property register',
      dept_name: 'Natural Resources Bureau',
    }),
    certificateItem('532099004000', ['无犯罪记录证明开具', '示例县公安局', '无犯罪记录证明'], ['work', 'border'], {
      task_name: 'Certificate of no criminal record',
      dept_name: 'Public Security Bureau',
    }),
    ...SPECIMEN_ITEMS,
  ],
  packages: SPECIMEN_PACKAGES,
}

function certificateItem(
  code: string,
  [name, department, result]: readonly [string, string, string],
  topics: readonly string[],
  english: { readonly task_name: string; readonly dept_name: string },
) {
  return {
    catalog_code: code,
    task_code: `11530323MB0A00018C4${code}`,
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
    user_topic_type: topics,
    english,
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
