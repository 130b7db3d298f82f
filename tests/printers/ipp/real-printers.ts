import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chownSync, constants, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const PROGRAMS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']
const IS_ROOT = process.getuid?.() === 0
/** Debian's nobody: as root the scheduler would look for folders of its own. */
const NOBODY = 65_534
const RUN_FOLDER_OF_AVAHI = '/run/avahi-daemon'
const inCi = process.env['CI'] === 'true'

/**
 * ippeveprinter is not here, or avahi, without which it does not start, may not have its folder. In CI they must be:
 * there the tests run, and fail without them, instead of being passed over.
 */
export const NO_IPPEVEPRINTER = !(hasAll('ippeveprinter', 'avahi-daemon', 'dbus-daemon', 'dbus-send', 'setpriv') && avahiCanRun()) && !inCi
/** The queue stands in front of ippeveprinter. */
export const NO_CUPSD = NO_IPPEVEPRINTER || (!(hasAll('cupsd', 'lpadmin') && existsSync('/usr/lib/cups/filter/pdftopdf')) && !inCi)

function hasAll(...names: readonly string[]): boolean {
  return names.every((name) => PROGRAMS.some((folder) => existsSync(join(folder, name))))
}

function avahiCanRun(): boolean {
  if (IS_ROOT) return true
  try {
    accessSync(RUN_FOLDER_OF_AVAHI, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function program(name: string): string {
  return join(PROGRAMS.find((folder) => existsSync(join(folder, name))) ?? '', name)
}

/** A sheet as the real printer's own program got it. */
interface RealSheet {
  readonly name: string
  readonly pdf: Buffer
}

export interface IppEvePrinter {
  readonly url: string
  /** In order; those that came out whole. */
  readonly outputs: readonly RealSheet[]
  /** Pages that each job has. */
  setPages(pages: number): void
  /** Before this page the paper is out, until it is put in. */
  paperOutAt(page: number): void
  putPaperIn(): void
  /** Its next jobs fail after so many pages. */
  failAfter(pages: number | null): void
  switchOff(): Promise<void>
  switchOn(): Promise<void>
}

/** A real printer of CUPS' makers on a free port, which prints by a program that lays PDFs in a folder. */
export async function ippEvePrinter(): Promise<IppEvePrinter> {
  const folder = ownFolder('ippeve')
  const out = folderIn(folder, 'out')
  const spool = folderIn(folder, 'spool')
  let bus = await busWithAvahi(folder)
  const script = join(folder, 'print.sh')
  writeFileSync(script, PRINT.replaceAll('FOLDER', folder), { mode: 0o755 })
  writeFileSync(join(folder, 'pages'), '1')
  const paperOut = (page: number): string => join(folder, `paper-out-at-${page}`)
  const said = join(folder, 'said')
  const start = async (port: number): Promise<ChildProcess> => {
    const started = run(
      program('ippeveprinter'),
      ['-p', `${port}`, '-n', 'localhost', '--no-web-forms', '-d', spool, '-f', 'application/pdf', '-c', script, 'HallA4'],
      { ...bus, TMPDIR: folder },
      { said },
    )
    const lives = (): boolean => started.exitCode === null && started.signalCode === null
    await untilTrue(async () => !lives() || (await listens(port)))
    if (!lives()) throw new Error(`ippeveprinter ended before it listened: ${readFileSync(said, 'utf8').slice(-2000)}`)
    return started
  }
  let port = await freePort()
  // Somebody may have taken the port since it was free, or an avahi that was still ending was taken for the machine's own.
  let printer = await start(port).catch(async () => {
    port = await freePort()
    bus = await busWithAvahi(folderIn(folder, 'again'))
    return start(port)
  })
  onTestFinished(() => ended(printer))
  return {
    url: `ipp://localhost:${port}/ipp/print`,
    get outputs() {
      return readdirSync(out)
        .filter((file) => file.endsWith('.name'))
        .map((file) => Number.parseInt(file, 10))
        .sort((one, other) => one - other)
        .map((id) => ({ name: readFileSync(join(out, `${id}.name`), 'utf8').trim(), pdf: readFileSync(join(out, `${id}.pdf`)) }))
    },
    setPages: (pages) => writeFileSync(join(folder, 'pages'), `${pages}`),
    paperOutAt: (page) => writeFileSync(paperOut(page), ''),
    putPaperIn: () => {
      for (const page of [1, 2, 3]) rmSync(paperOut(page), { force: true })
    },
    failAfter: (pages) => {
      if (pages === null) rmSync(join(folder, 'fails-after'), { force: true })
      else writeFileSync(join(folder, 'fails-after'), `${pages}`)
    },
    switchOff: () => ended(printer, 'SIGKILL'),
    switchOn: async () => {
      printer = await start(port)
    },
  }
}

/** $1 is the document; what it says on stderr becomes the printer's state (ippeveprinter(1)). */
const PRINT = `#!/bin/sh
page=1
while [ $page -le $(cat FOLDER/pages) ]; do
  if [ -e FOLDER/paper-out-at-$page ]; then
    echo 'STATE: +media-empty' >&2
    while [ -e FOLDER/paper-out-at-$page ]; do sleep 0.05; done
    echo 'STATE: -media-empty' >&2
  fi
  echo "ATTR: job-impressions-completed=$page" >&2
  [ "$(cat FOLDER/fails-after 2>/dev/null)" = $page ] && exit 1
  page=$((page + 1))
done
cp "$1" FOLDER/out/$IPP_JOB_ID.pdf
echo "$IPP_JOB_NAME" > FOLDER/out/$IPP_JOB_ID.name
`

/** A scheduler of its own on a free port, as an ordinary user; answers the URL of its one queue, in front of `device`. */
export async function cupsQueue(device: string, ppd: readonly string[]): Promise<string> {
  const folder = ownFolder('cups')
  const root = folderIn(folder, 'root')
  for (const name of ['ppd', 'ssl']) folderIn(root, name)
  for (const name of ['cache', 'state', 'spool', 'tmp', 'log']) folderIn(folder, name)
  const port = await freePort()
  writeFileSync(join(root, 'cupsd.conf'), CUPSD.replaceAll('PORT', `${port}`))
  writeFileSync(join(root, 'cups-files.conf'), CUPS_FILES.replaceAll('FOLDER', folder))
  const start = async (): Promise<ChildProcess> => {
    const started = run(program('cupsd'), ['-f', '-c', join(root, 'cupsd.conf'), '-s', join(root, 'cups-files.conf')], { TMPDIR: join(folder, 'tmp') })
    onTestFinished(() => ended(started))
    await untilTrue(() => listens(port))
    return started
  }
  const scheduler = await start()
  const added = run(program('lpadmin'), ['-p', 'HALLA4', '-E', '-v', device, ...ppd], { CUPS_SERVER: `127.0.0.1:${port}`, HOME: folder })
  const [code] = await once(added, 'exit')
  if (code !== 0) throw new Error(`lpadmin ended with ${String(code)}: ${readFileSync(join(folder, 'log', 'error'), 'utf8').slice(-2000)}`)
  // `everywhere` is made by a thread of the scheduler after lpadmin has ended, and a job that comes while that writes is thrown
  // away: "Unable to convert file 0 to printable format". Begun anew, as in the morning, the scheduler knows its queue at once.
  await untilTrue(() => existsSync(join(folder, 'cache', 'HALLA4.data')))
  await ended(scheduler)
  rmSync(join(folder, 'cache', 'HALLA4.data'))
  await start()
  return `ipp://127.0.0.1:${port}/printers/HALLA4`
}

const CUPSD = `LogLevel info
Listen 127.0.0.1:PORT
DefaultAuthType None
WebInterface No
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`
const CUPS_FILES = `User nobody
Group nogroup
SystemGroup nogroup
ServerRoot FOLDER/root
CacheDir FOLDER/cache
StateDir FOLDER/state
RequestRoot FOLDER/spool
TempDir FOLDER/tmp
ErrorLog FOLDER/log/error
AccessLog FOLDER/log/access
PageLog FOLDER/log/page
FileDevice Yes
Sandboxing relaxed
`

/** ippeveprinter wants to announce itself: a bus and an avahi of its own, on loopback; or those of this machine. */
async function busWithAvahi(folder: string): Promise<Readonly<Record<string, string>>> {
  if (spawnSync(program('avahi-daemon'), ['--check']).status === 0) return {}
  const bus = join(folder, 'bus')
  const config = join(folder, 'bus.conf')
  writeFileSync(config, BUS.replace('SOCKET', bus))
  const daemon = run(program('dbus-daemon'), [`--config-file=${config}`, '--nofork'], {})
  onTestFinished(() => ended(daemon))
  await untilTrue(() => existsSync(bus))
  const environment = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${bus}` }
  const avahiConfig = join(folder, 'avahi.conf')
  writeFileSync(avahiConfig, AVAHI)
  const avahi = run(program('avahi-daemon'), ['-f', avahiConfig, '--no-drop-root', '--no-chroot', '--no-rlimits'], environment, { asWeAre: true })
  onTestFinished(() => ended(avahi))
  await untilTrue(() => isRunning(environment))
  return environment
}

/**
 * Whether an avahi on that bus has registered its host: it is there before its name is on the bus, and to ippeveprinter, which
 * does not wait for it, its silence (state 101, connecting) is the end, by an assertion.
 */
function isRunning(bus: Readonly<Record<string, string>>): boolean {
  const question = ['--system', '--print-reply', '--dest=org.freedesktop.Avahi', '/', 'org.freedesktop.Avahi.Server.GetState']
  const { stdout } = spawnSync(program('dbus-send'), question, { env: { ...process.env, ...bus }, encoding: 'utf8' })
  return stdout.includes(`int32 ${AVAHI_SERVER_RUNNING}`)
}

/** avahi-common/defs.h. */
const AVAHI_SERVER_RUNNING = 2

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=SOCKET</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
  </policy>
</busconfig>
`
const AVAHI = `[server]
host-name=hall
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
enable-dbus=yes
[publish]
publish-workstation=no
publish-hinfo=no
[wide-area]
enable-wide-area=no
`

/** Ends with this process, however that ends: a forgotten avahi would stand in the way of the next run. */
function run(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { asWeAre = false, said }: { readonly asWeAre?: boolean; readonly said?: string } = {},
): ChildProcess {
  const aside = IS_ROOT && !asWeAre ? [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  return spawn(program('setpriv'), [...aside, '--pdeathsig', 'TERM', '--', file, ...args], {
    stdio: ['ignore', 'ignore', said === undefined ? 'ignore' : openSync(said, 'a')],
    env: { ...process.env, ...environment },
  })
}

/** A scheduler that is asked to end takes its back ends with it; one that does not is made to. */
async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill(signal)
  const patience = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await exit
  clearTimeout(patience)
}

function ownFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `yimen-${name}-`))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (IS_ROOT) chownSync(folder, NOBODY, NOBODY)
  return folder
}

function folderIn(folder: string, name: string): string {
  const made = join(folder, name)
  mkdirSync(made)
  if (IS_ROOT) chownSync(made, NOBODY, NOBODY)
  return made
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** 50 s at least: programs that are not ours start slowly where everything else is tested at the same time. */
const TRIES = 1_000

export async function untilTrue(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('what was waited for did not come')
}
