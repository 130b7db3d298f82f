import { describe, it } from 'vitest'
import { PIPE_PROPERTIES } from './pipe-properties.ts'

describe('a reader’s two pipes', () => {
  it.each(PIPE_PROPERTIES)('$name', (property) => property.hold())
})
