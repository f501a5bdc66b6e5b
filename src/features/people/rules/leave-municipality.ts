// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { moveInMeetings } from '#/features/meetings/rules/succession.ts'
import { touchAsk } from '#/features/pillars/rules/ask-official.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { noOfficial } from '#/features/pillars/rules/official.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import type { MunicipalityId, PersonId, RequestId } from '#/network/ids.ts'
import { amend } from '#/requests/decide.ts'
import { lockRequest } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'

const endLocalRoles = statement(
  'leave_municipality_roles',
  `update roles set ends_on = greatest($3::date, starts_on), version = version + 1
   where person_id = $1::uuid and municipality_id = $2 and kind in ('contactOfficer', 'supporter') and (ends_on is null or ends_on > $3::date) returning id, kind`,
)
const moveLeadingRoles = statement(
  'leave_municipality_move_roles',
  `update roles set municipality_id = $2, version = version + 1
   where person_id = $1::uuid and kind in ('pillarLead', 'chair', 'viceChair', 'networkLead', 'secretariat', 'deputySecretariat') and (ends_on is null or ends_on > $3::date)`,
)
const endSeats = statement(
  'leave_municipality_seats',
  `update pillar_members set ended_at = $3::timestamptz, version = version + 1 where person_id = $1::uuid and municipality_id = $2 and ended_at is null returning id, request_id as request`,
)
const openJoins = statement(
  'leave_municipality_joins',
  `update requests set municipality_id = $2 where requester_id = $1::uuid and kind = $3 and state in ('open', 'asked') and $2::text is not null returning id`,
)

/**
 * Someone is of another municipality from now on: what they did for the former one ends (contact officer, supporter, seats), their other roles go with them,
 * and so do places at meetings still to be, and joins that wait, without the official of the former one. They are told of each role that ended.
 */
export async function leaveMunicipality(
  tx: Tx,
  person: PersonId,
  from: MunicipalityId,
  to: MunicipalityId | null,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<void> {
  for (const { id, kind } of await tx.query<{ id: string; kind: string }>(endLocalRoles, [person, from, at.today])) {
    audit(tx, { action: 'role.ended', subject: { kind: 'role', id }, by, old: { kind }, new: { endsOn: at.today } })
    notify(tx, [{ kind: 'person', person }], 'people.roleEnded', { role: id })
  }
  await tx.query(moveLeadingRoles, [person, to, at.today])
  if (to) await moveInMeetings(tx, person, to, by)
  const seats = await tx.query<{ id: string; request: string | null }>(endSeats, [person, from, at.now.toISOString()])
  for (const { id, request } of seats) {
    audit(tx, { action: 'pillar.left', subject: { kind: 'pillarMember', id }, by, old: { person } })
    if (request) touchAsk(tx, request)
  }
  for (const { id } of await tx.query<{ id: RequestId }>(openJoins, [person, to, joinKind.name])) {
    const request = await lockRequest(tx, id)
    if (!request || !isOpen(request.state)) continue
    await amend(tx, request, by, { ...joinKind.subject.parse(request.subject), official: noOfficial }, 'request.moved')
    touchAsk(tx, id)
  }
}
