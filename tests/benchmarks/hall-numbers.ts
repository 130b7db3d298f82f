import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { machineKeyFrom } from '../../main/ledger/machine-key.ts'
import { openPostgresStore, type PostgresStore } from '../../main/queue/store/postgres.ts'
import { administer, makeCluster, type Cluster } from '../main/queue/store/postgres-cluster.ts'
import { DAY, take } from '../main/queue/store/postgres-tickets.ts'
import type { Group } from './groups.ts'
import { median } from './quantiles.ts'
import { perSecond } from './quantities.ts'

const TERMINALS = 50
/** As many connections as the hall server keeps. */
const AS_FEW = 10
const ROUNDS = 5
const SECONDS = 4

/** The hall server's numbers beside PostgreSQL's own client, which runs the same statements and computes nothing. */
export const HALL_NUMBERS: Group = {
  name: 'hall',
  how: `numbers of one series for ${TERMINALS} terminals that each ask for the next as soon as they have one, in Debian's PostgreSQL with its usual settings (durable), on these same cores. Beside it pgbench with as many connections, and with the ${AS_FEW} that the hall server keeps, two threads and prepared statements, running the whole transaction from a script file with values of the same size. Medians of ${ROUNDS} rounds of ${SECONDS} s that take turns.`,
  async measure() {
    const { ours, pgbench, asFew } = await hallNumbersBench()
    const goal = { of: 'ratio', bound: 'at least', value: 0.4 } as const
    const what = `numbers for ${TERMINALS} terminals from PostgreSQL`
    const beside = (connections: number, rate: number) => ({ name: `pgbench, ${connections} connections`, ...perSecond(rate) })
    return [
      { what, figure: perSecond(ours), beside: beside(TERMINALS, pgbench), goal },
      { what, figure: perSecond(ours), beside: beside(AS_FEW, asFew), goal },
    ]
  },
}

