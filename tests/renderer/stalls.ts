/** Chromium answered one step of a look no more, which says nothing of the screen. */
export class ChromiumStalled extends Error {
  override readonly name = 'ChromiumStalled'
}

/** Each step takes well under a second; axe on a busy machine a few, milliseconds. */
const LIMIT = 20_000

/** The step's own outcome, or `ChromiumStalled` with its name after 20 s. */
export async function inTime<Value>(step: string, doing: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ChromiumStalled(`Chromium did not answer in ${LIMIT / 1000} s: ${step}`)), LIMIT)
  })
  try {
    return await Promise.race([doing, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Tried a second time only where Chromium stalled, and that is printed; whatever else goes wrong is the screen's. */
export async function onceMoreIfStalled<Value>(task: () => Promise<Value>): Promise<Value> {
  try {
    return await task()
  } catch (error) {
    if (!(error instanceof ChromiumStalled)) throw error
    process.stderr.write(`${error.message}; tried once more on a fresh page\n`)
    return task()
  }
}
