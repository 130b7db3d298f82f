import type { Place } from './content.ts'
import type { Paper } from './paper.ts'
import { fieldOf, partsOf, type Field } from './template.ts'

/** A field with what stands in it; of one that the template does not declare the place is told, and null answered. */
export function fieldAt(paper: Paper, name: string, at: Place): (Field & { readonly value: string }) | null {
  const field = fieldOf(paper.template, name)
  if (field !== undefined) return { ...field, value: paper.content.fields[name] ?? '' }
  paper.faults.push({ kind: 'bad-template', at, reason: `no field ${name} is declared` })
  return null
}

/** The template's words with the content of the fields in braces. */
export function filled(paper: Paper, text: string, at: Place): string {
  return partsOf(text)
    .map((part) => ('words' in part ? part.words : (fieldAt(paper, part.field, at)?.value ?? '')))
    .join('')
}
