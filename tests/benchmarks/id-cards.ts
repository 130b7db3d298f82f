import { cardNoiseBench } from './card-noise.ts'
import { cardReadBench } from './card-read.ts'
import type { Group } from './groups.ts'
import { idleReaderBench } from './idle-reader.ts'
import type { Goal, Measurement } from './measurement.ts'
import { median } from './quantiles.ts'

const CARDS = [
  { card: 'domestic', named: 'resident card' },
  { card: 'J', named: 'residence permit' },
  { card: 'I', named: 'permanent resident’s card, old' },
  { card: 'Y', named: 'permanent resident’s card of 2023' },
] as const
/** On a slow line a read takes more than a second, and nothing of it is left to chance. */
const LINES = [
  { baud: 115_200, reads: 9 },
  { baud: 9_600, reads: 1 },
] as const
const IDLE_SECONDS = 60

/** What reads documents of identity: their lines, their parser, and a reader on which nothing lies. */
export const ID_CARDS: Group = {
  name: 'id cards',
  how: `reads: the driver on a line paced to that baud rate, from the select request (which follows the find answer at once) to \`present\`, with the newest address where the card may have one, beside the time that the bytes both ways take on such a line; medians of ${LINES[0].reads}, at 9600 baud one read. Parser: 8 MB in pieces of 4 kB, whole answers of 1,295 bytes, noise, or claims of a frame at every seventh byte, beside a loop that looks at each byte once; best of five turns each. Idle: the driver in a process of its own watches an empty reader for ${IDLE_SECONDS} s, while the reads are measured.`,
  measure: idCards,
}

async function idCards(): Promise<readonly Measurement[]> {
  const parser = parserRows()
  const { percent, other: reads } = await idleReaderBench({ seconds: IDLE_SECONDS, meanwhile: readRows })
  return [
    ...reads,
    ...parser,
    {
      what: 'an idle reader, polled for a minute',
      figure: { value: percent, unit: '% of a core' },
      goal: { of: 'figure', bound: 'at most', value: 1 },
    },
  ]
}

async function readRows(): Promise<readonly Measurement[]> {
  const rows: Measurement[] = []
  for (const { baud, reads } of LINES) {
    for (const { card, named } of CARDS) {
      const figures = await cardReadBench({ baud, card, reads })
      const beside = { name: 'wire time of its bytes', value: median(figures.wireTimes), unit: 'ms' } as const
      rows.push({ what: `${named} at ${baud} baud`, figure: { value: median(figures.reads), unit: 'ms' }, beside, goal: ratio('at most', 1.05) })
    }
  }
  return rows
}

function parserRows(): readonly Measurement[] {
  const { frames, noise, claims } = cardNoiseBench()
  const megabytes = (value: number) => ({ value: value / 1e6, unit: 'MB a second' }) as const
  const bare = { name: 'a bare loop over the same bytes' }
  return [
    { what: 'answers with a card parsed', figure: { value: frames.ours, unit: 'a second' }, beside: { ...bare, value: frames.bare, unit: 'a second' } },
    { what: 'noise survived', figure: megabytes(noise.ours), beside: { ...bare, ...megabytes(noise.bare) } },
    { what: 'noise survived that claims to be frames', figure: megabytes(claims.ours), beside: { ...bare, ...megabytes(claims.bare) } },
  ]
}

function ratio(bound: Goal['bound'], value: number): Goal {
  return { of: 'ratio', bound, value }
}
