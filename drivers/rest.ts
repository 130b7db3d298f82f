/** Resolves after so many milliseconds, or at once when `stop` is, or has been, aborted. */
export function rest(milliseconds: number, stop?: AbortSignal): Promise<void> {
  if (stop?.aborted === true) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      stop?.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    stop?.addEventListener('abort', finish)
  })
}
