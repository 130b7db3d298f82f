/** Runs what is asked for one name in the order in which it was asked, one after another. */
export interface OneAtATime {
  <Value>(name: string, act: () => Promise<Value>): Promise<Value>
}

export function oneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return async (name, act) => {
    const before = last.get(name) ?? Promise.resolve()
    // What the one before fell over is its own caller's to hear.
    const turn = before.then(act, act)
    last.set(name, turn)
    try {
      return await turn
    } finally {
      if (last.get(name) === turn) last.delete(name)
    }
  }
}
