// SPDX-License-Identifier: EUPL-1.2

import { z } from 'zod'
import { type Db, statement, type Tx } from '#/database/db.ts'
import { endPerson, type HandOver } from '#/features/directory/rules/end.ts'
import { personById } from '#/features/people/rules/find-person.ts'
import { byBot } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { MunicipalityId, PersonId } from '#/network/ids.ts'
import type { Occurrence, PlannedAt } from '#/network/planned-kind.ts'
import { Refusal } from '#/network/refusal.ts'
import { addWorkingDays, atHour, isWorkingDay } from '#/network/working-days.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

export const departures = ['closed', 'municipality', 'unreached'] as const

const departedSubject = z.object({
  person: z.uuid().transform(id => id as PersonId),
  why: z.enum(departures),
})
export type DepartedSubject = z.infer<typeof departedSubject>

/** Teams tells a bot of no account that it was closed: it is only not reached any more, as where someone took the app away. */
const silence = '14 days'

/** SQL: an account `i` that was not reached for so long, while others of its tenant are. */
const unreached = `(coalesce(i.unreached_at < $1::date - interval '${silence}', false) and exists (select from sources s where s.id = i.source_id and s.platform = 'teams')
     and exists (select from identities o where o.source_id = i.source_id and o.id <> i.id and o.unreached_at is null and not o.is_deactivated))`

/** SQL: why a person `p` seems to be gone on the day $1; null for who does not. */
const whyGone = `case
     when exists (select from identities i where i.person_id = p.id) and not exists (select from identities i where i.person_id = p.id and not i.is_deactivated) then 'closed'
     when p.municipality_id is not null and not exists (
       select from memberships n where n.municipality_id = p.municipality_id and ${holds('n', '$1::date')}) then 'municipality'
     when exists (select from identities i where i.person_id = p.id) and not exists (select from identities i where i.person_id = p.id and not i.is_deactivated and not ${unreached}) then 'unreached'
     end`
const stillGone = statement(
  'directory_still_gone',
  `select from people p where p.id = $2::uuid and ${whyGone} is not null`,
)

/**
 * Someone seems to be gone: every account is closed, or the municipality is no member any more, and they can act no more from that moment; or they are not reached in
 * Teams for long. What they hold ends once the secretariat has confirmed. `handOvers`: what ends, of every feature.
 */
export const createDepartedKind = (handOvers: () => readonly HandOver[]): RequestKind<DepartedSubject> => ({
  name: 'person.departed',
  subject: departedSubject,
  isFinal: () => true,
  async approve(tx, request, by, at) {
    const person = await personById(tx, request.subject.person)
    if (!person) throw new Refusal('directory.mergedAlready', { name: request.requesterText ?? '' })
    if ((await tx.query(stillGone, [at.today, person.id])).length === 0)
      throw new Refusal('directory.backAgain', { name: person.name, number: request.number })
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
   cross join lateral (select ${whyGone} as why) g
   where g.why is not null and p.merged_into_id is null
     and (exists (select from roles r where r.person_id = p.id and (r.ends_on is null or r.ends_on > greatest(r.starts_on, $1::date)))
       or exists (select from pillar_members s where s.person_id = p.id and s.ended_at is null))
     and not exists (select from requests q where q.subject_key = 'person.departed ' || p.id
       and (q.state in ('open', 'asked') or q.decided_at > $1::date - interval '${rest}'))
   order by p.name`,
)

interface Gone {
  readonly id: PersonId
  readonly name: string
  readonly municipality: MunicipalityId | null
  readonly why: DepartedSubject['why']
}

/** Who seems to be gone, still holds something, and was not asked about yet. */
export const seemGone = (db: Db, today: string): Promise<readonly Gone[]> => db.query<Gone>(departed, [today])

/** Asks the secretariat about everyone who seems to be gone and still holds something; gives how many. */
export async function raiseDeparted(
  tx: Tx,
  kind: RequestKind<DepartedSubject>,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const gone = await seemGone(tx, at.today)
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
      byBot,
      at,
    )
  return gone.length
}

const hour = 9
const asking = statement(
  'departed_asking',
  `select from planned where kind = 'person.departed' and state = 'open' limit 1`,
)

/** When the secretariat is to be asked: planned once somebody seems to be gone, and one at a time. */
export async function askings(db: Db, at: PlannedAt): Promise<readonly Occurrence[]> {
  if ((await db.query(asking)).length > 0 || (await seemGone(db, at.today)).length === 0) return []
  return [nextAsking(at)]
}

/** The next working day's morning, today's where it is still to come. What is skipped is asked a day later. */
export function nextAsking({ now, today, hours }: PlannedAt): Occurrence {
  const next = addWorkingDays(today, 1, hours.off)
  const day = isWorkingDay(today, hours.off) && atHour(today, hour, hours) > now ? today : next
  return { subject: { kind: 'network', id: 'network' }, occurrence: day, dueAt: atHour(day, hour, hours) }
}