async function hallNumbersBench(): Promise<{ readonly ours: number; readonly pgbench: number; readonly asFew: number }> {
  const cluster = await makeCluster({ max_connections: '100' })
  const folder = await mkdtemp(path.join(tmpdir(), 'yimen-bench-'))
  try {
    await cluster.start()
    const opened = await openPostgresStore({
      address: cluster.address,
      hall: 'ours',
      key: machineKeyFrom(Buffer.alloc(32, 1)),
      now: () => new Date(),
      promote: false,
    })
    if (!opened.ok) throw new Error(opened.fault.line)
    const store = opened.value
    await take(store, 'A', { person: { number: '110105000000000000X', name: '样本' } })
    await prepareBare(cluster, folder)
    const rates = { ours: [] as number[], pgbench: [] as number[], asFew: [] as number[] }
    // one round to warm up, not counted
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await rateOf(store)
      const pgbench = await ratePgbench(cluster, folder, TERMINALS)
      const asFew = await ratePgbench(cluster, folder, AS_FEW)
      await administer(cluster.address, `UPDATE yimen.ticket SET status = 'done' WHERE status = 'waiting'`)
      await administer(cluster.address, 'VACUUM ANALYZE')
      if (round === 0) continue
      rates.ours.push(ours)
      rates.pgbench.push(pgbench)
      rates.asFew.push(asFew)
    }
    await store.close()
    return { ours: median(rates.ours), pgbench: median(rates.pgbench), asFew: median(rates.asFew) }
  } finally {
    await cluster.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

let people = 0

async function rateOf(store: PostgresStore): Promise<number> {
  const from = performance.now()
  let taken = 0
  async function terminal(): Promise<void> {
    while (performance.now() - from < SECONDS * 1000) {
      people += 1
      const number = `110105${String(people).padStart(11, '0')}X`
      await take(store, 'A', { requestId: randomUUID(), person: { number, name: '样本' } })
      taken += 1
    }
  }
  await Promise.all(Array.from({ length: TERMINALS }, terminal))
  return (taken * 1000) / (performance.now() - from)
}

/** Everything that the product's transaction writes and asks, in its order, in a hall of its own. */
const SCRIPT = `
\\set a random(1, 2000000000)
\\set b random(1, 2000000000)
BEGIN;
SELECT epoch, last_event FROM yimen.head WHERE hall = 'bare';
SELECT 1 FROM yimen.series WHERE hall = 'bare' AND business_day = '${DAY}' AND series = 'A' FOR UPDATE;
SELECT (SELECT ticket_id FROM yimen.ticket WHERE hall = 'bare' AND request_id = 'r' || :a || ':' || :b),
  (SELECT ticket_id FROM yimen.ticket WHERE hall = 'bare' AND business_day = '${DAY}' AND business = 'A'
    AND person_hash = decode(md5('p' || :a || :b), 'hex') AND status IN ('waiting', 'called', 'held') AND person_hash IS NOT NULL),
  (SELECT last FROM yimen.series WHERE hall = 'bare' AND business_day = '${DAY}' AND series = 'A'),
  count(*), count(*) FILTER (WHERE rank <= now()), max(rank) FILTER (WHERE priority = 'ordinary')
  FROM yimen.ticket WHERE hall = 'bare' AND business_day = '${DAY}' AND business = 'A' AND status = 'waiting';
UPDATE yimen.series SET last = last + 1 WHERE hall = 'bare' AND business_day = '${DAY}' AND series = 'A' RETURNING last AS seq \\gset
INSERT INTO yimen.ticket (hall, ticket_id, request_id, business_day, business, series, seq, number, status, origin, terminal, paper,
    issued_at, ahead_at_issue, priority, rank, calls, suite, person_hash, key_id, person_number, person_name)
  VALUES ('bare', '019a0000-0000-7000-' || :a || :b, 'r' || :a || ':' || :b, '${DAY}', 'A', 'A', :seq, 'A' || :seq, 'waiting', 'kiosk', 'K01',
    'ticket', now(), 0, 'ordinary', now(), 0, 1, decode(md5('p' || :a || :b), 'hex'), '2026-11/ticket', decode(repeat('07', 47), 'hex'),
    decode(repeat('07', 35), 'hex'));
SELECT epoch, last_event AS event, audit_seq, audit_hash FROM yimen.head WHERE hall = 'bare' FOR UPDATE \\gset
WITH fed AS (INSERT INTO yimen.event VALUES ('bare', :event + 1, now(), 'ticket.issued', '019a' || :a || :b, 'A' || :seq, 'A', NULL, '{}')),
  posted AS (INSERT INTO yimen.outbox VALUES ('bare', '019b0000-0000-7000-' || :a || :b, '019a' || :a || :b, 'ticket.issued',
    '{"ticket":"019a0000-0000-7000-8000-000000000000","number":"A' || :seq || '","business":"A"}', now())),
  logged AS (INSERT INTO yimen.audit VALUES ('bare', :event + 1, 1, '2026-11-23T01:00:00.000Z', 'citizen', 'ticket.issued',
    '{"business":"A","number":"A' || :seq || '","ticket":"019a0000-0000-7000-8000-000000000000"}', decode(repeat('07', 32), 'hex'),
    decode(repeat('07', 32), 'hex')))
  UPDATE yimen.head SET last_event = :event + 1, audit_seq = :event + 1, audit_hash = decode(repeat('07', 32), 'hex') WHERE hall = 'bare';
COMMIT;
`

async function prepareBare({ address }: Cluster, folder: string): Promise<void> {
  await administer(
    address,
    `INSERT INTO yimen.hall SELECT 'bare', created_at, suite, key_check FROM yimen.hall WHERE hall = 'ours';
     INSERT INTO yimen.head SELECT 'bare', epoch, 0, audit_suite, 0, audit_hash, audit_seal FROM yimen.head WHERE hall = 'ours';
     INSERT INTO yimen.data_key SELECT 'bare', '2026-11/ticket', suite, wrapped, created_at FROM yimen.data_key WHERE hall = 'ours';
     INSERT INTO yimen.series VALUES ('bare', '${DAY}', 'A', 0)`,
  )
  await writeFile(path.join(folder, 'take.sql'), SCRIPT)
}

async function ratePgbench({ address, binaries }: Cluster, folder: string, connections: number): Promise<number> {
  const { stdout } = await promisify(execFile)(
    path.join(binaries, 'pgbench'),
    ['-n', '-M', 'prepared', '-c', String(connections), '-j', '2', '-T', String(SECONDS), '-f', path.join(folder, 'take.sql'),
      '-h', address.host, '-p', String(address.port), '-U', address.user, address.database],
  )
  const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
  if (rate === undefined) throw new Error(`pgbench said: ${stdout}`)
  return Number(rate)
}
