/** Collects the bytes of one job; grows by doubling, so that a ticket is a handful of copies and no string. */
export class ByteWriter {
  #bytes = new Uint8Array(2048)
  #length = 0

  get length(): number {
    return this.#length
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  bytes(values: Uint8Array): void {
    if (this.#length + values.length > this.#bytes.length) this.#grow(values.length)
    this.#bytes.set(values, this.#length)
    this.#length += values.length
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #grow(needed: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + needed))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}
