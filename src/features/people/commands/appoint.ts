// SPDX-License-Identifier: EUPL-1.2
import type { Form } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { capital, listed, roleWord } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { nobodyKnownCard, withFunction } from '#/features/people/cards/nobody-known.ts'
import type { RoleWish } from '#/features/people/cards/role-wish.ts'
import { candidates } from '#/features/people/rules/candidates.ts'
import { needsPillar } from '#/features/people/rules/roles.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { pillarById } from '#/features/pillars/rules/pillars.ts'
import { municipalities } from '#/network/municipalities.ts'

interface About {
  readonly intro: string
  /** The only one whom it can be. */
  readonly person?: string
}

/** [Aanwijzen]: the role, where, and from when are known from what is missing, so only the person is asked. Null where the wish is about nothing that there is. */
export async function appointing(db: Db, turn: Turn, wish: RoleWish): Promise<Answer | null> {
  const found = await (needsPillar(wish.kind) ? inPillar(db, turn, wish) : ofMunicipality(db, turn, wish))
  if (!found || 'card' in found) return found
  return { form: appointForm(turn, wish, found) }
}

async function inPillar(db: Db, turn: Turn, { kind, about }: RoleWish): Promise<About | null> {
  const pillar = await pillarById(db, turn.today, about)
  if (!pillar) return null
  const params = { role: capital(roleWord(kind, turn.locale)), pillar: pillar.name }
  return { intro: peopleTexts.in(turn.locale)('roleForm.ofPillar', { ...params, typed: turn.typed }) }
}

async function ofMunicipality(
  db: Db,
  turn: Turn,
  { kind, about }: RoleWish,
): Promise<About | Extract<Answer, { card: unknown }> | null> {
  const name = (await municipalities(db, turn.today)).find(m => m.id === about)?.name
  if (kind !== 'contactOfficer' || !name) return null
  const { serving, others } = await candidates(db, about, turn.today)
  if (serving.length === 0) return { card: nobodyKnownCard(name, kind, others, turn.locale), to: 'me' }
  const names = listed(
    serving.map(one => withFunction(one, turn.locale)),
    turn.locale,
  )
  const [only] = serving
  return {
    intro: peopleTexts.in(turn.locale)('roleForm.officer', { municipality: name, names }),
    ...(only && serving.length === 1 && { person: only.name }),
  }
}

function appointForm(turn: Turn, { kind, about }: RoleWish, { intro, person }: About): Form {
  const t = peopleTexts.in(turn.locale)
  return {
    version: 1,
    name: 'role.give',
    title: t('roleForm.give'),
    submit: t('missing.appoint'),
    intro,
    context: `${kind} ${about}`,
    inputs: [
      {
        kind: 'person',
        name: 'person',
        label: t('roleForm.person'),
        hint: t('roleForm.personHint'),
        ...(person && { value: person }),
      },
      { kind: 'date', name: 'until', label: t('roleForm.until'), optional: true },
    ],
    reopen: { label: t('missing.appoint'), value: `${kind} ${about}` },
  }
}
