// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { previewCard } from '#/features/digests/cards/draft.ts'
import { chooseCard, personForm } from '#/features/digests/cards/forms.ts'
import { atOf, namedIn, readersOf, readingFor, relationOf, withId } from '#/features/digests/commands/about.ts'
import { composed } from '#/features/digests/rules/contents.ts'
import { languageOf } from '#/features/digests/rules/language.ts'
import { nextSending } from '#/features/digests/rules/next-sending.ts'
import { reachOf } from '#/features/digests/rules/reach.ts'
import { type Of, scheduleOf } from '#/features/digests/rules/schedules.ts'
import { openDraft, shownAs } from '#/features/digests/rules/send-by-hand.ts'
import { findPerson } from '#/features/people/rules/find-person.ts'
import type { PersonId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

interface PreviewReader {
  readonly person: PersonId | null
  /** Null where whoever asks reads it themselves. */
  readonly name: string | null
}

/** In which language it is read. */
const localeOf = async (db: Db, { locale }: Turn, { person, name }: PreviewReader): Promise<Locale> =>
  person && name !== null ? languageOf(db, person) : locale

/** What the next digest tells, as someone would read it: to whoever reviews it the draft where there is one, else what is new by now [F53]. */
async function preview(db: Db, turn: Turn, of: Of, reader: PreviewReader): Promise<Answer> {
  const at = await atOf(db, turn)
  const { now, today } = at
  const schedule = await scheduleOf(db, of, today)
  const mayReview = may(turn.actor, 'digest.review', { pillar: of.pillar })
  const draft = mayReview ? await openDraft(db, schedule, turn) : null
  const { items } = draft ?? (await composed(db, schedule, turn))
  const card = previewCard(
    schedule,
    items,
    {
      next: await nextSending(db, schedule, at),
      reach: await reachOf(db, schedule, today),
      mayReview,
      of: of.id,
      draft,
      shownAs: shownAs(items),
      forName: reader.name,
      locale: turn.locale,
    },
    await readingFor(db, { ...turn, locale: await localeOf(db, turn, reader) }, reader.person, items, now),
  )
  return { card, to: 'me' }
}

/** `m50 digest [pijler]`. */
export const previewLine: Reads<string> = {
  does: 'reads',
  asks: 'digest.read',
  async run(db, turn, typed) {
    if (!typed) return { card: chooseCard(await readersOf(db, turn.today), 'digest', turn.locale), to: 'me' }
    const of = await namedIn(db, turn.today, typed, { read: true })
    if (!of) throw new Refusal('digests.unknown', { words: typed })
    return preview(db, turn, of, { person: turn.actor.person, name: null })
  },
}

/** [Voorbeeld voor iemand]: whoever reviews it sees how it reads for one person. */
export const personHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'digest.review',
    of: async (db, value, turn) => relationOf(await withId(db, turn.today, value)),
    async run(_, turn, __, of: Of | null) {
      if (!of) throw new Refusal('chat.absent')
      return { form: personForm(of.name, of.id, turn.locale) }
    },
  },
  submit: {
    does: 'reads',
    asks: 'digest.review',
    of: async (db: Db, { context }: Submitted, turn: Turn) => relationOf(await withId(db, turn.today, context)),
    async run(db: Db, turn: Turn, { fields }: Submitted, of: Of | null) {
      if (!of) throw new Refusal('chat.absent')
      const typed = fields.person?.trim() ?? ''
      const { id, name } = await findPerson(db, typed).catch(error => {
        // Said at the field, and what was typed stays.
        throw error instanceof Refusal ? new Refusal(error.code, error.params, { field: 'person' }) : error
      })
      return preview(db, turn, of, { person: id, name })
    },
  },
}
