// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import { type Db, statement } from '#/database/db.ts'
import { type World, whoIs, workspace } from './people.ts'

/** Whom the tasks are about: `member` is asked to join a pillar, `newcomer` to say who they are. */
export const taskPeople = (world: World) => ({
  member: whoIs(world, 'alderman').id,
  secretary: whoIs(world, 'secretary').id,
  newcomer: whoIs(world, 'newcomer').id,
})

const shape = z.object({
  /** The first request that waits or was ever approved; null where there is none. */
  request: z.number().nullable(),
  /** The message that asks for a decision on it, in the channel of whoever decides. */
  message: z.string().nullable(),
  approved: z.boolean(),
  pillar: z.string(),
  joined: z.boolean(),
  met: z.boolean(),
})

/** Three things to try, and which of them really happened: looked up in what the bot itself keeps, also where it was taken back or ended after that. */
export type Tasks = z.infer<typeof shape>

const look = statement(
  'playground_tasks',
  `with accounts as (
     select i.user_id, i.person_id from identities i join sources s on s.id = i.source_id
     where s.platform = 'playground' and s.external_id = $1 and i.person_id is not null)
   select first.number as request,
     (select m.id::text from playground_messages m join deliveries d on d.id = m.delivery_id
       where d.subject_kind = 'request' and d.subject_id = first.id::text and m.conversation not like '@%' order by m.id limit 1) as message,
     coalesce(first.approved, false) as approved,
     coalesce((select name from pillars where id = $4), (select name from pillars order by number limit 1), '') as pillar,
     exists (select from pillar_members m join accounts a on a.person_id = m.person_id where a.user_id = $2) as joined,
     exists (select from roles r join accounts a on a.person_id = r.person_id where a.user_id = $3) as met
   from (values (1)) one
     left join (
       select * from (
         select r.id, r.number, r.state, exists (
           select from audit a where a.subject_kind = 'request' and a.subject_id = r.id::text and a.action = 'request.approve') or r.state = 'approved' as approved
         from requests r) r
       where r.approved or r.state in ('open', 'asked') order by r.number limit 1) first on true`,
)

export async function tasksOf(db: Db, world: World): Promise<Tasks> {
  const { member, newcomer } = taskPeople(world)
  const [row] = await db.query(look, [workspace, member, newcomer, world.pillar.id])
  return shape.parse(row)
}
