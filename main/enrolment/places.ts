import type { HallFile } from '../configuration/hall-file.ts'
import type { EnrolPlaces } from '../contract/enrol.ts'
import { windowsOf } from '../queue/calling/windows-of-hall.ts'

/** What there is to be in a hall: windows and areas are those that its file names. */
export function enrolPlaces(hall: HallFile, at: Pick<EnrolPlaces, 'terminal' | 'demonstration'>): EnrolPlaces {
  const { hall: about, windows = [] } = hall
  const areas = new Set(windows.flatMap(({ area }) => (area === undefined ? [] : [area])))
  return { hall: about.name, ...at, windows: [...windowsOf(hall)], areas: [...areas].map((area) => ({ zh: area, en: area })) }
}
