import { z } from 'zod'
import { FirstQuestion, questionFaults } from './questions.ts'
import { PackageFile, packageFaults } from './package-file.ts'
import { ServiceItem } from './service-item.ts'

/** A life situation (主题) by which people look for what they need, as 生育 or 入学; items name it by its code. */
const Topic = z.looseObject({
  code: z.string().min(1).max(64),
  name: z.looseObject({ zh: z.string().min(1).max(100), en: z.string().min(1).max(100).nullish() }),
  /** By which its items are narrowed down, one question after the other. */
  question: FirstQuestion.nullish(),
})

/** catalogue.json: the service items of the hall, with the version that guides will show. */
export const CatalogueFile = z
  .strictObject({
    version: z.string().min(1),
    /** In the order in which they are to be shown. */
    topics: z.array(Topic).max(200).optional(),
    items: z
      .array(ServiceItem)
      .refine(
        (items) => new Set(items.map((each) => each.task_code)).size === items.length,
        'expected each item once: a task_code stands twice',
      ),
    /** In the order in which they are to be shown. */
    packages: z.array(PackageFile).max(200).optional(),
  })
  .superRefine(({ topics = [], items, packages }, context) => {
    const known = { tasks: new Set(items.map(({ task_code }) => task_code)), situations: new Set(topics.map(({ code }) => code)) }
    for (const [at, { question }] of topics.entries()) {
      if (question === undefined || question === null) continue
      for (const { path, message } of questionFaults(question, (code) => known.tasks.has(code))) {
        context.addIssue({ code: 'custom', path: ['topics', at, 'question', ...path], message })
      }
    }
    for (const { path, message } of packageFaults(packages ?? [], known)) context.addIssue({ code: 'custom', path: [...path], message })
  })
export type CatalogueFile = z.output<typeof CatalogueFile>
