/** The files of a form as a browser sends it (RFC 7578), in their order; fields without a file name are passed over. Null where it is none. */
export function filesOfForm(contentType: string | undefined, body: Buffer): readonly Buffer[] | null {
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]{1,70})"?/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined) return null
  const delimiter = Buffer.from(`--${boundary}`)
  const files: Buffer[] = []
  for (let at = body.indexOf(delimiter); at !== -1; ) {
    const begin = at + delimiter.length
    if (body.toString('latin1', begin, begin + 2) === '--') return files
    const next = body.indexOf(`\r\n--${boundary}`, begin)
    const headEnd = body.indexOf('\r\n\r\n', begin)
    // Cut off in the middle: a phone that lost its line.
    if (next === -1 || headEnd === -1 || headEnd > next) return null
    const named = /\bfilename="([^"\r\n]*)"/i.exec(body.toString('utf8', begin, headEnd))
    const content = body.subarray(headEnd + 4, next)
    // A form without a chosen file sends an empty one without a name.
    if (named !== null && !(named[1] === '' && content.length === 0)) files.push(content)
    at = next + 2
  }
  return null
}
