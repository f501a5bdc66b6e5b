// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { substitutionCard } from '#/features/directory/cards/substitution.ts'
import {
  endSubstitution,
  type Substitution,
  substitute,
  substitution,
  substitutionsOf,
} from '#/features/directory/rules/substitute.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { findPerson } from '#/features/people/rules/find-person.ts'
import { datesIn } from '#/features/people/rules/typed-dates.ts'
import { Refusal } from '#/network/refusal.ts'

function formFor(turn: Turn): Form {
  const t = directoryTexts.in(turn.locale)
  return {
    version: 1,
    name: 'substitute.give',
    title: t('substitute.title'),
    submit: t('substitute.submit'),
    intro: t('substitute.intro'),
    context: '',
    inputs: [
      { kind: 'person', name: 'person', label: t('substitute.person'), hint: t('substitute.hint') },
      { kind: 'date', name: 'from', label: t('substitute.from'), value: turn.today },
      { kind: 'date', name: 'until', label: t('substitute.until') },
    ],
    reopen: { label: t('substitute.title'), value: 'form' },
  }
}

/** `… vanaf 2027-02-03`, and no last day. */
const firstOnly = /\s(van|vanaf|from)\s+\S+$/i

async function give(
  tx: Tx,
  turn: Turn,
  named: string,
  days: { readonly from: string; readonly until: string },
): Promise<Outcome> {
  if (!turn.actor.person) throw new Refusal('people.unknown')
  const by = await findPerson(tx, named)
  return { code: 'given', ids: { substitution: await substitute(tx, turn.actor.person, by, days, turn.as, turn) } }
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = directoryTexts.in(turn.locale)
  const found = await substitution(db, String(ids.substitution), turn.today)
  if (code !== 'given' || !found) return { card: { version: 1, text: t('substitute.stopped') }, to: 'me' }
  return { card: substitutionCard(found, 'substitute.done', turn.locale), to: 'me' }
}

/** `m50 vervang <persoon> [van <datum>] tot <datum>`; without words who acts for one now, else the form. */
export const substituteLine: Writes<string> = {
  does: 'writes',
  asks: 'person.substitute',
  async run(tx, turn, typed) {
    if (!typed) {
      const [now] = turn.actor.person ? await substitutionsOf(tx, turn.actor.person, turn.today) : []
      return now ? { card: substitutionCard(now, 'substitute.now', turn.locale), to: 'me' } : { form: formFor(turn) }
    }
    const { from, until, words } = datesIn(typed.split(/\s+/).filter(Boolean))
    // One day alone is the last one, unless it is said to be the first.
    const last = until ?? (firstOnly.test(typed) ? null : from)
    if (last === null || words.length === 0) throw new Refusal('directory.substituteForm')
    return give(tx, turn, words.join(' '), { from: until === null ? turn.today : (from ?? turn.today), until: last })
  },
  answer,
}

/** `m50 vervang beeindig`. */
export const stopLine: Writes<string> = {
  does: 'writes',
  asks: 'person.substitute',
  async run(tx, turn) {
    const [now] = turn.actor.person ? await substitutionsOf(tx, turn.actor.person, turn.today) : []
    if (!now) throw new Refusal('directory.substituteNone')
    await endSubstitution(tx, now, turn.as, turn.today)
    return { code: 'ended', ids: { substitution: now.id } }
  },
  answer,
}

/** [Stop de vervanging] and [Dat doe ik niet]: either of the two. */
export const stopPress: Writes<string, Substitution> = {
  does: 'writes',
  asks: 'person.substitute',
  async of(db, id, turn) {
    const subject = await substitution(db, id, turn.today)
    if (!subject) return null
    const { person } = turn.actor
    return { subject, person: person === subject.substitute ? person : subject.person }
  },
  async run(tx, turn, _, found) {
    await endSubstitution(tx, found, turn.as, turn.today)
    return { code: 'ended', ids: { substitution: found.id } }
  },
  answer,
}

const open: Reads<string> = {
  does: 'reads',
  asks: 'person.substitute',
  run: async (_, turn) => ({ form: formFor(turn) }),
}

export const substituteForm: FormHandler = {
  open,
  submit: {
    does: 'writes',
    asks: 'person.substitute',
    async run(tx: Tx, turn: Turn, { fields }: { readonly fields: Fields }) {
      const days = { from: fields.from || turn.today, until: fields.until ?? '' }
      try {
        return await give(tx, turn, fields.person ?? '', days)
      } catch (error) {
        const isAboutPerson = error instanceof Refusal && error.code.startsWith('people.person')
        throw isAboutPerson ? new Refusal(error.code, error.params, { field: 'person' }) : error
      }
    },
    answer,
  },
}
