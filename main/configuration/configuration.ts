import path from 'node:path'
import { err, ok, type Result } from '../../drivers/result.ts'
import { GENERIC_80MM, PRINTER_PROFILES, ProfileFile, type PrinterProfile } from '../../printers/escpos/profile.ts'
import { CatalogueFile } from '../catalogue/catalogue-file.ts'
import { hallFileIn, type HallFile } from './hall-file.ts'
import { readHallTls, type HallPagesAccess } from './hall-pages-place.ts'
import { readAuthority, type HallServerAccess } from './hall-server-place.ts'
import { loadPlatformAccess, type PlatformAccess } from './platform-access.ts'
import { terminalFileIn, type TerminalFile } from './terminal-file.ts'
import { readYamlFile, type ConfigurationFault } from './yaml-file.ts'

export type { ConfigurationFault } from './yaml-file.ts'

/** Everything that a terminal is put together from: its machine and its hall, checked, with absolute paths. */
export interface Configuration {
  readonly machine: TerminalFile
  /** What the ticket printer is and can do; of a terminal without one, the usual. */
  readonly ticketProfile: PrinterProfile
  readonly hall: HallFile
  /** The file the hall comes from, watched while the terminal runs; null in the demonstration hall. */
  readonly hallFile: string | null
  /** The service items, where the machine has a catalogue of its own; its file is watched as well. */
  readonly catalogue: CatalogueFile | null
  /** Null where everything stays in the outbox. */
  readonly platform: PlatformAccess | null
  /** Where windows and boards of the hall are served; null: nowhere. */
  readonly hallPages: HallPagesAccess | null
  /** Whom numbers are asked of; null: this terminal counts by itself. */
  readonly hallServer: HallServerAccess | null
  /** Every screen and sheet says 演示 (design, promise 9). */
  readonly demonstration: boolean
}

/** Reads terminal.yaml and the hall file it names. A fault is one line that names file, key and what was expected. */
export async function loadConfiguration(file: string): Promise<Result<Configuration, ConfigurationFault>> {
  const beside = (name: string) => path.resolve(path.dirname(path.resolve(file)), name)
  const machine = await readYamlFile(file, terminalFileIn(beside))
  if (!machine.ok) return machine
  const ticketProfile = await loadTicketProfile(file, machine.value.devices.ticket?.profile, beside)
  if (!ticketProfile.ok) return ticketProfile
  const hallFile = beside(machine.value.hallFile)
  const hall = await loadHall(hallFile)
  if (!hall.ok) return hall
  const catalogueFile = machine.value.catalogue === undefined ? null : beside(machine.value.catalogue)
  const catalogue = catalogueFile === null ? ok(null) : await loadCatalogue(catalogueFile)
  if (!catalogue.ok) return catalogue
  const platform = await loadPlatform(machine.value.platform, beside)
  if (!platform.ok) return platform
  const fallback = await readableFonts(file, machine.value.fonts.fallback.map(beside))
  if (!fallback.ok) return fallback
  const tls = await readHallTls(machine.value.hall?.tls, beside)
  // Whoever took the file away since the line above was checked is told at the next start.
  if (!tls.ok) return err({ line: `${path.basename(file)}: hall.tls.${tls.fault.key}: ${tls.fault.expected}` })
  const hallServer = await loadHallServer(file, machine.value.server, beside)
  if (!hallServer.ok) return hallServer
  const offline = hall.value.businesses.findIndex(({ code }) => code === 'X')
  if (hallServer.value !== null && offline !== -1) {
    return err({ line: `${path.basename(hallFile)}: businesses.${offline}.code: expected another letter than X: numbers that a terminal gives while the hall server cannot be asked begin with it` })
  }
  return ok({
    machine: {
      ...machine.value,
      devices: withPaths(machine.value.devices, beside),
      data: beside(machine.value.data),
      key: 'file' in machine.value.key ? { file: beside(machine.value.key.file) } : machine.value.key,
      fonts: { fallback: fallback.value },
      ...(catalogueFile === null ? {} : { catalogue: catalogueFile }),
    },
    ticketProfile: ticketProfile.value,
    hall: hall.value,
    hallFile,
    catalogue: catalogue.value,
    platform: platform.value,
    hallPages: machine.value.hall === undefined ? null : { listen: machine.value.hall.listen, tls: tls.value },
    hallServer: hallServer.value,
    demonstration: false,
  })
}

