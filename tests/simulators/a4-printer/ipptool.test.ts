import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { pdfOf, printer, until } from './host.ts'

/** ipptool is not here. In CI it must be: there its tests run, and fail without it, instead of being passed over. */
const NO_IPPTOOL = spawnSync('ipptool', ['--version']).error !== undefined && process.env['CI'] !== 'true'

// A client that others have written, with its own ideas of what a printer answers.
test.skipIf(NO_IPPTOOL)('CUPS’ own client finds nothing wrong with the answers (needs ipptool: cups-ipp-utils)', async () => {
  const simulator = await printer()
  const folder = mkdtempSync(join(tmpdir(), 'yimen-ipptool-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const document = join(folder, 'sheet.pdf')
  writeFileSync(document, pdfOf(2))
  const plan = join(folder, 'plan.test')
  writeFileSync(plan, PLAN)
  const { stdout } = await promisify(execFile)('ipptool', ['-t', '-f', document, simulator.url, plan])
  expect(stdout.match(/\[PASS\]/g)).toHaveLength(5)
  expect(stdout).not.toContain('[FAIL]')
  await until(simulator, () => simulator.outputs.length === 2)
  expect(simulator.jobs.map(({ name, state }) => `${name} ${state}`)).toEqual(['sheet completed'])
  expect(simulator.errors).toEqual([])
})

const OPERATION_ATTRIBUTES = `
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR language attributes-natural-language en
  ATTR uri printer-uri $uri`
const PLAN = `
{
  NAME "Get-Printer-Attributes"
  OPERATION Get-Printer-Attributes${OPERATION_ATTRIBUTES}
  STATUS successful-ok
  EXPECT printer-state OF-TYPE enum IN-GROUP printer-attributes-tag COUNT 1
  EXPECT printer-state-reasons OF-TYPE keyword
  EXPECT media-col-default OF-TYPE collection
  EXPECT printer-current-time OF-TYPE dateTime
  EXPECT copies-supported OF-TYPE rangeOfInteger
  EXPECT printer-resolution-supported OF-TYPE resolution
}
{
  NAME "Validate-Job"
  OPERATION Validate-Job${OPERATION_ATTRIBUTES}
  ATTR name job-name sheet
  ATTR mimeMediaType document-format application/pdf
  GROUP job-attributes-tag
  ATTR keyword media iso_a4_210x297mm
  STATUS successful-ok
}
{
  NAME "Print-Job"
  OPERATION Print-Job${OPERATION_ATTRIBUTES}
  ATTR name job-name sheet
  ATTR mimeMediaType document-format application/pdf
  GROUP job-attributes-tag
  ATTR keyword media iso_a4_210x297mm
  FILE $filename
  STATUS successful-ok
  EXPECT job-id OF-TYPE integer IN-GROUP job-attributes-tag COUNT 1 WITH-VALUE >0
  EXPECT job-uri OF-TYPE uri
  EXPECT job-state OF-TYPE enum
}
{
  NAME "Get-Job-Attributes"
  OPERATION Get-Job-Attributes${OPERATION_ATTRIBUTES}
  ATTR integer job-id $job-id
  STATUS successful-ok
  EXPECT job-name OF-TYPE name WITH-VALUE "sheet"
  EXPECT time-at-completed OF-TYPE integer|no-value
}
{
  NAME "Get-Jobs"
  OPERATION Get-Jobs${OPERATION_ATTRIBUTES}
  ATTR keyword which-jobs completed
  STATUS successful-ok
}
`
