// SPDX-License-Identifier: EUPL-1.2

import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import { unplan } from '#/delivery/planned.ts'
import { askToEnd } from '#/features/people/rules/role-end.ts'
import { isLeadingRole, type LeadingRole } from '#/network/actor.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { holds } from '#/network/holding.ts'
import { asId, type MunicipalityId, type PersonId, type RoleId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

interface At {
  readonly now: Date
  readonly today: string
}

/** A round of "Klopt uw rol nog?" over all who hold one kind of role [F02]. */
export interface RoleCheck {
  readonly id: string
  readonly kind: LeadingRole
  readonly startedAt: Date
  readonly yes: number
  readonly no: readonly string[]
  readonly silent: readonly string[]
  /** Null while it runs. */
  readonly closedAt: Date | null
}

/** Silent are those who held the role until the round's end, or hold it still. */
const counted = `select c.id, c.kind, c.started_at as "startedAt", c.closed_at as "closedAt",
     count(*) filter (where a.answer = 'yes')::int as yes,
     coalesce(array_agg(p.name order by p.name) filter (where a.answer = 'no'), '{}') as no,
     coalesce(array_agg(p.name order by p.name) filter (where a.answer is null and (r.ends_on is null or r.ends_on > coalesce(c.closed_at::date, $1::date))), '{}') as silent
   from role_checks c left join role_check_asks a on a.check_id = c.id left join roles r on r.id = a.role_id left join people p on p.id = r.person_id`
const checks = statement('role_checks', `${counted} where c.closed_at is null group by c.id order by c.started_at desc`)
const closed = statement(
  'role_checks_closed',
  `select distinct on (x.kind) x.* from (${counted} where c.closed_at is not null group by c.id) x order by x.kind, x."closedAt" desc`,
)

/** The rounds that run, the newest first, with who said no and who has not answered and still holds the role. */
export const roleChecks = (db: Db, today: string): Promise<readonly RoleCheck[]> => db.query<RoleCheck>(checks, [today])

/** What came of each kind's last round. */
export const closedChecks = (db: Db, today: string): Promise<readonly RoleCheck[]> =>
  db.query<RoleCheck>(closed, [today])

const start = statement(
  'role_check_start',
  `insert into role_checks (kind, started_by_id, started_at) values ($1, $2::uuid, $3::timestamptz)
   on conflict (kind) where closed_at is null do nothing returning id`,
)
const running = statement('role_check_running', 'select id from role_checks where kind = $1 and closed_at is null')
const askAll = statement(
  'role_check_ask',
  `with asked as (
     insert into role_check_asks (check_id, role_id, asked_at)
     select $1::uuid, r.id, $3::timestamptz from roles r where r.kind = $2 and ${holds('r', '$4::date')}
     on conflict (check_id, role_id) do nothing returning id, role_id)
   select asked.id, r.person_id as person from asked join roles r on r.id = asked.role_id order by asked.id`,
)

/** Asks everyone who holds such a role today whether it still holds, each once a round: started again, it asks only who came since. Gives how many were asked. @throws Refusal when nobody was left to ask. */
export async function startCheck(tx: Tx, kind: string, by: ActedAs, at: At): Promise<{ id: string; asked: number }> {
  if (!isLeadingRole(kind)) throw new Refusal('people.noRole')
  const now = at.now.toISOString()
  const [fresh] = await tx.query<{ id: string }>(start, [kind, by.personId, now])
  const [found] = fresh ? [fresh] : await tx.query<{ id: string }>(running, [kind])
  if (!found) throw new Error('a role check was not written')
  const asked = await tx.query<{ id: string; person: PersonId }>(askAll, [found.id, kind, now, at.today])
  if (asked.length === 0) throw new Refusal('people.checkNobody')
  for (const { id, person } of asked) say(tx, id, person)
  audit(tx, {
    action: 'roleCheck.started',
    subject: { kind: 'roleCheck', id: found.id },
    by,
    new: { kind, asked: asked.length },
  })
  return { id: found.id, asked: asked.length }
}

const say = (tx: Tx, ask: string, person: PersonId, isAgain = false): void =>
  notify(
    tx,
    [{ kind: 'person', person }],
    'people.roleCheck',
    { ask, isAgain },
    { subject: { kind: isAgain ? 'roleCheckReminder' : 'roleCheckAsk', id: ask } },
  )

/** Nobody is reminded twice within this time. */
const restMs = 20 * 60 * 60 * 1000

const remind = statement(
  'role_check_remind',
  `update role_check_asks a set reminded_at = $2::timestamptz from role_checks c, roles r
   where c.id = a.check_id and c.closed_at is null and r.id = a.role_id and c.id::text = $1 and ($5::timestamptz is null or a.asked_at = $5::timestamptz) and a.answer is null
     and (r.ends_on is null or r.ends_on > $4::date) and coalesce(a.reminded_at, a.asked_at) <= $3::timestamptz
   returning a.id, r.person_id as person`,
)

/** Reminds those of a round who have not answered yet, or of them only who were asked at the moment `asked`; never twice within 20 hours. Gives how many. */
export async function remindCheck(
  tx: Tx,
  check: string,
  by: ActedAs,
  at: At,
  asked: string | null = null,
): Promise<number> {
  const before = new Date(at.now.getTime() - restMs).toISOString()
  const silent = await tx.query<{ id: string; person: PersonId }>(remind, [
    check,
    at.now.toISOString(),
    before,
    at.today,
    asked,
  ])
  if (silent.length === 0) return 0
  for (const { id, person } of silent) say(tx, id, person, true)
  audit(tx, {
    action: 'roleCheck.reminded',
    subject: { kind: 'roleCheck', id: check },
    by,
    new: { asked: silent.length },
  })
  return silent.length
}

const close = statement(
  'role_check_close',
  'update role_checks set closed_at = $2::timestamptz where id = $1::uuid and closed_at is null returning id',
)
const touched = statement(
  'role_check_touched',
  'update role_check_asks set version = version + 1 where check_id = $1::uuid returning id',
)

/** What someone was asked, and the reminders of it, which have the same buttons. */
function touchAll(tx: Tx, ask: string): void {
  for (const kind of ['roleCheckAsk', 'roleCheckReminder']) touch(tx, { kind, id: ask })
}

/** Ends a round: who has not answered is asked no more. Twice is once. */
export async function closeCheck(tx: Tx, check: string, by: ActedAs, now: Date): Promise<void> {
  if ((await tx.query(close, [check, now.toISOString()])).length === 0) return
  audit(tx, { action: 'roleCheck.closed', subject: { kind: 'roleCheck', id: check }, by })
  await unplan(tx, { kind: 'roleCheck', id: check }, 'closed', now)
  for (const { id } of await tx.query<{ id: string }>(touched, [check])) touchAll(tx, id)
}

/** What one holder was asked. Days as `2027-02-03`. */
export interface RoleAsk {
  readonly id: string
  readonly role: RoleId
  readonly kind: LeadingRole
  readonly pillar: string | null
  readonly person: PersonId
  readonly municipality: MunicipalityId | null
  readonly from: string
  readonly answer: 'yes' | 'no' | null
  /** The round was closed, or the role has ended. */
  readonly isOver: boolean
  readonly version: number
}

const columns = `select a.id, r.id as role, r.kind, l.name as pillar, r.person_id as person, p.municipality_id as municipality, r.starts_on::text as "from", a.answer,
     c.closed_at is not null or (r.ends_on is not null and r.ends_on <= $2::date) as "isOver", a.version
   from role_check_asks a join role_checks c on c.id = a.check_id join roles r on r.id = a.role_id join people p on p.id = r.person_id left join pillars l on l.id = r.pillar_id`
const read = statement('role_check_one', `${columns} where a.id = $1::uuid`)
const lock = statement('role_check_locked', `${columns} where a.id = $1::uuid for update of a`)
const open = statement(
  'role_checks_open',
  `${columns} where r.person_id = $1::uuid and a.answer is null and c.closed_at is null and (r.ends_on is null or r.ends_on > $2::date) order by a.asked_at`,
)

async function ask(db: Db, sql: typeof read, value: string, today: string): Promise<RoleAsk | null> {
  const id = asId<string>(value)
  return (id && (await db.query<RoleAsk>(sql, [id, today]))[0]) || null
}
export const roleAsk = (db: Db, value: string, today: string) => ask(db, read, value, today)
/** What someone was asked and has not answered. */
export const roleAsksOf = (db: Db, person: PersonId, today: string): Promise<readonly RoleAsk[]> =>
  db.query<RoleAsk>(open, [person, today])
export const lockRoleAsk = (db: Db, value: string, today: string) => ask(db, lock, value, today)

const put = statement(
  'role_check_answer',
  'update role_check_asks set answer = $2, answered_at = $3::timestamptz, version = version + 1 where id = $1::uuid',
)

/** Whether someone's role still holds. The same again is once; a no asks the secretariat to end it. @throws Refusal when the role or the round is over. */
export async function answerCheck(
  tx: Tx,
  asked: RoleAsk,
  answer: 'yes' | 'no',
  isSecretariat: boolean,
  by: ActedAs,
  at: At,
): Promise<void> {
  const subject = { kind: 'roleCheckAsk', id: asked.id }
  if (asked.answer === answer) return
  if (asked.answer) throw new Refusal('people.checkAnswered', {}, { stale: subject })
  if (asked.isOver) throw new Refusal('people.checkOver', {}, { stale: subject })
  await tx.query(put, [asked.id, answer, at.now.toISOString()])
  audit(tx, { action: 'roleCheck.answered', subject, by, new: { answer } })
  touchAll(tx, asked.id)
  if (answer === 'no')
    await askToEnd(
      tx,
      { id: asked.role, person: asked.person, municipality: asked.municipality },
      isSecretariat,
      by,
      at,
    )
}
