import path from 'node:path'
import { ok, type Result } from '../../drivers/result.ts'
import { CatalogueFile } from '../catalogue/catalogue-file.ts'
import { HallFile } from './hall-file.ts'
import { TerminalFile } from './terminal-file.ts'
import { readYamlFile, type ConfigurationFault } from './yaml-file.ts'

export type { ConfigurationFault } from './yaml-file.ts'

/** Everything that a terminal is put together from: its machine and its hall, checked, with absolute paths. */
export interface Configuration {
  readonly machine: TerminalFile
  readonly hall: HallFile
  /** The file the hall comes from, watched while the terminal runs; null in the demonstration hall. */
  readonly hallFile: string | null
  /** The service items, where the machine has a catalogue of its own; its file is watched as well. */
  readonly catalogue: CatalogueFile | null
  /** Every screen and sheet says 演示 (design, promise 9). */
  readonly demonstration: boolean
}

/** Reads terminal.yaml and the hall file it names. A fault is one line that names file, key and what was expected. */
export async function loadConfiguration(file: string): Promise<Result<Configuration, ConfigurationFault>> {
  const machine = await readYamlFile(file, TerminalFile)
  if (!machine.ok) return machine
  const beside = (name: string) => path.resolve(path.dirname(path.resolve(file)), name)
  const hallFile = beside(machine.value.hallFile)
  const hall = await loadHall(hallFile)
  if (!hall.ok) return hall
  const catalogueFile = machine.value.catalogue === undefined ? null : beside(machine.value.catalogue)
  const catalogue = catalogueFile === null ? ok(null) : await loadCatalogue(catalogueFile)
  if (!catalogue.ok) return catalogue
  return ok({
    machine: {
      ...machine.value,
      data: beside(machine.value.data),
      key: 'file' in machine.value.key ? { file: beside(machine.value.key.file) } : machine.value.key,
      ...(catalogueFile === null ? {} : { catalogue: catalogueFile }),
    },
    hall: hall.value,
    hallFile,
    catalogue: catalogue.value,
    demonstration: false,
  })
}

/** Reads a hall file alone, at start and whenever it changes. */
export function loadHall(file: string): Promise<Result<HallFile, ConfigurationFault>> {
  return readYamlFile(file, HallFile)
}

/** Reads a catalogue file alone, at start and whenever it changes. */
export function loadCatalogue(file: string): Promise<Result<CatalogueFile, ConfigurationFault>> {
  return readYamlFile(file, CatalogueFile)
}
