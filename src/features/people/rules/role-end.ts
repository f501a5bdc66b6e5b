// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { demandAnotherSecretary } from '#/features/people/rules/last-secretary.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, RoleId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

const roleEndSubject = z.object({
  role: z.uuid().transform(id => id as RoleId),
  person: z.uuid().transform(id => id as PersonId),
  /** The first day that it would no longer hold, `2027-02-03`; null for a role without an end. */
  endsOn: z.string().nullable(),
})
export type RoleEndSubject = z.infer<typeof roleEndSubject>

const end = statement(
  'role_end_confirmed',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1
   where id = $1::uuid and (ends_on is null or ends_on > $2::date) returning id`,
)

const found = statement('role_end_of', 'select kind, ends_on::text as "endsOn" from roles where id = $1::uuid')
interface Found {
  readonly kind: string
  readonly endsOn: string | null
}

/** Nothing where someone else has it by now. */
const back = statement(
  'role_end_undone',
  `update roles r set ends_on = $2::date, version = version + 1
   where r.id = $1::uuid and not exists (
     select from roles o where o.id <> r.id and o.kind = r.kind and coalesce(o.pillar_id, '') = coalesce(r.pillar_id, '') and daterange(o.starts_on, o.ends_on) && daterange(r.starts_on, $2::date)
       and (o.person_id = r.person_id or r.kind = 'contactOfficer' and o.municipality_id = r.municipality_id))
   returning id`,
)

/** Someone's own word that a role is over: it ends once the secretariat has confirmed. */
export const roleEndKind: RequestKind<RoleEndSubject> = {
  name: 'role.end',
  subject: roleEndSubject,
  async approve(tx, request, by, { today }) {
    const { role, person } = request.subject
    const [held] = await tx.query<Found>(found, [role])
    if (held?.kind === 'secretariat') await demandAnotherSecretary(tx, person, today)
    if ((await tx.query(end, [role, today])).length === 0)
      throw new Refusal('people.roleOver', { number: request.number })
    audit(tx, {
      action: 'role.ended',
      subject: { kind: 'role', id: role },
      by,
      old: { person },
      new: { endsOn: today },
    })
    touch(tx, { kind: 'role', id: role })
    notify(tx, [{ kind: 'person', person }], 'people.roleEnded', { role })
  },
  async undo(tx, request, by) {
    if (request.state !== 'approved') return request.subject
    const { role, person, endsOn } = request.subject
    if ((await tx.query(back, [role, endsOn])).length === 0)
      throw new Refusal('people.roleSucceeded', { number: request.number })
    audit(tx, { action: 'role.restored', subject: { kind: 'role', id: role }, by, new: { person, endsOn } })
    touch(tx, { kind: 'role', id: role })
    notify(tx, [{ kind: 'person', person }], 'people.roleGiven', { role })
    return request.subject
  },
}

/** Asks the secretariat to end a role that its holder says is over; null where that was asked already. @throws Refusal where nobody else would be the secretariat, and could decide on it. */
export async function askToEnd(
  tx: Tx,
  role: { readonly id: RoleId; readonly person: PersonId; readonly municipality: MunicipalityId | null },
  isSecretariat: boolean,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
) {
  const [held] = await tx.query<Found>(found, [role.id])
  if (held?.kind === 'secretariat') await demandAnotherSecretary(tx, role.person, at.today)
  const subject: RoleEndSubject = { role: role.id, person: role.person, endsOn: held?.endsOn ?? null }
  return fileRequest(
    tx,
    {
      kind: roleEndKind,
      subject,
      subjectKey: `role.end ${role.id}`,
      requester: role.person,
      municipality: role.municipality,
      isSecretariat,
    },
    by,
    at,
  )
}
