import { ok, type Result } from '../../drivers/result.ts'
import { loadConfiguration, type Configuration } from '../configuration/configuration.ts'
import { demonstrationConfiguration } from '../configuration/demonstration.ts'
import type { Source } from './messages.ts'

/** The configuration of a source, checked; the fault is one line that names file, key and what was expected. */
export function readSource(source: Source): Promise<Result<Configuration, { readonly line: string }>> {
  if (source.kind === 'file') return loadConfiguration(source.file)
  return Promise.resolve(ok(demonstrationConfiguration(source)))
}
