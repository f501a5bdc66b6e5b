// SPDX-License-Identifier: EUPL-1.2
// A request's later life: nobody decides it and it is brought up twice; then it is approved, and that is taken back. At each stage a copy may die.
import type { Doom } from './copies.ts'
import type { Crew } from './crew.ts'
import { eventually } from './eventually.ts'
import { approve, emailOf, late, requestsOf, settled, someone, withinMs } from './rounds.ts'
import type { Person } from './slack-server.ts'
import { standings } from './standing.ts'

/** Its reminders are planned; they are due, in its thread after two working days and to the deputy after four; its approval is taken back. */
const stages = ['plan', 'thread', 'deputy', 'undo'] as const
type Stage = (typeof stages)[number]

export interface LaterCase extends Doom {
  readonly stage: Stage
}
/** Where copies die in one life. */
type Dooms = Partial<Readonly<Record<Stage, Doom>>>

/** As many lives as it takes for each case to have its stage in one. */
export function livesOf(cases: readonly LaterCase[]): Dooms[] {
  const at = (stage: Stage) => cases.filter(one => one.stage === stage)
  return Array.from({ length: Math.max(...stages.map(stage => at(stage).length)) }, (_, i) =>
    Object.fromEntries(stages.flatMap(stage => (at(stage)[i] ? [[stage, at(stage)[i]]] : []))),
  )
}

const zone = 'Europe/Amsterdam'
const now = Temporal.Now.zonedDateTimeISO(zone)

/**
 * The coming Monday's morning, when nothing has been asked yet. Each life takes a week of the network's time, and what is sent bears the real one: begun
 * further on, the network would outlive its messages' term of ninety days before all have lived.
 */
export const monday = now
  .toPlainDate()
  .add({ days: 8 - now.dayOfWeek })
  .toZonedDateTime({ timeZone: zone, plainTime: '09:12' })
  .toString({ timeZoneName: 'never' })

export interface Desk {
  readonly crew: Crew
  /** The official whom everyone names who asks. */
  readonly official: Person
  /** All who may be written to. */
  readonly everyone: Person[]
}

/** A secretary with a deputy, and an official. */
export async function openDesk(crew: Crew): Promise<Desk> {
  const { jansen, smit } = crew.m50
  const official = someone(crew, 'ondersteuner')
  for (const person of [smit, official]) await crew.command(person, 'aanmelden ambtenaar')
  await crew.command(jansen, 'rol geef M. Smit plaatsvervanger')
  return { crew, official, everyone: [jansen, smit, official] }
}

export interface Asked {
  readonly id: string
  readonly number: number
  readonly requester: Person
}

/** Someone who is new asks to join a pillar. */
export async function asks({ crew, official, everyone }: Desk, name: string): Promise<Asked> {
  const requester = someone(crew, name)
  everyone.push(requester)
  await crew.command(requester, 'aanmelden wethouder')
  await crew.say(requester, `pijler word-lid bestuur ${emailOf(official)}`)
  const [request] = await requestsOf(crew, [requester])
  if (!request) throw new Error('nobody asked')
  await settled(crew)
  return { ...request, requester }
}

const minuteMs = 60_000

/** A moment at which a stage of the clock is due, also for what else was asked in the same minute. */
async function momentOf({ m50 }: Crew, { id }: Asked, stage: Stage): Promise<string> {
  const [row] = await m50.database.query<{ at: Date }>(
    `select coalesce((select due_at from planned where subject_id = r.id::text and occurrence = '1.' || $2), opened_at) as at
     from requests r where id = $1`,
    [id, stage],
  )
  if (!row) throw new Error('no such request')
  return new Date(row.at.getTime() + minuteMs).toISOString()
}

async function isOver({ m50 }: Crew, { id }: Asked, stage: Stage): Promise<boolean> {
  const rows = await m50.database.query('select occurrence, state from planned where subject_id = $1', [id])
  return stage === 'plan'
    ? rows.length === 2
    : rows.some(row => row.occurrence === `1.${stage}` && row.state === 'done')
}

/** The moment of a stage comes, for all copies at once, and each copy that lives on looks until it is over: the database may hold what a dead one held for a moment. */
export async function comes(crew: Crew, all: readonly Asked[], stage: Stage, died = async () => {}): Promise<void> {
  const last = all.at(-1)
  if (!last) return
  const moment = await momentOf(crew, last, stage)
  await crew.moveTo(moment)
  await died()
  await eventually(
    async () => {
      const over = await Promise.all(all.map(one => isOver(crew, one, stage)))
      if (over.includes(false)) await crew.moveTo(moment)
      return over
    },
    over => !over.includes(false),
    withinMs,
  )
}

/** One request's later life; gives what came later than it should. */
export async function live(desk: Desk, dooms: Dooms, name: string, isReinforced: boolean): Promise<string[]> {
  const { crew, everyone } = desk
  const { jansen } = crew.m50
  const asked = await asks(desk, name)
  const slow: string[] = []
  for (const stage of stages) {
    if (stage === 'undo') {
      await approve(crew, asked)
      await asked.requester.receives('Welkom bij de pijler Bestuur', withinMs)
      await settled(crew)
    }
    const doom = dooms[stage]
    if (doom && isReinforced) await crew.reinforce()
    const death = doom && (await crew.arm(doom))
    if (stage === 'undo') await crew.command(jansen, `verzoek ${asked.number} terugdraaien`)
    else await comes(crew, [asked], stage, async () => void (await death?.succeeded))
    const succeeded = await death?.succeeded
    await settled(crew)
    if (succeeded !== undefined) slow.push(...(await late(crew, everyone, succeeded)))
  }
  await crew.command(asked.requester, `verzoek ${asked.number} intrekken`)
  return slow
}

/** How often each thing was done, said and told about the requests that had a later life. */
export const laterCounts = (crew: Crew) =>
  crew.m50.database.query(
    `select r.number,
       (select count(*)::int from planned p where p.subject_id = r.id::text and p.occurrence in ('1.thread', '1.deputy') and p.state = 'done') as reminders,
       (select count(*)::int from deliveries d where d.kind = 'request.reminder' and d.facts->>'request' = r.id::text) as reminded,
       (select count(*)::int from audit a where a.subject_id = r.id::text and a.action = 'request.undo') as undone,
       (select count(*)::int from deliveries d where d.kind in ('request.undone', 'pillars.joinUndone') and d.facts->>'request' = r.id::text) as corrections,
       (select count(*)::int from pillar_members s where s.request_id = r.id) as seats,
       (select count(*)::int from pillar_members s where s.request_id = r.id and s.ended_at is null) as members
     from requests r order by r.number`,
  )
/** In the thread, and later there and to the deputy; undone once, which the requester, the official and the thread are told. */
export const eachOnceLater = { reminders: 2, reminded: 3, undone: 1, corrections: 3, seats: 1, members: 0 }

/** Conversations in which something does not stand once, in the order in which it was said. */
export const misplaced = async ({ crew, everyone }: Desk) =>
  (await standings(crew.m50, everyone)).filter(({ said, shown }) => `${said}` !== `${shown}`)
