// SPDX-License-Identifier: EUPL-1.2
import type { Belongings, FormHandler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { correctForm, endForm, mergeForm } from '#/features/directory/cards/forms.ts'
import { cardOf } from '#/features/directory/commands/person.ts'
import { correctPerson } from '#/features/directory/rules/correct.ts'
import { endPerson } from '#/features/directory/rules/end.ts'
import { mergePeople } from '#/features/directory/rules/merge.ts'
import { personFacts } from '#/features/directory/rules/person.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { findPerson, type PersonFound, personById } from '#/features/people/rules/find-person.ts'
import { isFunction } from '#/network/actor.ts'
import { asId, type PersonId } from '#/network/ids.ts'
import { findMunicipality, membersOn, municipalities, suggestedMunicipalities } from '#/network/municipalities.ts'
import { personName } from '#/network/person-name.ts'
import { type Action, mayEver, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

type About = Relation & { readonly subject: PersonFound }

const about = (person: PersonFound | null): About | null =>
  person && { subject: person, person: person.id, municipality: person.municipality }

/** Where a form is about someone: its name, the right it takes, how it looks and what its submission does. */
interface Change {
  readonly asks: Action
  readonly form: (db: Db, turn: Turn, person: PersonFound) => Promise<Form>
  readonly run: (tx: Tx, turn: Turn, person: PersonFound, fields: Fields) => Promise<Outcome>
  readonly answer: Writes<string>['answer']
}

/** The typed verb opens the form, and so does the button on the person's card. */
const line = (change: Change): Reads<string, PersonFound> => ({
  does: 'reads',
  asks: change.asks,
  async of(db, typed, turn) {
    if (!mayEver(turn.actor, change.asks)) return null
    if (!typed) throw new Refusal('directory.personForm')
    return about(await findPerson(db, typed))
  },
  run: async (db, turn, _, person) => ({ form: await change.form(db, turn, person) }),
})

const handler = (change: Change, suggest: FormHandler['suggest'] = {}): FormHandler => ({
  open: {
    does: 'reads',
    asks: change.asks,
    of: async (db: Db, id: string) => about(await personById(db, id)),
    run: async (db: Db, turn: Turn, _: string, person: PersonFound) => ({ form: await change.form(db, turn, person) }),
  },
  submit: {
    does: 'writes',
    asks: change.asks,
    of: async (db: Db, { context }: { context: string }) => about(await personById(db, context)),
    run: (tx: Tx, turn: Turn, { fields }: { fields: Fields }, person: PersonFound) =>
      change.run(tx, turn, person, fields),
    answer: change.answer,
  } satisfies Writes<{ context: string; fields: Fields }, PersonFound>,
  suggest,
})

async function shown(db: Db, turn: Turn, ids: Outcome['ids'], key: 'correct.done' | 'merge.done'): Promise<Answer> {
  const id = asId<PersonId>(String(ids.person))
  if (!id) throw new Refusal('chat.absent')
  const name = await personName(db, id)
  return cardOf(db, turn, id, directoryTexts.in(turn.locale)(key, { name }))
}

const correct: Change = {
  asks: 'person.correct',
  async form(db, turn, { id }) {
    const person = await personFacts(db, id, turn.today)
    if (!person) throw new Refusal('chat.absent')
    return correctForm(person, turn.locale)
  },
  async run(tx, turn, { id }, fields) {
    const person = await personFacts(tx, id, turn.today)
    if (!person) throw new Refusal('chat.absent')
    const typed = fields.municipality?.trim() ?? ''
    const match = typed ? await findMunicipality(tx, turn.today, typed) : null
    const byId = (await municipalities(tx, turn.today)).find(m => m.id === typed)
    const municipality = byId ?? (match?.found === 'exact' ? match.item : null)
    if (municipality && !municipality.memberSince)
      throw new Refusal('people.notMember', { municipality: municipality.name }, { field: 'municipality' })
    if (typed && !municipality)
      throw new Refusal('directory.noMunicipality', { words: typed }, { field: 'municipality' })
    const held = fields.function ?? ''
    if (held && !isFunction(held)) throw new Refusal('directory.noFunction', {}, { field: 'function' })
    const to = {
      name: fields.name ?? '',
      municipality: municipality?.id ?? null,
      function: isFunction(held) ? held : (person.function?.kind ?? null),
    }
    await correctPerson(tx, person, to, turn.as, turn)
    return { code: 'corrected', ids: { person: id } }
  },
  answer: (db, turn, { ids }) => shown(db, turn, ids, 'correct.done'),
}

const merge: Change = {
  asks: 'person.merge',
  form: async (_, turn, person) => mergeForm(person, turn.locale),
  async run(tx, turn, kept, fields) {
    await mergePeople(tx, await named(tx, fields.person, 'person'), kept, turn.as, turn)
    return { code: 'merged', ids: { person: kept.id } }
  },
  answer: (db, turn, { ids }) => shown(db, turn, ids, 'merge.done'),
}

/** The one whom a field names; a refusal stands at that field. */
async function named(db: Db, typed: string | undefined, field: string): Promise<PersonFound> {
  try {
    return await findPerson(db, typed?.trim() ?? '')
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.code, error.params, { field }) : error
  }
}

const end = (all: () => readonly Belongings[]): Change => ({
  asks: 'person.end',
  async form(db, turn, person) {
    const reader = readerOf(turn)
    const lines = await Promise.all(all().map(one => one.lines(db, person.id, reader)))
    return endForm(person, lines.flat(), turn.locale)
  },
  async run(tx, turn, person, fields) {
    const typed = fields.successor?.trim() ?? ''
    const successor = typed ? await named(tx, typed, 'successor') : null
    await endPerson(
      tx,
      person,
      successor,
      all().map(one => one.handOver),
      turn.as,
      turn,
    )
    return { code: 'ended', ids: { person: person.id, ...(successor && { successor: successor.id }) } }
  },
  async answer(db, turn, { ids }) {
    const t = directoryTexts.in(turn.locale)
    const name = await personName(db, String(ids.person))
    const successor = ids.successor ? await personName(db, String(ids.successor)) : null
    const text = successor ? t('end.doneTo', { name, successor }) : t('end.done', { name })
    return { card: { version: 1, text }, to: 'me' }
  },
})

const suggestMunicipality: Reads<string> = {
  does: 'reads',
  asks: 'person.correct',
  async run(db, turn, query) {
    const members = await membersOn(db, turn.today)
    return { suggestions: suggestedMunicipalities(query, members).map(m => ({ value: m.id, label: m.name })) }
  },
}

/** Typed verbs and forms that change who someone is. `all`: what a leaver may hold, of every feature. */
export const changes = (all: () => readonly Belongings[]) => {
  const ends = end(all)
  return {
    lines: { correct: line(correct), merge: line(merge), end: line(ends) },
    forms: {
      'person.correct': handler(correct, { municipality: suggestMunicipality }),
      'person.merge': handler(merge),
      'person.end': handler(ends),
    },
  }
}
