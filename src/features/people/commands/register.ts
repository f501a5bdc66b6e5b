// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Introduce, Next, Outcome, Writes } from '#/chat/feature.ts'
import { keptLine } from '#/chat/kept.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  meetCard,
  otherMunicipality,
  registeredCard,
  registerForm,
  visitorCard,
} from '#/features/people/cards/register.ts'
import { demandPresent, unrecognised } from '#/features/people/rules/municipality.ts'
import { askToBeAdmitted, demandVouched, stateFunction } from '#/features/people/rules/register.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { type Pillar, pillars, pillarsOf } from '#/features/pillars/rules/pillars.ts'
import { functions, type HomeFunction, isFunction, needsConfirming } from '#/network/actor.ts'
import type { PersonId } from '#/network/ids.ts'
import {
  findMunicipality,
  type Municipality,
  membersOn,
  municipalities,
  suggestedMunicipalities,
} from '#/network/municipalities.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'

/** Ties the function to the actor's own municipality, or asks the secretariat where it is another one or none is known. */
async function register(tx: Tx, turn: Turn, municipality: Municipality | null, kind: HomeFunction): Promise<Outcome> {
  const own = turn.actor.municipality
  if (turn.actor.person && (!municipality || municipality.id === own?.id)) {
    await stateFunction(tx, turn.actor, kind, turn.as, turn)
    return { code: 'registered', ids: { function: kind } }
  }
  if (!municipality) throw new Refusal('people.noMunicipality', { words: '' })
  demandPresent(municipality)
  if (!municipality.memberSince)
    throw new Refusal('people.notMember', { municipality: municipality.name }, { field: 'municipality' })
  const number = await askToBeAdmitted(tx, turn.actor, municipality.id, kind, turn.as, turn)
  return { code: 'asked', ids: { number, municipality: municipality.id } }
}

async function joinable(db: Db, turn: Turn, person: PersonId): Promise<readonly Pillar[]> {
  const own = await pillarsOf(db, person)
  return (await pillars(db, turn.today)).filter(({ id }) => !own.includes(id))
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer | Next> {
  const t = peopleTexts.in(turn.locale)
  if (code === 'asked') {
    const municipality = (await municipalities(db, turn.today)).find(m => m.id === ids.municipality)?.name ?? ''
    const number = ids.number ?? ''
    return { card: { version: 1, title: t('asked.title'), text: t('asked.text', { municipality, number }) }, to: 'me' }
  }
  const next = await keptLine(db, turn)
  if (next) return { next }
  const kind = String(ids.function)
  if (!isFunction(kind)) throw new Error(`no function ${kind}`)
  const { municipality, person } = turn.actor
  const offered = municipality && person ? await joinable(db, turn, person) : []
  return {
    card: registeredCard(kind, municipality?.name ?? null, needsConfirming(kind), offered, turn.locale),
    to: 'me',
  }
}

interface Given {
  readonly municipality?: Municipality
  readonly kind?: HomeFunction
  readonly unsure?: string
  readonly typed?: string
}

function formFor(turn: Turn, { municipality, kind, unsure, typed }: Given = {}): Answer {
  demandVouched(turn.actor)
  const shown = municipality ?? (unsure === undefined ? turn.actor.municipality : null)
  return {
    form: registerForm(
      {
        ...(shown && { municipality: { value: shown.id, label: shown.name } }),
        ...(kind && { function: kind }),
        ...(unsure !== undefined && { unsure }),
        ...(typed !== undefined && { typed }),
      },
      turn.locale,
    ),
  }
}

/** The function that stands at the end of a line, in either language: `Zeist wethouder`. */
function functionAtEnd(words: readonly string[]): { kind: HomeFunction; rest: string } | null {
  for (const taken of [2, 1]) {
    const said = words.slice(-taken).join(' ')
    const match = matchName(said, functions, kind => [
      kind,
      peopleTexts.in('nl')(`function.${kind}`),
      peopleTexts.in('en')(`function.${kind}`),
    ])
    if (words.length >= taken && match.found === 'exact')
      return { kind: match.item, rest: words.slice(0, -taken).join(' ') }
  }
  return null
}

/** What a line says: a municipality, or what is not quite one, and a function. */
async function givenIn(tx: Tx, turn: Turn, typed: string): Promise<Given> {
  const said = functionAtEnd(typed.split(/\s+/).filter(Boolean))
  const name = said ? said.rest : typed
  const match = name ? await findMunicipality(tx, turn.today, name) : null
  return {
    typed,
    ...(said && { kind: said.kind }),
    ...((match?.found === 'exact' || match?.found === 'near') && { municipality: match.item }),
    ...(match && match.found !== 'exact' && { unsure: name }),
  }
}

/** `m50 aanmelden [gemeente] [functie]`. */
export const registerLine: Writes<string> = {
  does: 'writes',
  asks: 'person.register',
  async run(tx, turn, typed) {
    if (!typed.trim()) {
      const isKnown = turn.actor.municipality !== null && !turn.actor.function
      return isKnown
        ? { card: meetCard(turn.actor.municipality?.name ?? null, false, turn.locale), to: 'me' }
        : formFor(turn)
    }
    const given = await givenIn(tx, turn, typed)
    const { municipality = null, kind, unsure } = given
    if (unsure !== undefined || !kind || !(municipality ?? turn.actor.municipality)) return formFor(turn, given)
    return register(tx, turn, municipality, kind)
  },
  answer,
}

export const registerHandler: FormHandler = {
  open: {
    does: 'writes',
    asks: 'person.register',
    async run(tx, turn, value) {
      // Where no form could open by itself, the button brings the line that was typed.
      if (!isFunction(value)) return formFor(turn, value === otherMunicipality ? {} : await givenIn(tx, turn, value))
      return turn.actor.municipality ? register(tx, turn, null, value) : formFor(turn, { kind: value })
    },
    answer,
  },
  submit: {
    does: 'writes',
    asks: 'person.register',
    async run(tx, turn, { fields }) {
      const chosen = fields.municipality ?? ''
      const list = await municipalities(tx, turn.today)
      const byId = list.find(m => m.id === chosen)
      const match = byId ? null : await findMunicipality(tx, turn.today, chosen)
      const municipality = byId ?? (match?.found === 'exact' ? match.item : null)
      const kind = fields.function ?? ''
      if (!municipality) throw unrecognised(match ?? { found: 'none' }, chosen, 'municipality')
      if (!isFunction(kind)) throw new Refusal('people.noFunction', {}, { field: 'function' })
      return register(tx, turn, municipality, kind)
    },
    answer,
  },
  suggest: {
    municipality: {
      does: 'reads',
      asks: 'person.register',
      async run(db, turn, query) {
        const members = await membersOn(db, turn.today)
        return { suggestions: suggestedMunicipalities(query, members).map(m => ({ value: m.id, label: m.name })) }
      },
    },
  },
}

/** Who is not known yet, by whatever they came with: what they asked for is kept. */
export const introduce: Introduce = async (db, turn) =>
  turn.actor.source.vouches
    ? meetCard(turn.actor.municipality?.name ?? null, (await keptLine(db, turn)) !== null, turn.locale)
    : visitorCard(turn.locale)
