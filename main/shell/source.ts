import path from 'node:path'
import { ok, type Result } from '../../drivers/result.ts'
import { loadConfiguration, type Configuration } from '../configuration/configuration.ts'
import { demonstrationConfiguration } from '../configuration/demonstration.ts'
import { loadPlatformAccess } from '../configuration/platform-access.ts'
import type { Source } from './messages.ts'

/** The configuration of a source, checked; the fault is one line that names file, key and what was expected. */
export async function readSource(source: Source): Promise<Result<Configuration, { readonly line: string }>> {
  if (source.kind === 'file') return loadConfiguration(source.file)
  const platform = await loadPlatformAccess(source.platform, demonstrationCredential(source.folder))
  return platform.ok ? ok(demonstrationConfiguration({ ...source, platform: platform.value })) : platform
}

/** Where the demonstration's launcher puts the credential that the reference platform has given it. */
export function demonstrationCredential(folder: string): string {
  return path.join(folder, 'platform.yaml')
}
