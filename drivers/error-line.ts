/** The first line of an error, which is all that the errors of native libraries have: for a fault's detail. */
export function lineOf(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n')
  return line
}
