import { z } from 'zod'
import { GreenGround } from './green-channel.ts'
import { LocalText } from './text.ts'

/** Where a device sits on the case, seen by the citizen; the arrows on screen point there. */
export const Place = z.enum([
  'left',
  'right',
  'top',
  'bottom',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
])
export type Place = z.infer<typeof Place>

/** The panel: pixels and inches. All sizes on screen are millimetres computed from these. */
export const Screen = z.object({ width: z.number(), height: z.number(), diagonal: z.number() }).readonly()
export type Screen = z.infer<typeof Screen>

export const JourneyName = z.enum(['take-number', 'certificate', 'filing', 'guide', 'progress'])
export type JourneyName = z.infer<typeof JourneyName>

/** What does not change while the terminal runs: the page asks once when it loads. */
export const TerminalFacts = z
  .object({
    version: z.string(),
    terminal: z.string(),
    /** True in the demonstration hall: every screen then says 演示 (design, promise 9). */
    demonstration: z.boolean(),
    hall: z.object({ code: z.string(), name: LocalText, timeZone: z.string() }).readonly(),
    screen: Screen,
    case: z
      .object({
        reader: Place.optional(),
        ticket: Place.optional(),
        document: Place.optional(),
        scanner: Place.optional(),
        socialCard: Place.optional(),
        camera: Place.optional(),
      })
      .readonly(),
    /** A part of the label of the camera that looks at papers, and of the one that looks at faces; where none is named, any that fits. */
    cameras: z.object({ paper: z.string().optional(), face: z.string().optional() }).readonly().optional(),
    /** Journeys a citizen can walk here; the others are shown as opening soon. */
    journeys: z.array(JourneyName).readonly(),
    /** How somebody who laid a card can prove here that they are the one on it. */
    proofs: z.array(z.enum(['sms', 'face', 'clerk'])).readonly(),
    consent: z.object({ version: z.number().int(), text: LocalText }).readonly(),
    /** 12345 or the hall's own line, shown where help is asked for. */
    helpLine: z.string().optional(),
    voice: z.object({ enabled: z.boolean(), volume: z.number().min(0).max(1) }).readonly(),
    /** The hall lets a number be given by screen alone while the printer cannot print. */
    numberByScreenWhenNoPaper: z.boolean(),
    /** On what grounds a citizen may declare here that they need to go first; none: nobody is asked. */
    greenGrounds: z.array(GreenGround).readonly(),
  })
  .readonly()
export type TerminalFacts = z.infer<typeof TerminalFacts>
