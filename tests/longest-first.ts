import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files that take twenty seconds and more, the longest first. Begun last, as their size would have them, each would be waited
 * for alone at the end.
 */
const LONGEST = [
  'tests/faults/power-cut.test.ts',
  'tests/journeys/operator-chromium.test.ts',
  'tests/journeys/take-number-portrait.test.ts',
  'tests/journeys/filing-electron.test.ts',
  'tests/faults/operator-acts.test.ts',
  'tests/journeys/certificates-chromium.test.ts',
  'tests/journeys/shell-electron.test.ts',
  'tests/faults/operator-races.test.ts',
  'tests/journeys/filing-for-others-chromium.test.ts',
  'tests/faults/print-matrix.test.ts',
  'tests/journeys/take-number-electron.test.ts',
  'tests/journeys/operator-electron.test.ts',
  'tests/journeys/shell-browser.test.ts',
  'tests/journeys/package-chromium.test.ts',
  'tests/journeys/certificates-electron.test.ts',
  'tests/journeys/take-number-landscape.test.ts',
  'tests/faults/operator-command.test.ts',
  'tests/faults/paper.test.ts',
  'tests/journeys/filing-chromium.test.ts',
  'tests/journeys/shell-start.test.ts',
  'tests/faults/certificate-power-cut.test.ts',
  'tests/faults/delivery.test.ts',
  'tests/journeys/progress-chromium.test.ts',
  'tests/renderer/screens.test.ts',
  'tests/renderer/operator-screens.test.ts',
  'tests/renderer/filing.test.ts',
  'tests/renderer/filing-materials.test.ts',
  'tests/renderer/operator.test.ts',
  'tests/renderer/certificate-walk.test.ts',
  'tests/renderer/guide.test.ts',
  'tests/renderer/walk.test.ts',
  'tests/simulators/desk/desk-page.test.ts',
  'tests/renderer/progress.test.ts',
  'tests/renderer/components.test.ts',
  'tests/renderer/certificate-screens.test.ts',
  'tests/main/certificates/certificate-desk.test.ts',
]

/**
 * The order in which test files are begun: on a clean clone nothing is known of how long each takes. Those that share a
 * process come last, side by side: a process goes on with the next file only if that may share it.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const apart = sorted.toSorted((one, other) => placeOf(one) - placeOf(other))
    return apart.toSorted((one, other) => Number(sharesAProcess(one)) - Number(sharesAProcess(other)))
  }
}

function sharesAProcess({ project }: TestSpecification): boolean {
  return !project.config.isolate
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((file) => moduleId.replaceAll('\\', '/').endsWith(file))
  return place === -1 ? LONGEST.length : place
}
