/**
 * What the world does to us is a value, not an exception: a `Result` is either `ok` with a value, or not `ok` with a
 * fault that a person will be told of. What only a bug can do is an assertion (`node:assert`), and the process restarts.
 */
export type Result<Value, Fault> = Ok<Value> | Err<Fault>

export interface Ok<Value> {
  readonly ok: true
  readonly value: Value
}

export interface Err<Fault> {
  readonly ok: false
  readonly fault: Fault
}

export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value }
}

export function err<Fault>(fault: Fault): Err<Fault> {
  return { ok: false, fault }
}
