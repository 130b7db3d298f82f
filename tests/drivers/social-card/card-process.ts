import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import type { CardOrder } from '../../../simulators/social-card/card-in-slot.ts'
import type { CardHabits } from '../../../simulators/social-card/virtual-card.ts'
import { builtScript } from '../../built-script.ts'
import { SPECIMEN } from './specimen.ts'

/** Puts the specimen card into the virtual reader, from a process of its own; resolves when it lies there. */
export async function putIntoSlot(habits: Partial<CardHabits> = {}): Promise<{ readonly takeOut: () => Promise<void> }> {
  const script = await builtScript('simulators/social-card/card-in-slot.ts')
  const order: CardOrder = { contents: { ...SPECIMEN, name: Buffer.from(SPECIMEN.name).toString('hex') }, habits }
  const card = spawn(process.execPath, [script, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(card, 'exit')
  const takeOut = async (): Promise<void> => {
    card.kill()
    await ended
  }
  onTestFinished(takeOut)
  await once(card.stdout, 'data')
  return { takeOut }
}
