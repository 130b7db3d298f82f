import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../../drivers/result.ts'
import type { MachineKeySource } from '../ledger/machine-key.ts'
import { platformAddress } from '../platform/address.ts'
import type { PostgresAddress } from '../queue/store/postgres.ts'
import { loadHall } from './configuration.ts'
import type { HallFile } from './hall-file.ts'
import { certificateIn, HALL_PAGES_KEYS, isReachedSafely, NEEDS_TLS, readHallTls, readText, type HallPagesAccess } from './hall-pages-place.ts'
import { loadPlatformAccess, type PlatformAccess } from './platform-access.ts'
import { KeySource, PLATFORM_ADDRESS, WindowBuses } from './terminal-file.ts'
import { readYamlFile, type ConfigurationFault } from './yaml-file.ts'

/** Everything that a hall server is put together from, checked, with absolute paths. */
export interface HallServerConfiguration {
  /** What this server is called among those of its hall. */
  readonly server: string
  readonly hall: HallFile
  /** The file the hall comes from, watched while the server runs. */
  readonly hallFile: string
  readonly access: HallPagesAccess
  readonly database: PostgresAddress
  /** The same for all servers of the hall. */
  readonly key: MachineKeySource
  /** What of the hall's pads and displays hangs on this server: each bus on one of them. */
  readonly devices: WindowBuses
  /** Null where everything stays in the outbox. `id`: under which the platform knows the servers of this hall, all of them as one. */
  readonly platform: (PlatformAccess & { readonly id: string }) | null
}

const HOST = 'expected the name or address of the database server, or the folder of its socket'
const PASSWORD = 'expected { file: PATH }: a file with the password and nothing else'
const CERTIFICATES = 'expected the file of the certificate authority (PEM)'
const AUTHORITY =
  'expected the file of the certificate authority (PEM): without TLS the database is on this machine alone (127.0.0.1, ::1 or the folder of a socket)'

const Database = z
  .strictObject({
    host: z.string(HOST).min(1, HOST),
    port: z.number().int().min(1).max(65_535).default(5432),
    name: z.string().min(1),
    user: z.string().min(1),
    password: z.strictObject({ file: z.string().min(1) }, PASSWORD).optional(),
    authority: z.string().min(1).optional(),
  })
  .refine(({ host, authority }) => authority !== undefined || isHere(host), { message: AUTHORITY, path: ['authority'] })

const Id = z.string('expected 1 to 16 letters, digits or hyphens').regex(/^[A-Za-z0-9-]{1,16}$/, 'expected 1 to 16 letters, digits or hyphens')

/** hall-server.yaml. Relative paths are taken from the file's own folder. */
const HallServerFile = z
  .strictObject({
    server: Id,
    hallFile: z.string().min(1),
    ...HALL_PAGES_KEYS,
    database: Database,
    key: KeySource,
    devices: WindowBuses.default({}),
    platform: z
      .strictObject({
        id: Id,
        url: z.string().refine((text) => platformAddress(text).ok, PLATFORM_ADDRESS),
        credential: z.strictObject({ file: z.string().min(1) }),
      })
      .optional(),
  })
  .refine(isReachedSafely, NEEDS_TLS)

/** Reads hall-server.yaml and the files it names. A fault is one line that names file, key and what was expected. */
export async function loadHallServer(file: string): Promise<Result<HallServerConfiguration, ConfigurationFault>> {
  const beside = (name: string) => path.resolve(path.dirname(path.resolve(file)), name)
  const read = await readYamlFile(file, HallServerFile.transform(async (written, context) => {
    const tls = await readHallTls(written.tls, beside)
    if (!tls.ok) context.addIssue({ code: 'custom', path: ['tls', tls.fault.key], message: tls.fault.expected })
    const password = await readPassword(written.database.password?.file, beside)
    if (!password.ok) context.addIssue({ code: 'custom', path: ['database', 'password', 'file'], message: password.fault })
    const authority = await readAuthority(written.database.authority, beside)
    if (!authority.ok) context.addIssue({ code: 'custom', path: ['database', 'authority'], message: authority.fault })
    if (!tls.ok || !password.ok || !authority.ok) return z.NEVER
    return { ...written, tls: tls.value, password: password.value, authority: authority.value }
  }))
  if (!read.ok) return read
  const { server, listen, tls, database, password, authority, key, devices, platform } = read.value
  const hallFile = beside(read.value.hallFile)
  const hall = await loadHall(hallFile)
  if (!hall.ok) return hall
  const access = platform === undefined ? ok(null) : await loadPlatformAccess(platform.url, beside(platform.credential.file))
  if (!access.ok) return access
  return ok({
    server,
    hall: hall.value,
    hallFile,
    access: { listen, tls },
    database: {
      host: database.host,
      port: database.port,
      database: database.name,
      user: database.user,
      ...(password === null ? {} : { password }),
      ...(authority === null ? {} : { authority }),
    },
    key: 'file' in key ? { file: beside(key.file) } : key,
    devices,
    platform: platform !== undefined && access.value !== null ? { ...access.value, id: platform.id } : null,
  })
}

/** Nobody else's network lies between. */
function isHere(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.')
}

async function readPassword(file: string | undefined, beside: (name: string) => string): Promise<Result<string | null, string>> {
  if (file === undefined) return ok(null)
  const text = await readText(beside(file))
  if (!text.ok) return err(`${PASSWORD}; ${text.fault}`)
  const [password = '', ...more] = text.value.split(/\r?\n/)
  return password !== '' && more.join('') === '' ? ok(password) : err(`${PASSWORD}; the file is empty or has more than one line`)
}

async function readAuthority(file: string | undefined, beside: (name: string) => string): Promise<Result<string | null, string>> {
  if (file === undefined) return ok(null)
  const text = await readText(beside(file))
  if (!text.ok) return err(`${CERTIFICATES}; ${text.fault}`)
  return certificateIn(text.value) === null ? err(`${CERTIFICATES}; the file holds no certificate`) : text
}
