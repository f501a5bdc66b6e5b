// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { leaveMunicipality } from '#/features/people/rules/leave-municipality.ts'
import { adoptOfficial } from '#/features/pillars/rules/adopt-official.ts'
import { type Actor, functions, type HomeFunction, needsConfirming } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { homeFunctions } from '#/network/holding.ts'
import type { IdentityId, MunicipalityId, PersonId, RoleId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { vouched } from '#/network/vouching.ts'
import { declinedFacts, undoneFacts } from '#/requests/decide.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

interface At {
  readonly now: Date
  readonly today: string
}

const endFunction = statement(
  'function_end',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1
   where person_id = $1::uuid and kind in ${homeFunctions} and (ends_on is null or ends_on > $2::date)
   returning id`,
)

const giveFunction = statement(
  'function_give',
  `insert into roles (person_id, kind, municipality_id, starts_on, confirmed_at, confirmed_by_id, created_at)
   values ($1::uuid, $2, $3, $4::date, $5::timestamptz, $6::uuid, $7::timestamptz) returning id`,
)

const officersBut = statement(
  'contact_officers',
  `select h.id as person from ${contactOfficers('$1', '$3::date')} where h.id <> $2::uuid`,
)

/** Someone's function from today on; the former one ends. `confirmedBy` is null while it is only stated. */
export async function holdFunction(
  tx: Tx,
  person: PersonId,
  municipality: MunicipalityId | null,
  kind: HomeFunction,
  by: ActedAs,
  at: At,
  confirmedBy: PersonId | null,
): Promise<RoleId> {
  for (const { id } of await tx.query<{ id: string }>(endFunction, [person, at.today])) touch(tx, { kind: 'role', id })
  const [row] = await tx.query<{ id: RoleId }>(giveFunction, [
    person,
    kind,
    municipality,
    at.today,
    confirmedBy && at.now.toISOString(),
    confirmedBy,
    at.now.toISOString(),
  ])
  if (!row) throw new Error('a function was not written')
  audit(tx, {
    action: 'function.stated',
    subject: { kind: 'role', id: row.id },
    by,
    new: { kind, person, municipality, confirmedBy },
  })
  return row.id
}

/** Someone says what they are at home. Mayor, alderman and municipal secretary stand as stated until the contact officer, the secretariat or a confirmed colleague says [Klopt]. @throws Refusal */
export async function stateFunction(tx: Tx, actor: Actor, kind: HomeFunction, by: ActedAs, at: At): Promise<RoleId> {
  const { person, municipality } = actor
  if (!person) throw new Refusal('people.unknown')
  if (actor.function?.kind === kind) throw new Refusal('people.already', {})
  const role = await holdFunction(tx, person, municipality?.id ?? null, kind, by, at, null)
  if (needsConfirming(kind)) {
    const officers = municipality
      ? await tx.query<{ person: PersonId }>(officersBut, [municipality.id, person, at.today])
      : []
    const audience =
      officers.length > 0
        ? officers.map(o => ({ kind: 'person', person: o.person }) as const)
        : [{ kind: 'secretariat' } as const]
    notify(tx, audience, 'people.stated', { role }, { subject: { kind: 'role', id: role } })
  } else if (actor.email) await adoptOfficial(tx, person, actor.email, municipality?.id ?? null, by)
  return role
}

const admitSubject = z.object({
  identity: z.uuid().transform(id => id as IdentityId),
  municipality: z.string().transform(id => id as MunicipalityId),
  function: z.enum(functions),
  name: z.string(),
  email: z.string().nullable(),
})
export type AdmitSubject = z.infer<typeof admitSubject>

/** Whether someone may ask to be known by this account: elsewhere, what the secretariat says of a person would not count [T04]. @throws Refusal */
export function demandVouched(actor: Actor): void {
  if (!actor.source.vouches) throw new Refusal('people.elsewhere')
}

/** Asks the secretariat to let someone in whose address belongs to no known domain. @throws Refusal */
export async function askToBeAdmitted(
  tx: Tx,
  actor: Actor,
  municipality: MunicipalityId,
  kind: HomeFunction,
  by: ActedAs,
  at: At,
): Promise<number> {
  demandVouched(actor)
  const subject: AdmitSubject = {
    identity: actor.identity,
    municipality,
    function: kind,
    name: actor.name,
    email: actor.email,
  }
  const filed = await fileRequest(
    tx,
    {
      kind: admitKind,
      subject,
      subjectKey: `person.admit ${actor.identity}`,
      requester: actor.person,
      requesterText: actor.name,
      municipality,
      isSecretariat: actor.roles.some(role => role.kind === 'secretariat'),
    },
    by,
    at,
  )
  if (!filed) throw new Refusal('people.askedAlready')
  return filed.number
}

const formerOf = statement(
  'person_admit_former',
  'select p.municipality_id as former from identities i join people p on p.id = i.person_id where i.id = $1::uuid for update of p',
)

const admitPerson = statement(
  'person_admit',
  `with held as (
     select i.person_id from identities i join sources s on s.id = i.source_id where i.id = $1::uuid and ${vouched} for update of i
   ),
   added as (
     insert into people (name, email, municipality_id, created_at)
     select $2, case when exists (select from people where email = lower($3)) then null else lower($3) end, $4, $5::timestamptz
     from held where held.person_id is null returning id
   ),
   moved as (update people set municipality_id = $4, version = version + 1 where id = (select person_id from held) returning id)
   select id from added union all select id from moved`,
)

/** What someone wanted before the bot knew them: it goes on from the message that lets them in, and is kept there. */
const keptWish = statement(
  'person_kept_wish',
  `delete from drafts where identity_id = $1::uuid and kind = 'line' and name = 'next' returning content`,
)

/** `isBuiltUpon`: they did something since, or were given something besides the function that came with it, or someone counts on them. */
const admittedBy = statement(
  'person_admitted_by',
  `select i.person_id as person, exists (select from audit a where a.person_id = i.person_id and a.at > $2::timestamptz)
     or exists (select from roles r where r.person_id = i.person_id and r.created_at >= $2::timestamptz and (r.kind not in ${homeFunctions} or r.created_at > $2::timestamptz))
     or exists (select from pillar_members m where i.person_id in (m.person_id, m.official_id))
     or exists (select from requests q where q.state in ('open', 'asked') and q.subject->'official'->>'person' = i.person_id::text)
     or exists (select from theme_group_members g where g.person_id = i.person_id)
     or exists (select from substitutions v where i.person_id in (v.person_id, v.substitute_id)) as "isBuiltUpon"
   from identities i where i.id = $1::uuid and i.person_id is not null for update of i`,
)
const unadmit = statement(
  'person_unadmit',
  `with untied as (update identities set person_id = null where id = $1::uuid)
   update people set municipality_id = null, email = null, version = version + 1 where id = $2::uuid`,
)

/** Someone whose address is in no known domain, or of another municipality: the secretariat confirms once. */
export const admitKind: RequestKind<AdmitSubject> = {
  name: 'person.admit',
  subject: admitSubject,
  async approve(tx, request, by, at) {
    const { identity, municipality, function: kind, name, email } = request.subject
    const [before] = await tx.query<{ former: MunicipalityId | null }>(formerOf, [identity])
    const [row] = await tx.query<{ id: PersonId }>(admitPerson, [
      identity,
      name,
      email,
      municipality,
      at.now.toISOString(),
    ])
    if (!row) throw new Refusal('people.notVouched', { name })
    await tx.prisma.identity.update({ where: { id: identity }, data: { personId: row.id } })
    if (before?.former && before.former !== municipality)
      await leaveMunicipality(tx, row.id, before.former, municipality, by, at)
    await holdFunction(tx, row.id, municipality, kind, by, at, by.personId)
    audit(tx, {
      action: 'person.admitted',
      subject: { kind: 'person', id: row.id },
      by,
      new: { municipality, identity },
    })
    const [kept] = await tx.query<{ content: unknown }>(keptWish, [identity])
    notify(tx, [{ kind: 'person', person: row.id }], 'people.admitted', {
      person: row.id,
      municipality: request.municipality?.name ?? '',
      goOn: kept?.content ?? null,
    })
  },
  /** Who asked and is nobody in the network yet is told where they asked. */
  async decline(tx, request, by) {
    if (request.requester) return
    notify(tx, [{ kind: 'account', account: request.subject.identity }], 'request.declined', declinedFacts(request, by))
  },
  /** Who was somebody before moved with all they held. */
  isFinal: request => request.requester !== null,
  /** Whoever was let in is nobody in the network again, unless something was built upon it since, or they were somebody before. */
  async undo(tx, request, by, at) {
    const { identity, name } = request.subject
    if (request.state === 'approved') {
      if (request.requester) throw new Refusal('people.movedAlready', { name })
      const decided = request.decidedAt?.toISOString() ?? null
      const [row] = await tx.query<{ person: PersonId; isBuiltUpon: boolean }>(admittedBy, [identity, decided])
      if (!row || row.isBuiltUpon) throw new Refusal('people.actedSince', { name })
      for (const { id } of await tx.query<{ id: string }>(endFunction, [row.person, at.today])) {
        audit(tx, { action: 'function.ended', subject: { kind: 'role', id }, by, new: { endsOn: at.today } })
        touch(tx, { kind: 'role', id })
      }
      await tx.query(unadmit, [identity, row.person])
      audit(tx, { action: 'person.unadmitted', subject: { kind: 'person', id: row.person }, by, old: { identity } })
    }
    if (!request.requester)
      notify(tx, [{ kind: 'account', account: identity }], 'request.undone', undoneFacts(request, by, at.why))
    return request.subject
  },
}
