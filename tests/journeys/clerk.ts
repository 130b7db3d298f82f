import type { Page } from 'playwright-core'
import { OPERATOR } from '../operator-on-machine.ts'

/** At a page of the hall that has been let in: a window's, or a manager's. */
export async function signsIn(page: Page, { name, pin } = OPERATOR): Promise<void> {
  await page.locator('input').first().fill(name)
  await page.locator('input[type=password]').fill(pin)
  await page.locator('input[type=password]').press('Enter')
}
