// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

/**
 * A card without a platform. Every string is the safe subset of Markdown that `markdown.ts` reads (bold, italic, http(s) links, `- ` lists, `> ` quotes, blank lines);
 * what a person typed is escaped when it is put into a text, so that it can only ever be text.
 */
const name = z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)

/** `press` acts; `open` opens a form, or answers with a message where nothing is left to ask. `name` is `<feature>.<press or form>`, `value` the subject's id. */
export const button = z
  .object({
    does: z.enum(['press', 'open']),
    name,
    label: z.string().min(1),
    value: z.string(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm: z.object({ text: z.string().min(1), yes: z.string().min(1) }).optional(),
  })
  .refine(b => b.style !== 'danger' || b.confirm !== undefined, 'a danger button needs a confirm text')

/** A button that leads to a web page, and says so. */
const link = z.object({ label: z.string().min(1), url: z.url({ protocol: /^https?$/ }) })

const pressKey = (b: { name: string; value: string }) => `${b.name} ${b.value}`

export const card = z
  .object({
    version: z.literal(1),
    title: z.string().optional(),
    text: z.string().optional(),
    facts: z.array(z.object({ label: z.string().optional(), value: z.string() })).optional(),
    items: z.array(z.object({ text: z.string(), accessory: button.optional() })).optional(),
    progress: z.object({ label: z.string(), value: z.number().min(0), of: z.number().positive() }).optional(),
    image: z.object({ url: z.url({ protocol: /^https?$/ }), alt: z.string().min(1) }).optional(),
    context: z.string().optional(),
    /** One row: at most five, no two the same, at most one primary. */
    buttons: z.array(button).max(5).optional(),
    /** The buttons answer one question, and none stands before another: all are in sight on every platform. */
    alike: z.literal(true).optional(),
    /** Under "Meer". */
    more: z.array(button).max(5).optional(),
    link: link.optional(),
    /** Shows the items that found no place on a platform: pressed with the number of the first of those, of which this card's first is `from`. */
    rest: z.object({ name, label: z.string().min(1), from: z.number().int().min(0) }).optional(),
  })
  .refine(c => c.title !== undefined || c.text !== undefined, 'a card needs a title or a text')
  .refine(
    c => [...(c.buttons ?? []), ...(c.more ?? [])].filter(b => b.style === 'primary').length <= 1,
    'one primary button a card',
  )
  .refine(c => {
    const keys = [...(c.buttons ?? []), ...(c.more ?? [])].map(pressKey)
    return new Set(keys).size === keys.length
  }, 'no two buttons that do the same')

export type Card = z.infer<typeof card>
export type Button = z.infer<typeof button>

/** The button under so many items as are shown, where others were left out. */
export const restButton = ({ name, label, from }: NonNullable<Card['rest']>, shown: number): Button => ({
  does: 'press',
  name,
  label,
  value: String(from + shown),
})

/** A card with nothing to press and nothing to lay out is sent as text [E32]. */
export const isPlainText = (c: Card): boolean =>
  !c.facts?.length && !c.items?.length && !c.progress && !c.image && !c.buttons?.length && !c.more?.length && !c.link
