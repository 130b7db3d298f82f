import { z } from 'zod'

/** National codes are upper case letters and digits (GB/T 39554.1; lengths as seen in national upload tables). */
const code = (length: number) =>
  z.string().regex(new RegExp(`^[0-9A-Z]{${length}}$`), `expected ${length} digits or upper case letters`)

/**
 * A service item (事项) by the columns that every hall has; its further elements are kept as they come, for the guide.
 * Names are those of the national upload tables.
 */
const item = z.looseObject({
  catalog_code: code(12),
  /** 18 of the body's credit code, 1 of its level, 12 of the catalogue. */
  task_code: code(31),
  task_name: z.string().min(1).max(1000),
  dept_name: z.string().min(1),
  task_version: z.number().int().positive(),
})

/** catalogue.json: the service items of the hall, with the version that guides will show. */
export const CatalogueFile = z.strictObject({
  version: z.string().min(1),
  items: z
    .array(item)
    .refine(
      (items) => new Set(items.map((each) => each.task_code)).size === items.length,
      'expected each item once: a task_code stands twice',
    ),
})
export type CatalogueFile = z.output<typeof CatalogueFile>
