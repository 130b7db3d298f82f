import { describe, it } from 'vitest'
import { anyReports, codesOfReports } from './scanner-properties.ts'

describe('the reports of a HID-POS scanner', () => {
  it('hold each code whole, in as many as it takes', () => codesOfReports.hold())
  it('of any bytes are survived', () => anyReports.hold())
})