/** The hall server, where `server` of the terminal's file names one. */
async function loadHallServer(
  terminalFile: string,
  server: TerminalFile['server'],
  beside: (name: string) => string,
): Promise<Result<HallServerAccess | null, ConfigurationFault>> {
  if (server === null) return ok(null)
  const authority = await readAuthority(server.authority, beside)
  // Whoever took the file away since it was checked is told at the next start.
  if (!authority.ok) return err({ line: `${path.basename(terminalFile)}: server.authority: ${authority.fault}` })
  return ok({ url: server.url, credentialFile: beside(server.credential.file), authority: authority.value })
}

function withPaths(devices: TerminalFile['devices'], beside: (name: string) => string): TerminalFile['devices'] {
  const { idCard, socialCard } = devices
  return {
    ...devices,
    ...(idCard?.photoDecoder === undefined ? {} : { idCard: { ...idCard, photoDecoder: beside(idCard.photoDecoder) } }),
    ...(socialCard?.medicalInsurance === undefined ? {} : { socialCard: { ...socialCard, medicalInsurance: { module: beside(socialCard.medicalInsurance.module) } } }),
  }
}

/** The profile that `devices.ticket.profile` of the terminal's file names: built in, or a file beside it. */
async function loadTicketProfile(
  terminalFile: string,
  profile: string | undefined,
  beside: (name: string) => string,
): Promise<Result<PrinterProfile, ConfigurationFault>> {
  if (profile === undefined) return ok(GENERIC_80MM)
  const builtIn = PRINTER_PROFILES.get(profile)
  if (builtIn !== undefined) return ok(builtIn)
  const read = await readYamlFile(beside(profile), ProfileFile)
  // The profile's own line stands behind the key that led to it.
  return read.ok ? read : err({ line: `${path.basename(terminalFile)}: devices.ticket.profile: ${read.fault.line}` })
}

/** A name that cannot be printed is found out when somebody waits for it; a font that is not there is found out here. */
async function readableFonts(
  terminalFile: string,
  files: readonly string[],
): Promise<Result<string[], ConfigurationFault>> {
  if (files.length === 0) return ok([])
  // Whoever reads fonts is large, and most terminals name none.
  const { isFont } = await import('../../printers/certificate/fonts.ts')
  const at = files.findIndex((file) => !isFont(file))
  if (at === -1) return ok([...files])
  return err({ line: `${path.basename(terminalFile)}: fonts.fallback.${at}: expected a font file (TTF or OTF) that can be read` })
}

/** The platform, where the machine knows where it is. */
function loadPlatform(
  platform: TerminalFile['platform'],
  beside: (name: string) => string,
): Promise<Result<PlatformAccess | null, ConfigurationFault>> {
  if (platform?.url === undefined || platform.credential === undefined) return Promise.resolve(ok(null))
  return loadPlatformAccess(platform.url, beside(platform.credential.file))
}

/** Reads a hall file alone, at start and whenever it changes. */
export function loadHall(file: string): Promise<Result<HallFile, ConfigurationFault>> {
  return readYamlFile(file, hallFileIn(path.dirname(path.resolve(file))))
}

/** Reads a catalogue file alone, at start and whenever it changes. */
export function loadCatalogue(file: string): Promise<Result<CatalogueFile, ConfigurationFault>> {
  return readYamlFile(file, CatalogueFile)
}
