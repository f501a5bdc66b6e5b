// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { form } from '#/chat/form.ts'
import { tame } from '#/chat/markdown.ts'
import type { Act, Where } from '#/chat/turn.ts'
import { asId, type DeliveryId } from '#/network/ids.ts'
import { fieldsOf } from '#/platforms/adaptive-card/fields.ts'
import { steps } from './clock.ts'
import type { World } from './people.ts'

/** Where someone is in the playground, and as whom. `thread` is the message whose thread it is; `nonce` is the page's id of this one intent. */
const place = {
  as: z.string(),
  conversation: z.string(),
  thread: z.string().nullish(),
  locale: z.enum(['nl', 'en']).catch('nl'),
}
const nonce = z.uuid()
const texts = z.record(z.string(), z.string())

/** What an action's `data` brings back, with what was filled in beside it. */
const data = z.looseObject({
  action: z.string().optional(),
  dialog_id: z.string().optional(),
  value: z.string().catch(''),
  context: z.string().optional(),
  m50: z.string().optional(),
  drawing: z.number().int().optional().catch(undefined),
})

/** What a file of the size that the bot takes is in base64, and some more: one that is too large is told so. */
const longestFile = 4_000_000

export const sayBody = z
  .object({
    ...place,
    nonce,
    text: z.string().max(20_000).transform(tame).pipe(z.string().trim()),
    file: z.object({ name: z.string().max(255).transform(tame), base64: z.base64().max(longestFile) }).optional(),
  })
  .refine(({ text, file }) => text !== '' || file)
export const pressBody = z.object({ ...place, nonce, data, inForm: z.boolean().optional() })
export const submitBody = z.object({ ...place, nonce, data, form, labels: texts.optional() })
export const suggestBody = z.object({ ...place, dataset: z.string(), query: z.string().max(200) })
export const homeBody = z.object(place)
export const clockBody = z.object({ step: z.enum(steps) })
export const localeBody = z.object({ as: z.string(), locale: z.enum(['nl', 'en']) })

export type Place = z.infer<z.ZodObject<typeof place>>

/** What a typed line is to the bot; null for what people say to each other. */
export function lineAct(text: string, where: Where, world: World): Extract<Act, { kind: 'line' }> | null {
  const command = new RegExp(`^/?${RegExp.escape(world.command.slice(1))}(?=\\s|$)`, 'i')
  const mention = new RegExp(`^${RegExp.escape(world.mention)}(?=[\\s,:]|$)[,:]?`, 'i')
  const after = (begin: RegExp) => text.replace(begin, '').trim()
  if (where.kind === 'direct')
    return { kind: 'line', text: after(mention.test(text) ? mention : command), by: 'direct' }
  if (mention.test(text)) return { kind: 'line', text: after(mention), by: 'mention' }
  if (command.test(text)) return { kind: 'line', text: after(command), by: 'command' }
  return null
}

export function pressAct({ data, inForm }: z.infer<typeof pressBody>): Extract<Act, { kind: 'press' }> {
  const delivery = asId<DeliveryId>(data.m50)
  return {
    kind: 'press',
    name: data.action ?? data.dialog_id ?? '',
    value: data.value,
    ...(delivery ? { delivery } : {}),
    ...(data.drawing === undefined ? {} : { drawing: data.drawing }),
    ...(inForm ? { inForm: { context: data.context ?? '', fields: fieldsOf(data) } } : {}),
  }
}

export const submitAct = ({ data }: z.infer<typeof submitBody>): Extract<Act, { kind: 'submit' }> => ({
  kind: 'submit',
  form: data.action ?? '',
  context: data.value,
  fields: fieldsOf(data),
})

/** A searched choice names its data `<feature>.<form>.<field>`. */
export function suggestAct({ dataset, query }: z.infer<typeof suggestBody>): Extract<Act, { kind: 'suggest' }> {
  const [feature = '', name = '', field = ''] = dataset.split('.')
  return { kind: 'suggest', form: `${feature}.${name}`, field, query }
}
