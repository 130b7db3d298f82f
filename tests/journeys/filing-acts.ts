import type { filingMaterialsZh } from '../../renderer/strings/filing-materials-zh.ts'
import type { Citizen } from './citizen.ts'

/** A stroke in the frame, as far as `signed` says it is there. */
export async function signs(citizen: Citizen, signed: string): Promise<void> {
  const { page } = citizen
  const canvas = page.locator('.filing-signature canvas')
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  if (box === null) throw new Error('no frame to sign in')
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.7, { steps: 5 })
  await page.mouse.up()
  await citizen.reads(signed)
}

/** One page of the material that is open, from its ways back to the list of materials. */
export async function photographs(citizen: Citizen, { way, camera, crop, one }: Pick<typeof filingMaterialsZh, 'way' | 'camera' | 'crop' | 'one'>): Promise<void> {
  await citizen.touch(way.camera)
  await citizen.page.locator('.shot[data-state="on"]').waitFor()
  await citizen.touch(camera.take)
  await citizen.sees(crop.title)
  await citizen.touch(crop.use)
  await citizen.page.locator('.page-card [data-state="shown"]').waitFor()
  await citizen.touch(one.done)
}

/** As a scanner types: in no time, whatever the machine of the test is busy with. */
export async function scans({ page }: Citizen, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...Array.from(keys), 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, text)
}
