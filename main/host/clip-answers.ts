import type { CallClips } from '../configuration/call-clips.ts'
import { plain } from './answers.ts'
import { assetHeaders } from './policy.ts'

/** Where a board's page asks for the hall's own recordings: `VERSION/names.json`, and `VERSION/zh/A` for each name in it. */
export const CLIPS_AT = '/board/clips/'

/** Answers a GET below `CLIPS_AT`: what was read when the hall was, by its name; nothing in the file system can be named. */
export function clipAnswer(clips: CallClips | undefined, pathname: string): Response {
  const start = `${CLIPS_AT}${clips?.version ?? ''}/`
  if (clips === undefined || !pathname.startsWith(start)) return plain(404, 'Not found')
  const asked = pathname.slice(start.length)
  if (asked === 'names.json') return new Response(JSON.stringify([...clips.clips.keys()]), { headers: assetHeaders('application/json') })
  const [, clip] = [...clips.clips].find(([name]) => name.split('/').map(encodeURIComponent).join('/') === asked) ?? []
  return clip === undefined ? plain(404, 'Not found') : new Response(clip.bytes, { headers: assetHeaders(clip.type) })
}
