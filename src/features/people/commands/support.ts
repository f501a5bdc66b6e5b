// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { nobodyKnownCard } from '#/features/people/cards/nobody-known.ts'
import { supportForm } from '#/features/people/cards/support.ts'
import { candidates } from '#/features/people/rules/candidates.ts'
import { roleFacts } from '#/features/people/rules/roles.ts'
import { lockSupportOf, nameSupporter, type Supported, supportOf } from '#/features/people/rules/support.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { Refusal } from '#/network/refusal.ts'

async function relationOf(db: Db, turn: Turn, role: string, load = supportOf) {
  const subject = await load(db, role, turn.today)
  return subject && { subject, person: subject.person.id, municipality: subject.municipality.id }
}

const open: Reads<string, Supported> = {
  does: 'reads',
  asks: 'role.support',
  of: (db, role, turn) => relationOf(db, turn, role),
  async run(db, turn, __, role) {
    if (role.supporter)
      throw new Refusal('people.supportedAlready', { name: role.person.name, supporter: role.supporter })
    const { serving, others } = await candidates(db, role.municipality.id, turn.today)
    const known = serving.filter(one => one.id !== role.person.id)
    if (known.length > 0) return { form: supportForm(role, known, turn.locale) }
    const asked = others.filter(one => one.id !== role.person.id && one.id !== turn.actor.person)
    return { card: nobodyKnownCard(role.municipality.name, 'supporter', asked, turn.locale), to: 'me' }
  },
}

const submit: Writes<Submitted, Supported> = {
  does: 'writes',
  asks: 'role.support',
  of: (db, { context }, turn) => relationOf(db, turn, context, lockSupportOf),
  async run(tx, turn, { fields }, role) {
    return { code: 'named', ids: { role: await nameSupporter(tx, role, fields.supporter ?? '', turn.as, turn) } }
  },
  async answer(db, turn, { ids }) {
    const role = await roleFacts(db, String(ids.role))
    const params = { supporter: role?.name ?? '', pillar: role?.pillar ?? '' }
    return { card: { version: 1, text: peopleTexts.in(turn.locale)('support.done', params) }, to: 'me' }
  },
}

/** [Ondersteuner aanwijzen], under a lead, chair or vice-chair [A17]. */
export const supportHandler: FormHandler = { open, submit }
