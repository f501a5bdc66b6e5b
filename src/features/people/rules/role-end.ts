// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, RoleId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

const roleEndSubject = z.object({
  role: z.uuid().transform(id => id as RoleId),
  person: z.uuid().transform(id => id as PersonId),
})
export type RoleEndSubject = z.infer<typeof roleEndSubject>

const end = statement(
  'role_end_confirmed',
  `update roles set ends_on = greatest($2::date, starts_on), version = version + 1
   where id = $1::uuid and (ends_on is null or ends_on > $2::date) returning id`,
)

/** Someone's own word that a role is over: it ends once the secretariat has confirmed. */
export const roleEndKind: RequestKind<RoleEndSubject> = {
  name: 'role.end',
  subject: roleEndSubject,
  async approve(tx, request, by, { today }) {
    const { role, person } = request.subject
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
}

/** Asks the secretariat to end a role that its holder says is over; null where that was asked already. */
export const askToEnd = (
  tx: Tx,
  role: { readonly id: RoleId; readonly person: PersonId; readonly municipality: MunicipalityId | null },
  isSecretariat: boolean,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
) =>
  fileRequest(
    tx,
    {
      kind: roleEndKind,
      subject: { role: role.id, person: role.person } satisfies RoleEndSubject,
      subjectKey: `role.end ${role.id}`,
      requester: role.person,
      municipality: role.municipality,
      isSecretariat,
    },
    by,
    at,
  )
