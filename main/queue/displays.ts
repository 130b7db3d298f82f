import type { OpenPort } from '../../drivers/ports/port.ts'
import { calledText } from '../../drivers/window-display/segments.ts'
import { openWindowDisplays, type WindowDisplays } from '../../drivers/window-display/window-displays.ts'
import type { HallPicture } from './calling/calling.ts'
import type { WindowFace } from './window-face.ts'

/** The displays above the windows of a hall. */
export interface Displays {
  readonly driver: Pick<WindowDisplays, 'status' | 'onStatus'>
  /** The hall stands so now: what the displays say follows. */
  saw(picture: HallPicture): void
  close(): Promise<void>
}

/** 暂停, in what seven segments can say: nobody is served here. */
const OUT_OF_SERVICE = '------'

/** Opens the bus and keeps each display at what its window does. */
export function joinDisplays(parts: {
  readonly open: OpenPort
  readonly displays: readonly { readonly unit: number; readonly window: string }[]
  readonly faceOf: (picture: HallPicture, window: string) => WindowFace
  readonly log: (event: string, facts: Readonly<Record<string, string | number>>) => void
}): Displays {
  const driver = openWindowDisplays({ open: parts.open, units: parts.displays.map(({ unit }) => unit), log: parts.log })
  return {
    driver,
    saw(picture) {
      for (const { unit, window } of parts.displays) driver.show(unit, textOf(parts.faceOf(picture, window), window))
    },
    close: () => driver.close(),
  }
}

/** Whoever was called is looked for, also while the window pauses or is about to close. */
function textOf({ state, current }: WindowFace, window: string): string {
  if (current !== null) return calledText(current.number, window)
  return state === 'open' ? '' : OUT_OF_SERVICE
}
