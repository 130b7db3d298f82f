import type { BusinessView } from '../../../main/contract/kiosk.ts'
import type { LocalText } from '../../../main/contract/text.ts'

export interface Department {
  readonly department: LocalText
  readonly businesses: readonly BusinessView[]
}

/** The businesses as the hall orders them, gathered under the department that is named first. */
export function byDepartment(businesses: readonly BusinessView[]): readonly Department[] {
  const gathered = new Map<string, { department: LocalText; businesses: BusinessView[] }>()
  for (const business of businesses) {
    const found = gathered.get(business.department.zh)
    if (found === undefined) gathered.set(business.department.zh, { department: business.department, businesses: [business] })
    else found.businesses.push(business)
  }
  return [...gathered.values()]
}
