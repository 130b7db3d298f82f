import { newIdentifier } from './identifiers.ts'

const GUIDES = 'guide-'

/** What a sheet of the A4 printer is the subject of when it is a guide (办事指南): a new one for each print. */
export function guideSubject(now: Date): string {
  return `${GUIDES}${newIdentifier(now)}`
}

export function isGuideSubject(subject: string): boolean {
  return subject.startsWith(GUIDES)
}
