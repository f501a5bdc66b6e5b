// SPDX-License-Identifier: EUPL-1.2

import { plainDayOf } from '#/chat/dates.ts'
import type { Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import { listed, roleWord } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { supportButton, supportLine } from '#/features/people/cards/support.ts'
import { untilText } from '#/features/people/commands/notices.ts'
import { givenOutcome, roleForm } from '#/features/people/commands/role-form.ts'
import { findPerson } from '#/features/people/rules/find-person.ts'
import { endRole, giveRole, type NewRole, needsPillar, roleFacts, rolesHeld } from '#/features/people/rules/roles.ts'
import { supportWanted } from '#/features/people/rules/support.ts'
import { datesIn } from '#/features/people/rules/typed-dates.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { findPillar, pillarById } from '#/features/pillars/rules/pillars.ts'
import { type LeadingRole, leadingRoles } from '#/network/actor.ts'
import type { PillarId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'
import { personName } from '#/network/person-name.ts'
import { mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** Other words by which a role is known. */
const alsoKnown: Partial<Record<LeadingRole, readonly string[]>> = {
  pillarLead: ['trekker', 'lead'],
  chair: ['voorzitter'],
  viceChair: ['vicevoorzitter', 'vice'],
  supporter: ['ondersteuner'],
  contactOfficer: ['contact', 'contactpersoon'],
  deputySecretariat: ['plaatsvervanger', 'deputy'],
  networkLead: ['netwerktrekker', 'netwerk'],
  secretariat: ['secretariaat', 'secretaris'],
}

const namesOf = (kind: LeadingRole): string[] =>
  [kind, roleWord(kind, 'nl'), roleWord(kind, 'en'), ...(alsoKnown[kind] ?? [])].map(fold)

/** The leading role that some words name, in either language; null for none. */
export const roleOfWords = (typed: string): LeadingRole | null => {
  const said = fold(typed)
  return leadingRoles.find(kind => namesOf(kind).includes(said)) ?? null
}

interface Parsed {
  readonly person: string
  readonly kind: LeadingRole
  readonly rest: readonly string[]
}

/** `plaatsvervanger van het secretariaat`. */
const longestRole = 4

/** Finds the role in `<persoon> <rol> [pijler] …`: the last words that are one, since people may be called Voorzitter; as many as belong to it. @throws Refusal */
function parse(typed: string, turn: Turn): Parsed {
  const words = typed.split(/\s+/).filter(Boolean)
  for (let end = words.length; end > 1; end--)
    for (let at = Math.max(1, end - longestRole); at < end; at++) {
      const said = fold(words.slice(at, end).join(''))
      const kind = leadingRoles.find(role => namesOf(role).includes(said))
      if (kind) return { person: words.slice(0, at).join(' '), kind, rest: words.slice(end) }
    }
  throw new Refusal('people.roleForm', { roles: leadingRoles.map(kind => roleWord(kind, turn.locale)).join(', ') })
}

async function pillarFrom(db: Db, turn: Turn, kind: LeadingRole, words: readonly string[]): Promise<PillarId | null> {
  const typed = words.join(' ')
  if (!needsPillar(kind)) {
    if (typed) throw new Refusal('people.noPillar', { words: typed, role: roleWord(kind, turn.locale) })
    return null
  }
  if (!typed) throw new Refusal('people.pillarNeeded', { role: roleWord(kind, turn.locale) })
  const match = await findPillar(db, turn.today, typed)
  if (match.found !== 'exact') throw new Refusal('people.pillarUnknown', { words: typed })
  return match.item.id
}

async function read(db: Db, turn: Turn, typed: string): Promise<NewRole> {
  const { person, kind, rest } = parse(typed, turn)
  const { from, until, words } = datesIn(rest)
  const pillar = await pillarFrom(db, turn, kind, words)
  return { person: await findPerson(db, person), kind, pillar, from: from ?? turn.today, until }
}

/** Whose role it is, for the policy: nobody gives themselves one in another's name [T22]. Without words it is about nobody yet. */
async function ofTyped(db: Db, typed: string, turn: Turn) {
  if (!mayEver(turn.actor, 'role.give')) return null
  const role = typed ? await read(db, turn, typed) : null
  return { subject: role, ...(role && { person: role.person.id }) }
}

const allRoles = ({ locale }: Turn) => lineButton(peopleTexts.in(locale)('roles.all'), 'rol')

/** `m50 rol geef <persoon> <rol> [pijler] [van] [tot]`. */
export const give: Writes<string, NewRole | null> = {
  does: 'writes',
  asks: 'role.give',
  of: ofTyped,
  async run(tx, turn, _, role) {
    if (!role) return { form: await roleForm(tx, turn, 'role.give') }
    return givenOutcome(await giveRole(tx, role, turn.as, turn))
  },
  async answer(db, turn, { ids }) {
    const t = peopleTexts.in(turn.locale)
    const role = await roleFacts(db, String(ids.role))
    if (!role) throw new Refusal('chat.absent')
    const params = {
      name: role.name,
      role: roleWord(role.kind, turn.locale),
      pillar: role.pillar ?? '',
      from: plainDayOf(role.from, turn.locale),
    }
    const text = t(role.pillar ? 'roleGiven.textPillar' : 'roleGiven.text', params)
    const others = (await rolesHeld(db, [role.kind], turn.today)).filter(
      held => held.pillar === role.pillar && held.id !== ids.role && held.kind !== 'contactOfficer',
    )
    const also = t('roleGiven.also', {
      names: listed(
        others.map(held => held.name),
        turn.locale,
      ),
    })
    const former = ids.former ? await roleFacts(db, String(ids.former)) : null
    const back = ids.back ? await roleFacts(db, String(ids.back)) : null
    const wanted = await supportWanted(db, String(ids.role), turn.today)
    return {
      card: {
        version: 1,
        text: [
          text + untilText(role, turn.locale),
          ...(others.length > 0 ? [also] : []),
          ...(former && !back ? [t('roleGiven.former', { name: former.name })] : []),
          ...(back ? [t('roleGiven.back', { name: back.name, from: plainDayOf(back.from, turn.locale) })] : []),
          ...(wanted ? [supportLine(wanted, turn.locale)] : []),
        ].join('\n'),
        buttons: [...(wanted ? [supportButton(wanted.role, turn.locale)] : []), allRoles(turn)],
      },
      to: 'me',
    }
  },
}

/** `m50 rol eindig <persoon> <rol> [pijler]`. */
export const end: Writes<string, NewRole | null> = {
  does: 'writes',
  asks: 'role.give',
  of: ofTyped,
  async run(tx, turn, _, role) {
    if (!role) return { form: await roleForm(tx, turn, 'role.end') }
    const { person, kind, pillar } = role
    await endRole(tx, person, kind, pillar, turn.as, turn.today)
    return { code: 'ended', ids: { person: person.id, kind, ...(pillar && { pillar }) } }
  },
  async answer(db, turn, { ids }) {
    const kind = leadingRoles.find(role => role === ids.kind)
    const pillar = ids.pillar ? ((await pillarById(db, turn.today, String(ids.pillar)))?.name ?? '') : ''
    const name = await personName(db, String(ids.person))
    const params = { name, pillar, role: kind ? roleWord(kind, turn.locale) : '' }
    const text = peopleTexts.in(turn.locale)(pillar ? 'roleEnded.textPillar' : 'roleEnded.text', params)
    return { card: { version: 1, text, buttons: [allRoles(turn)] }, to: 'me' }
  },
}

/** `m50 rol`: who holds which role today. */
export const showRoles: Reads<string> = {
  does: 'reads',
  asks: 'role.give',
  async run(db, turn) {
    const t = peopleTexts.in(turn.locale)
    const held = await rolesHeld(db, leadingRoles, turn.today)
    const groups = Map.groupBy(held, role => `${role.kind} ${role.pillar ?? ''}`)
    const lines = [...groups.values()].map(group => {
      const [first] = group
      const names = listed(
        group.map(role => role.name),
        turn.locale,
      )
      const role = first ? roleWord(first.kind, turn.locale) : ''
      return first?.pillar
        ? `- ${t('roles.pillarLine', { role, pillar: first.pillar, names })}`
        : `- ${t('roles.line', { role, names })}`
    })
    return {
      card: {
        version: 1,
        title: t('roles.title'),
        text: (lines.length > 0 ? lines : [t('roles.none')]).join('\n'),
        context: t('roles.how', { typed: turn.typed }),
      },
      to: 'me',
    }
  },
}
