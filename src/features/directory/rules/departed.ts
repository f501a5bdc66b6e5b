// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { endPerson, type HandOver } from '#/features/directory/rules/end.ts'
import { personById } from '#/features/people/rules/find-person.ts'
import type { ActedAs } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

export const departures = ['closed', 'municipality'] as const

const departedSubject = z.object({
  person: z.uuid().transform(id => id as PersonId),
  why: z.enum(departures),
})
export type DepartedSubject = z.infer<typeof departedSubject>

/**
 * Someone seems to be gone: every account is closed, or the municipality is no member any more. They can act no more from that moment; what they hold ends once the
 * secretariat has confirmed. `handOvers`: what ends, of every feature.
 */
export const createDepartedKind = (handOvers: () => readonly HandOver[]): RequestKind<DepartedSubject> => ({
  name: 'person.departed',
  subject: departedSubject,
  async approve(tx, request, by, at) {
    const person = await personById(tx, request.subject.person)
    if (!person) throw new Refusal('directory.mergedAlready', { name: request.requesterText ?? '' })
    await endPerson(tx, person, null, handOvers(), by, at)
  },
  async undo(_, request) {
    if (request.state === 'approved') throw new Refusal('directory.goneAlready', { name: request.requesterText ?? '' })
    return request.subject
  },
})

/** After a no, nobody is asked about the same person again for this long. */
const rest = '90 days'

const departed = statement(
  'directory_departed',
  `select p.id, p.name, p.municipality_id as municipality, g.why from people p
   cross join lateral (select case
     when exists (select from identities i where i.person_id = p.id) and not exists (select from identities i where i.person_id = p.id and not i.is_deactivated) then 'closed'
     when p.municipality_id is not null and not exists (
       select from memberships n where n.municipality_id = p.municipality_id and ${holds('n', '$1::date')}) then 'municipality'
     end as why) g
   where g.why is not null and p.merged_into_id is null
     and (exists (select from roles r where r.person_id = p.id and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $1::date)))
       or exists (select from pillar_members s where s.person_id = p.id and s.ended_at is null))
     and not exists (select from requests q where q.subject_key = 'person.departed ' || p.id
       and (q.state in ('open', 'asked') or q.decided_at > $2::timestamptz - interval '${rest}'))
   order by p.name`,
)

/** Asks the secretariat about everyone who seems to be gone and still holds something; gives how many. */
export async function raiseDeparted(
  tx: Tx,
  kind: RequestKind<DepartedSubject>,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const by: ActedAs = { personId: null, role: 'bot', municipalityId: null, app: 'bot' }
  const gone = await tx.query<{
    id: PersonId
    name: string
    municipality: MunicipalityId | null
    why: DepartedSubject['why']
  }>(departed, [at.today, at.now.toISOString()])
  for (const { id, name, municipality, why } of gone)
    await fileRequest(
      tx,
      {
        kind,
        subject: { person: id, why } satisfies DepartedSubject,
        subjectKey: `person.departed ${id}`,
        requester: null,
        requesterText: name,
        municipality,
        isSecretariat: false,
      },
      by,
      at,
    )
  return gone.length
}
