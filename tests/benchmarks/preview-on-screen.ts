import { strict as assert } from 'node:assert'
import { specimenOf } from '../../simulators/card-reader/specimens.ts'
import { setUpCertificateHall } from '../certificate-hall.ts'
import { openPage } from '../journeys/browser.ts'
import { begins, citizenAt } from '../journeys/citizen.ts'
import { tidily } from './tidily.ts'

/** Milliseconds from the tap to page 1 of the certificate on screen, covered where it must be. */
export interface PreviewFigures {
  /** The first in this page: what draws PDFs is loaded for it. */
  readonly first: number
  readonly later: readonly number[]
}

/** The built terminal, its page in a real Chromium, a two-page certificate composed for each look at it. */
export function previewBench(times: number): Promise<PreviewFigures> {
  return tidily(async (later) => {
    const hall = await setUpCertificateHall()
    later(() => hall.clear())
    const { ready } = await hall.start()
    const shell = await openPage(ready.url, { width: 1080, height: 1920 })
    later(() => shell.close())
    const citizen = citizenAt(shell.page)
    await begins(citizen)
    await citizen.touch('证明打印')
    await citizen.touch('同意')
    hall.reader.place(specimenOf('domestic'))
    await citizen.touch('证明是本人')
    await citizen.reads(/138\*\*\*\*0001/)
    for (const digit of hall.platform.sentCodes.at(-1)?.code ?? '') await citizen.touch(digit)
    await citizen.touch('确认')
    await citizen.touch(/社会保险参保缴费证明/)
    await citizen.touch('今年')
    await citizen.touch('下一步')
    await citizen.touch('就业')

    const taken: number[] = []
    while (taken.length <= times) {
      await citizen.sees('打印几份？')
      const from = performance.now()
      await citizen.touch('下一步')
      await citizen.page.locator('.pdf-paper canvas').waitFor()
      taken.push(performance.now() - from)
      await citizen.touch('返回')
    }
    const [first, ...rest] = taken
    assert(first !== undefined)
    return { first, later: rest }
  })
}
