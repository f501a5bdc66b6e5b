// SPDX-License-Identifier: EUPL-1.2
import type { z } from 'zod'
import type { Locale } from '#/chat/texts.ts'
import type { Act, Take } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { asId, type DeliveryId } from '#/network/ids.ts'
import { lineAct, type sayBody } from './acts.ts'
import { type Asked, type Reply, replyWith } from './answers.ts'
import { type Here, hereOf, incomingOf } from './incoming.ts'
import { type ContentOf, postMessage, typedContent } from './messages.ts'
import type { StoryLine, World } from './people.ts'
import { filledIn } from './story.ts'
import { playgroundTexts } from './texts.ts'

export interface Talk {
  /** Brings an act to the bot, and its answer to whoever acted. */
  ask(here: Here, act: Act, nonce: string | null, more?: Pick<Asked, 'sent'>, file?: Uint8Array): Promise<Reply>
  /** What someone types. */
  say(here: Here, body: z.infer<typeof sayBody>): Promise<Reply>
  /** What the bot's name alone brings: what Slack shows as someone's home. Nothing is said. */
  home(here: Here): Promise<Reply>
  /** A line of the story, which stands once however often it is told; so does a form, whose answer comes again. */
  tell(line: StoryLine): Promise<void>
}

/** How people of the playground talk with each other and with the bot. */
export function createTalk({
  db,
  take,
  contentOf,
  world,
  locale,
  zone,
  now,
}: {
  readonly db: Db
  readonly take: Take
  readonly contentOf: ContentOf
  readonly world: World
  readonly locale: Locale
  readonly zone: string
  readonly now: () => Date
}): Talk {
  const ask: Talk['ask'] = async (here, act, nonce, more = {}, file) => {
    const { person, place } = here
    const answer = await take(incomingOf(db, here, act, nonce, now(), file))
    return replyWith(db, contentOf, answer, { person, place, at: now(), ...more })
  }

  /** A typed command is seen by who typed it alone, as on Slack. */
  async function saidOnce(here: Here, body: z.infer<typeof sayBody>, once?: DeliveryId | null): Promise<Reply> {
    const { conversation, thread, text, nonce, file } = body
    const act = lineAct(text, here.where, world)
    const named = file && playgroundTexts.in(body.locale)('attached', { name: file.name })
    await postMessage(db, {
      conversation,
      thread: thread ?? undefined,
      author: here.person.id,
      onlyFor: act?.by === 'command' ? here.person.id : undefined,
      ...(once ? { delivery: once } : {}),
      content: typedContent([text, ...(named ? [named] : [])].join('\n').trim()),
      at: now(),
    })
    if (!act) return { kind: 'done' }
    return file
      ? ask(here, { ...act, file: file.name }, nonce, {}, Buffer.from(file.base64, 'base64'))
      : ask(here, act, nonce)
  }

  return {
    ask,
    say: (here, body) => saidOnce(here, body),
    async home(here) {
      const act: Act = { kind: 'line', text: '', by: 'command' }
      const answer = await take(incomingOf(db, here, act, null, now()))
      const content = 'card' in answer ? contentOf(answer.card, { locale: here.place.locale }) : null
      return content ? { kind: 'answer', content } : { kind: 'done' }
    },
    async tell(line) {
      const { id, as, conversation } = line
      const here = hereOf(world, { as, conversation, locale })
      if (!here) return
      if ('text' in line) {
        const body = { as, conversation, locale, nonce: id, text: line.text }
        await saidOnce(here, body, asId<DeliveryId>(id))
      } else {
        const fields = await filledIn(db, line.fields, now(), zone)
        await ask(here, { kind: 'submit', form: line.form, context: line.context, fields }, id)
      }
    },
  }
}
