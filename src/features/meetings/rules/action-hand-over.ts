// SPDX-License-Identifier: EUPL-1.2
// What someone who leaves still had to do, and who does it from then on [A21].
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { actionRef } from '#/features/meetings/rules/actions.ts'
import { contactOfficers } from '#/features/people/rules/contact-officer.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import type { ActionId, PersonId } from '#/network/ids.ts'
import { canAct } from '#/network/vouching.ts'

const own = statement(
  'actions_of_leaver',
  `select number from actions where owner_id = $1::uuid and state = 'open' order by number`,
)

/** The numbers of what someone still has to do. */
export const actionsLeft = async (db: Db, person: PersonId): Promise<readonly number[]> =>
  (await db.query<{ number: number }>(own, [person])).map(({ number }) => number)

// Who leads the meeting is the chair of its pillar; of one of the network it is whoever planned it.
const adopt = statement(
  'actions_hand_over',
  `update actions a set owner_id = n.person, municipality_id = coalesce((select p.municipality_id from people p where p.id = n.person), a.municipality_id), version = a.version + 1
   from actions o left join meetings m on m.id = o.meeting_id left join theme_groups g on g.id = m.theme_group_id
   cross join lateral (select coalesce($2::uuid,
     (select o.person_id from ${contactOfficers('(select municipality_id from people where id = $1::uuid)', '$3::date')}
       where o.person_id <> $1::uuid and ${canAct('o.person_id', '$3::date')} order by o.starts_on, o.id limit 1),
     (select lead.person_id from roles lead where lead.kind = 'chair' and lead.pillar_id = coalesce(m.pillar_id, g.pillar_id) and lead.person_id <> $1::uuid
       and ${holds('lead', '$3::date')} and ${canAct('lead.person_id', '$3::date')} limit 1),
     (select m.planned_by_id where m.planned_by_id <> $1::uuid and ${canAct('m.planned_by_id', '$3::date')})) as person) n
   where o.id = a.id and a.owner_id = $1::uuid and a.state = 'open' and ($4::uuid is null or a.id = $4::uuid) returning a.id, n.person`,
)

/** What someone who leaves still had to do goes to the successor; else to the contact officer of their municipality, else to who leads the meeting that it came from, who are told; else the secretariat is asked to find someone. With `only`, that one action alone. */
export async function handOverActions(
  tx: Tx,
  from: PersonId,
  to: PersonId | null,
  by: ActedAs,
  at: { readonly today: string },
  only?: ActionId,
): Promise<void> {
  const gone = await tx.query<{ id: ActionId; person: PersonId | null }>(adopt, [from, to, at.today, only ?? null])
  for (const { id, person } of gone) {
    const subject = actionRef(id)
    audit(tx, { action: 'action.handedOver', subject, by, old: { person: from }, new: { person } })
    touch(tx, subject)
    // Told as what happened: it is not drawn anew when the action changes.
    if (!to)
      notify(tx, [person ? { kind: 'person', person } : { kind: 'secretariat' }], 'meetings.actionHandedOver', {
        action: id,
      })
  }
}
