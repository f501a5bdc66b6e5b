// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Writes } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { askedCard, joinForm } from '#/features/pillars/cards/joining.ts'
import { joinButton } from '#/features/pillars/cards/pillars.ts'
import { isPillar, pillarOrQuestion } from '#/features/pillars/commands/input.ts'
import { namedOfficial } from '#/features/pillars/commands/named-official.ts'
import { askToJoin, joiner, joinKind, mayAskToJoin } from '#/features/pillars/rules/join.ts'
import { nameOfficial, noOfficial, type Official } from '#/features/pillars/rules/official.ts'
import { type Pillar, pillarById } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import { isExecutive } from '#/network/actor.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { nobodyElse } from '#/requests/deciders.ts'
import { loadRequest } from '#/requests/load.ts'

/** Executives are asked for an official of their own organisation [A16]; others are not. */
const asksOfficial = (turn: Turn): boolean => turn.actor.function !== null && isExecutive(turn.actor.function.kind)

async function file(tx: Tx, turn: Turn, pillar: Pillar, official: Official): Promise<Outcome> {
  const { id, number } = await askToJoin(tx, turn.actor, pillar, official, turn.as, turn)
  return { code: 'asked', ids: { request: id, number, pillar: pillar.id, official: official.state } }
}

/** Joins at once where nothing is left to ask, else opens the form. */
export async function joinOrForm(tx: Tx, turn: Turn, pillar: Pillar): Promise<Outcome | Answer> {
  if (!asksOfficial(turn)) return file(tx, turn, pillar, noOfficial)
  const { person, municipality } = joiner(turn.actor)
  await mayAskToJoin(tx, person, pillar)
  return { form: joinForm(pillar, municipality.name, turn.locale) }
}

/** The request as it was sent, and what can be done with it. */
export async function joinAsked(db: Db, turn: Turn, { ids }: Outcome): Promise<Answer> {
  const pillar = await pillarById(db, turn.today, String(ids.pillar))
  const id = asId<RequestId>(String(ids.request))
  if (!pillar || !id) throw new Refusal('pillars.absent')
  const state = String(ids.official) as Official['state']
  const request = state === 'none' ? null : await loadRequest(db, id)
  const official = request ? joinKind.subject.parse(request.subject).official : noOfficial
  const named = await namedOfficial(db, { ...official, state })
  const { person, roles } = turn.actor
  const isStuck =
    person !== null &&
    roles.some(role => role.kind === 'secretariat') &&
    (await nobodyElse(db, person, pillar.id, turn.today))
  const asked = { id, number: Number(ids.number), isStuck }
  return { card: askedCard(asked, pillar, named, asksOfficial(turn), turn), to: 'me' }
}

export async function pillarOf(db: Db, turn: Turn, id: string): Promise<Pillar> {
  const pillar = await pillarById(db, turn.today, id)
  if (!pillar) throw new Refusal('pillars.absent')
  return pillar
}

/** `m50 pijler word-lid <pijler> [e-mail ambtenaar]`. */
export const join: Writes<string> = {
  does: 'writes',
  asks: 'pillar.join',
  async run(tx, turn, typed) {
    const words = typed.split(/\s+/).filter(Boolean)
    const email = words.at(-1)?.includes('@') ? words.pop() : undefined
    const found = await pillarOrQuestion(tx, turn, words.join(' '), 'title', joinButton, true)
    if (!isPillar(found)) return found
    if (!email || !asksOfficial(turn)) return joinOrForm(tx, turn, found)
    return file(tx, turn, found, await nameOfficial(tx, joiner(turn.actor), email, turn.today))
  },
  answer: joinAsked,
}

/** [Later invullen]: the request goes without an official, and the card says so. */
export const joinLater: Writes<string> = {
  does: 'writes',
  asks: 'pillar.join',
  run: async (tx, turn, id) => file(tx, turn, await pillarOf(tx, turn, id), noOfficial),
  answer: joinAsked,
}

export const joinHandler: FormHandler = {
  open: {
    does: 'writes',
    asks: 'pillar.join',
    run: async (tx, turn, id) => joinOrForm(tx, turn, await pillarOf(tx, turn, id)),
    answer: joinAsked,
  },
  submit: {
    does: 'writes',
    asks: 'pillar.join',
    async run(tx, turn, { context, fields }) {
      const pillar = await pillarOf(tx, turn, context)
      const typed = fields.official?.trim() ?? ''
      if (!typed && asksOfficial(turn))
        return { fieldErrors: { official: pillarTexts.in(turn.locale)('join.officialEmpty') } }
      const official = typed ? await nameOfficial(tx, joiner(turn.actor), typed, turn.today) : noOfficial
      return file(tx, turn, pillar, official)
    },
    answer: joinAsked,
  },
}
