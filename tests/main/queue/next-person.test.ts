import { expect, test } from 'vitest'
import { bytesOf, dataFolder, open, TEN_O_CLOCK } from '../ledger/fixture.ts'
import { queueOn, request, SPECIMEN } from './fixture.ts'

/** Each way in which these characters could lie in a file. */
function spellings(text: string): readonly Buffer[] {
  const swapped = Buffer.from(text, 'utf16le').swap16()
  const gb18030Of样本一 = Buffer.from('d1f9b1bed2bb', 'hex')
  return [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
    swapped,
    Buffer.from(Buffer.from(text, 'utf8').toString('hex')),
    Buffer.from(Buffer.from(text, 'utf8').toString('base64').slice(0, -4)),
    ...(text === SPECIMEN.name ? [gb18030Of样本一] : []),
  ]
}

async function expectNothingOfThePerson(folder: string): Promise<void> {
  const files = await bytesOf(folder)
  expect(files.size).toBeGreaterThan(0)
  for (const [name, bytes] of files) {
    for (const text of [SPECIMEN.number, SPECIMEN.name, SPECIMEN.number.toLowerCase(), SPECIMEN.number.slice(6, 14)]) {
      for (const spelling of spellings(text)) expect([name, bytes.includes(spelling)]).toEqual([name, false])
    }
  }
}

test('when the day is over, not even the keyed hash by which a person was found is left in any file', async () => {
  const folder = await dataFolder()
  let now = TEN_O_CLOCK
  const ledger = await open(folder, () => now)
  const queue = queueOn(ledger, () => now)
  const people = Array.from({ length: 20 }, (_, index) => ({ number: `specimen ${index}`, name: null }))
  await Promise.all(people.map((person, index) => queue.takeNumber(request(`r${index}`, { person }))))
  const hashes = people.map((person) => ledger.envelopes.keyedHash('person', person.number.toUpperCase()))
  const left = async () => {
    const files = [...(await bytesOf(folder)).values()]
    return hashes.filter((hash) => files.some((bytes) => bytes.includes(hash))).length
  }
  expect(await left()).toBe(people.length)
  now = new Date('2026-11-22T16:00:00Z')
  await queue.overview()
  await ledger.close()
  expect(await left()).toBe(0)
})

test('who comes next and takes the disk along finds no name and no number in any of the ledger’s files', async () => {
  const folder = await dataFolder()
  const ledger = await open(folder)
  const queue = queueOn(ledger)
  const taken = await queue.takeNumber(request('r1', { person: SPECIMEN }))
  await queue.takeNumber(request('r2', { person: SPECIMEN }))
  await queue.waitingTicketOf(SPECIMEN, 'A')
  if (taken.outcome !== 'issued') throw new Error(taken.outcome)
  await queue.reprint({ requestId: 'r3', ticketId: taken.ticket.ticketId, reason: 'asked-by-holder', by: 'citizen' })
  await expectNothingOfThePerson(folder) // while it runs, journal included
  expect([...(await bytesOf(folder)).keys()]).toContain('ledger.sqlite-wal')

  // the terminal itself still can: the envelopes are there
  const [row] = await ledger.read<{ person_number: Buffer; person_name: Buffer; key_id: string }>(
    'SELECT person_number, person_name, key_id FROM ticket',
  )
  if (row === undefined) throw new Error('no ticket')
  const place = { table: 'ticket', row: taken.ticket.ticketId, keyId: row.key_id }
  const name = await ledger.envelopes.open(row.person_name, { ...place, column: 'person_name' })
  const number = await ledger.envelopes.open(row.person_number, { ...place, column: 'person_number' })
  expect([name, number]).toEqual([{ ok: true, value: SPECIMEN.name }, { ok: true, value: SPECIMEN.number }])

  // and when the month is forgotten it cannot either, though the ticket is still counted
  const [key] = await ledger.read<{ wrapped: Buffer }>('SELECT wrapped FROM data_key')
  if (key === undefined) throw new Error('no key')
  await ledger.envelopes.destroyKeysBefore('ticket', '2026-12')
  for (const [file, bytes] of await bytesOf(folder)) expect([file, bytes.includes(key.wrapped)]).toEqual([file, false])
  expect(await ledger.envelopes.open(row.person_name, { ...place, column: 'person_name' })).toMatchObject({
    fault: 'key-destroyed',
  })
  expect(await queue.ticket(taken.ticket.ticketId)).toMatchObject({ number: 'A001' })
  await expectNothingOfThePerson(folder)
  await ledger.close()
  await expectNothingOfThePerson(folder)
})
