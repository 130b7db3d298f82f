import { coldLoadBench } from './cold-load.ts'
import { electronToHomeBench } from './electron-to-home.ts'
import { firstChunkBench, lazyChunkBench } from './first-chunk.ts'
import { heapGrowthBench } from './heap-growth.ts'
import { keystrokeBench, SLOWED } from './keystroke-on-screen.ts'
import type { Measurement } from './measurement.ts'
import { pinyinBench } from './pinyin-candidates.ts'
import { median, quantile } from './quantiles.ts'
import { startUpBench } from './start-up.ts'
import { of, kilobytes, megabytes } from './quantities.ts'

export const COLD_LOADS = 5
const JOURNEYS = { first: 20, all: 200 }
export const STARTS = 5
const FRAME_MS = 1_000 / 60
export const LETTERS = 200

/** What somebody in front of the screen waits for; `groups.ts` says how each is measured. */
export async function typing(): Promise<readonly Measurement[]> {
  const { letters, worst, loads, file, memory, onScreen } = await pinyinBench()
  const atMost = (value: number) => ({ of: 'figure', bound: 'at most', value }) as const
  const beside = { name: 'two frames', ...of(2 * FRAME_MS, 'ms') }
  return [
    { what: 'candidates for a letter, p50', figure: of(median(letters), 'ms'), goal: atMost(30) },
    { what: 'candidates for a letter, p95', figure: of(quantile(letters, 0.95), 'ms'), goal: atMost(30) },
    { what: 'candidates for forty letters, the worst', figure: of(worst, 'ms') },
    { what: 'key to candidates on screen, slowed six times, p50', figure: of(median(onScreen), 'ms'), beside },
    { what: 'key to candidates on screen, slowed six times, p95', figure: of(quantile(onScreen, 0.95), 'ms'), beside },
    { what: 'word list to the first candidates, p50', figure: of(median(loads), 'ms') },
    { what: 'word list, gzipped', figure: kilobytes(file.gzipped), beside: { name: 'not gzipped', ...kilobytes(file.plain) }, goal: atMost(1_500) },
    { what: 'memory of the word list and all that is typed', figure: megabytes(memory) },
  ]
}

export async function keystrokes(): Promise<readonly Measurement[]> {
  const { field, bare } = await keystrokeBench(LETTERS)
  return [0.5, 0.95].map((at) => ({
    what: `keystroke to its letter on screen, processor slowed ${SLOWED} times, p${at * 100}`,
    figure: of(quantile(field, at), 'ms'),
    beside: { name: 'into a bare paragraph', ...of(quantile(bare, at), 'ms') },
  }))
}

export async function renderer(): Promise<readonly Measurement[]> {
  const { script, style } = await firstChunkBench()
  const filing = await lazyChunkBench('filing')
  const { loads, floors } = await coldLoadBench({ loads: COLD_LOADS })
  const { afterFirst, afterAll } = await heapGrowthBench(JOURNEYS)
  const atMost220kB = { of: 'figure', bound: 'at most', value: 220 } as const
  return [
    {
      what: 'first chunk, scripts gzipped',
      figure: kilobytes(script.gzipped),
      beside: { name: 'not gzipped', ...kilobytes(script.plain) },
      goal: atMost220kB,
    },
    {
      what: 'first chunk, scripts and style sheets gzipped',
      figure: kilobytes(script.gzipped + style.gzipped),
      beside: { name: 'not gzipped', ...kilobytes(script.plain + style.plain) },
      goal: atMost220kB,
    },
    {
      what: 'chunk of 刷证申报 beyond the first, scripts and style sheets gzipped',
      figure: kilobytes(filing.gzipped),
      beside: { name: 'not gzipped', ...kilobytes(filing.plain) },
      goal: { of: 'figure', bound: 'at most', value: 120 },
    },
    {
      what: 'cold load to home',
      figure: of(median(loads), 'ms'),
      beside: { name: 'a page of two buttons', ...of(median(floors), 'ms') },
    },
    {
      what: `heap grown by ${JOURNEYS.all} journeys since the first ${JOURNEYS.first}`,
      figure: megabytes(afterAll - afterFirst),
      beside: { name: `in use after ${JOURNEYS.first}`, ...megabytes(afterFirst) },
      goal: { of: 'figure', bound: 'below', value: 5 },
    },
  ]
}

export async function startUp(): Promise<readonly Measurement[]> {
  const { terminal, bareNode, npmReady, npmHome, build } = await startUpBench({ runs: STARTS })
  const buildAlone = { name: 'its build alone', ...of(median(build) / 1000, 's') }
  return [
    {
      what: 'terminal to ready',
      figure: of(median(terminal), 'ms'),
      beside: { name: 'Node that prints a line', ...of(median(bareNode), 'ms') },
    },
    { what: '`npm start` to ready', figure: of(median(npmReady) / 1000, 's'), beside: buildAlone },
    { what: '`npm start` to home on screen', figure: of(median(npmHome) / 1000, 's'), beside: buildAlone },
    ...(await electronToHome()),
  ]
}

/** No row where there is no Electron. */
async function electronToHome(): Promise<readonly Measurement[]> {
  const figures = await electronToHomeBench({ runs: STARTS })
  if (figures === null) return []
  return [
    {
      what: 'Electron to home on screen',
      figure: of(median(figures.home) / 1000, 's'),
      beside: { name: 'Electron with one button', ...of(median(figures.bareWindow) / 1000, 's') },
    },
  ]
}
