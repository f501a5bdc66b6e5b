// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { personCard, type Sight } from '#/features/directory/cards/person.ts'
import { type PersonFacts, personFacts } from '#/features/directory/rules/person.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { personById, searchPeople, withPlace } from '#/features/people/rules/find-person.ts'
import { needsConfirming } from '#/network/actor.ts'
import type { PersonId } from '#/network/ids.ts'
import { may } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

function sightOf(turn: Turn, person: PersonFacts): Sight {
  const relation = { person: person.id, municipality: person.municipality?.id ?? null }
  const { function: held } = person
  const isStated = held !== null && needsConfirming(held.kind) && !held.isConfirmed
  const isOwn = turn.actor.person === person.id
  return {
    email: may(turn.actor, 'person.address', relation),
    accounts: isOwn || may(turn.actor, 'person.correct', relation),
    confirm: isStated && may(turn.actor, 'function.confirm', relation),
    correct: may(turn.actor, 'person.correct', relation),
    merge: may(turn.actor, 'person.merge', relation),
    end: may(turn.actor, 'person.end', relation),
    isOwn,
  }
}

export async function cardOf(db: Db, turn: Turn, id: PersonId, intro?: string): Promise<Answer> {
  const person = await personFacts(db, id, turn.today)
  if (!person) throw new Refusal('chat.absent')
  const sight = sightOf(turn, person)
  // What is nobody else's to see is said in no channel, also not to one reader there.
  const secret = turn.where.kind !== 'direct' && (sight.email || sight.accounts)
  return { card: personCard(person, sight, turn.today, turn.locale, intro), to: 'me', secret }
}

const mostShown = 10

/** The person whom a typed name or address means, or which one; a button of ours names one by id. */
async function found(db: Db, turn: Turn, typed: string): Promise<Answer> {
  const t = directoryTexts.in(turn.locale)
  const byId = await personById(db, typed)
  if (byId) return cardOf(db, turn, byId.id)
  const people = await searchPeople(db, typed)
  const [only] = people
  if (only && people.length === 1) return cardOf(db, turn, only.id)
  if (!only)
    return {
      card: {
        version: 1,
        text: t('unknown.none', { words: typed }),
        buttons: [{ does: 'open', name: 'person.find', label: t('button.find'), value: 'find' }],
      },
      to: 'me',
    }
  return {
    card: {
      version: 1,
      text: t('unknown.several', { words: typed }),
      items: people.slice(0, mostShown).map(person => ({
        text: escapeMarkdown(withPlace(person)),
        accessory: lineButton(t('button.show', { name: person.name }), `persoon ${person.id}`),
      })),
    },
    to: 'me',
  }
}

/** `m50 persoon [naam]`; without a name, oneself. */
export const showPerson: Reads<string> = {
  does: 'reads',
  asks: 'person.read',
  async run(db, turn, typed) {
    if (typed) return found(db, turn, typed)
    if (!turn.actor.person) return { form: findForm(turn) }
    const own = await cardOf(db, turn, turn.actor.person)
    if (!('card' in own)) return own
    const find = lineButton(directoryTexts.in(turn.locale)('button.find'), 'persoon opzoeken')
    return { ...own, card: { ...own.card, buttons: [...(own.card.buttons ?? []), find] } }
  },
}

/** `m50 profiel`: oneself, and nobody else. */
export const showProfile: Reads<string> = {
  does: 'reads',
  asks: 'person.read',
  run: (db, turn) => showPerson.run(db, turn, '', undefined),
}

/** `m50 persoon opzoeken`. */
export const findPersonLine: Reads<string> = {
  does: 'reads',
  asks: 'person.read',
  run: async (db, turn, typed) => (typed ? found(db, turn, typed) : { form: findForm(turn) }),
}

function findForm(turn: Turn): Extract<Answer, { form: unknown }>['form'] {
  const t = directoryTexts.in(turn.locale)
  return {
    version: 1,
    name: 'person.find',
    title: t('find.title'),
    submit: t('find.submit'),
    context: '',
    inputs: [{ kind: 'person', name: 'person', label: t('find.person') }],
    reopen: { label: t('button.find'), value: 'find' },
  }
}

export const findHandler: FormHandler = {
  open: { does: 'reads', asks: 'person.read', run: async (_, turn) => ({ form: findForm(turn) }) },
  submit: {
    does: 'reads',
    asks: 'person.read',
    run: (db, turn, { fields }) => found(db, turn, fields.person?.trim() ?? ''),
  },
}
