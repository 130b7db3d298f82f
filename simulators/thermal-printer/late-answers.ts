/** Sends answers at once, or each so many milliseconds after it was given, in their order. */
export interface LateAnswers {
  /** False when it is sent at once and no host is there. */
  send(bytes: readonly number[]): boolean
  delay(milliseconds: number): void
  /** What has not been sent yet never is. */
  clear(): void
}

export function createLateAnswers(send: (bytes: readonly number[]) => boolean): LateAnswers {
  const onTheWay = new Set<NodeJS.Timeout>()
  let lateness = 0
  return {
    send: (bytes) => {
      if (lateness === 0 && onTheWay.size === 0) return send(bytes)
      const timer = setTimeout(() => {
        onTheWay.delete(timer)
        send(bytes)
      }, lateness)
      onTheWay.add(timer)
      return true
    },
    delay: (milliseconds) => {
      lateness = milliseconds
    },
    clear: () => {
      onTheWay.forEach(clearTimeout)
      onTheWay.clear()
    },
  }
}
