// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Turn } from '#/chat/turn.ts'
import { roleWord } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { type RoleWish, wishIn } from '#/features/people/cards/role-wish.ts'
import { appointing } from '#/features/people/commands/appoint.ts'
import { findPerson, type PersonFound } from '#/features/people/rules/find-person.ts'
import { endRole, type GivenRole, giveRole, type NewRole, needsPillar } from '#/features/people/rules/roles.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { leadingRoles } from '#/network/actor.ts'
import { municipalities } from '#/network/municipalities.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** `role.give` asks for the days as well, `role.end` ends today. */
export async function roleForm(db: Db, turn: Turn, name: 'role.give' | 'role.end'): Promise<Form> {
  const t = peopleTexts.in(turn.locale)
  const isGiving = name === 'role.give'
  return {
    version: 1,
    name,
    title: t(isGiving ? 'roleForm.give' : 'roleForm.end'),
    submit: t(isGiving ? 'roleForm.give' : 'roleForm.end'),
    context: '',
    inputs: [
      { kind: 'person', name: 'person', label: t('roleForm.person'), hint: t('roleForm.personHint') },
      {
        kind: 'choice',
        name: 'role',
        label: t('roleForm.role'),
        options: leadingRoles.map(kind => ({ value: kind, label: roleWord(kind, turn.locale) })),
      },
      {
        kind: 'choice',
        name: 'pillar',
        label: t('roleForm.pillar'),
        hint: t('roleForm.pillarHint'),
        optional: true,
        options: (await pillars(db, turn.today)).map(pillar => ({ value: pillar.id, label: pillar.name })),
      },
      ...(isGiving
        ? [
            { kind: 'date' as const, name: 'from', label: t('roleForm.from'), value: turn.today },
            { kind: 'date' as const, name: 'until', label: t('roleForm.until'), optional: true },
          ]
        : []),
    ],
    reopen: { label: t(isGiving ? 'roleForm.give' : 'roleForm.end'), value: 'form' },
  }
}

/** Which field a refusal of the rules is about: its sentence stands there, and all that was typed stays. */
const fieldOf: Readonly<Record<string, string>> = {
  'people.personUnknown': 'person',
  'people.personSeveral': 'person',
  'people.municipalityNeeded': 'person',
  'people.officerTaken': 'person',
  'people.officerElsewhere': 'person',
  'people.roleTaken': 'role',
  'people.roleNone': 'role',
  'people.dateOrder': 'until',
  'people.datePast': 'until',
  'people.lastSecretary': 'person',
}

async function atField<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const field = error instanceof Refusal ? fieldOf[error.code] : undefined
    throw error instanceof Refusal && field ? new Refusal(error.code, error.params, { field }) : error
  }
}

async function filledIn(db: Db, turn: Turn, wish: RoleWish | null, fields: Fields): Promise<NewRole> {
  const kind = wish?.kind ?? leadingRoles.find(role => role === fields.role)
  if (!kind) throw new Refusal('people.noRole', {}, { field: 'role' })
  const chosen = wish && needsPillar(kind) ? wish.about : fields.pillar
  const pillar = chosen ? await pillarById(db, turn.today, chosen) : null
  if (needsPillar(kind) && !pillar)
    throw new Refusal('people.pillarNeeded', { role: roleWord(kind, turn.locale) }, { field: 'pillar' })
  if (!needsPillar(kind) && pillar)
    throw new Refusal('people.noPillar', { words: pillar.name, role: roleWord(kind, turn.locale) }, { field: 'pillar' })
  const person = await findPerson(db, fields.person ?? '')
  if (wish?.kind === 'contactOfficer') await demandFrom(db, turn, person, wish.about)
  return { person, kind, pillar: pillar?.id ?? null, from: fields.from || turn.today, until: fields.until || null }
}

/** One of elsewhere would become contact officer of there. */
async function demandFrom(db: Db, turn: Turn, { name, municipality }: PersonFound, wanted: string): Promise<void> {
  if (municipality === wanted) return
  const place = (await municipalities(db, turn.today)).find(one => one.id === wanted)?.name ?? ''
  throw new Refusal('people.officerElsewhere', { name, municipality: place })
}

async function ofFields(db: Db, { context, fields }: Submitted, turn: Turn) {
  if (!mayEver(turn.actor, 'role.give')) return null
  const role = await atField(filledIn(db, turn, wishIn(context), fields))
  return { subject: role, person: role.person.id }
}

export const givenOutcome = ({ id, former, back }: GivenRole): Outcome => ({
  code: 'given',
  ids: { role: id, ...(former && { former }), ...(back && { back }) },
})

type Line = Writes<string, NewRole | null>
type Filled = Writes<Submitted, NewRole>

/** The form behind `m50 rol geef` and `m50 rol eindig` without their words; answered as the typed lines are. */
export const roleForms = (give: Line, end: Line): Readonly<Record<'role.give' | 'role.end', FormHandler>> => ({
  'role.give': {
    open: {
      does: 'reads',
      asks: 'role.give',
      async run(db, turn, value) {
        const wish = wishIn(value)
        return (wish && (await appointing(db, turn, wish))) ?? { form: await roleForm(db, turn, 'role.give') }
      },
    },
    submit: {
      does: 'writes',
      asks: 'role.give',
      of: ofFields,
      run: async (tx, turn, _, role) => givenOutcome(await atField(giveRole(tx, role, turn.as, turn))),
      answer: give.answer,
    } satisfies Filled,
  },
  'role.end': {
    open: {
      does: 'reads',
      asks: 'role.give',
      run: async (db, turn) => ({ form: await roleForm(db, turn, 'role.end') }),
    },
    submit: {
      does: 'writes',
      asks: 'role.give',
      of: ofFields,
      run: (tx, turn, _, role) => atField(endFrom(tx, turn, role)),
      answer: end.answer,
    } satisfies Filled,
  },
})

async function endFrom(tx: Tx, turn: Turn, { person, kind, pillar }: NewRole): Promise<Outcome> {
  await endRole(tx, person, kind, pillar, turn.as, turn.today)
  return { code: 'ended', ids: { person: person.id, kind, ...(pillar && { pillar }) } }
}
