// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { SeedMistakes } from '#/database/seed/mistakes.ts'
import type { HomeFunction, LeadingRole } from '#/network/actor.ts'
import { fillDaysOff, workingHours } from '#/network/days-off.ts'
import { networkName } from '#/network/setting.ts'
import { placeCommittees } from './committees.ts'
import { placeMeetings } from './meetings.ts'
import { type About, type PlaygroundPerson, type World, workspace } from './people.ts'
import { place } from './points.ts'
import { createWorld, unknownIn, type WorldFile, worldShape } from './world.ts'

const addSource = statement(
  'playground_source',
  `insert into sources (platform, external_id, name, is_host, state, approved_at)
   values ('playground', $1, 'Playground', true, 'admitted', $2::timestamptz)
   on conflict (platform, external_id) do nothing returning id`,
)

/** What was said before the visitor came is still to be told: by the people themselves, once the bot can hear them. */
const owesStory = statement(
  'playground_owes_story',
  `insert into settings (key, value, updated_at) values ('playground.story', '"owed"', $1::timestamptz) on conflict (key) do nothing`,
)

const kept = statement('playground_world', `select value from settings where key = 'playground.world'`)
const keep = statement(
  'playground_keep_world',
  `insert into settings (key, value, updated_at) values ('playground.world', $1::jsonb, now())
   on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
)

/** What the network knows of them on an empty database; who is not here comes as new. */
const held: Partial<Record<About, Held>> = {
  alderman: { function: 'alderman', isConfirmed: true },
  official: { function: 'official', isConfirmed: false },
  secretary: { function: 'official', isConfirmed: false, roles: [{ kind: 'secretariat' }] },
  chair: {
    function: 'alderman',
    isConfirmed: true,
    roles: [
      { kind: 'chair', of: 'pillar' },
      { kind: 'pillarLead', of: 'pillar' },
    ],
  },
  contactOfficer: {
    function: 'official',
    isConfirmed: true,
    roles: [{ kind: 'contactOfficer', of: 'municipality' }],
    isMember: true,
  },
}
interface Held {
  readonly function: HomeFunction
  readonly isConfirmed: boolean
  /** Of the pillar with a channel. */
  readonly isMember?: boolean
  readonly roles?: readonly { readonly kind: LeadingRole; readonly of?: 'pillar' | 'municipality' }[]
}

/**
 * Makes the playground a source of its own, trusted for every domain; on a database without people also brings its people, their roles and its channels.
 * Once: what was changed or taken away since stays so. `read` reads the network's folder, whose people are kept with the network that they are of. `today` is the network's date, as `2027-02-03`, in its time `zone`.
 * @throws SeedMistakes
 */
export async function furnish(
  tx: Tx,
  read: () => Promise<WorldFile>,
  { now, today, zone }: { readonly now: Date; readonly today: string; readonly zone: string },
): Promise<World> {
  const file = await worldOf(tx, read)
  const pillar = await tx.prisma.pillar.findFirst({ where: { id: file.pillar }, select: { name: true } })
  const world = createWorld(file, { network: await networkName(tx), pillar: pillar?.name ?? file.pillar })
  const [source] = await tx.query<{ id: string }>(addSource, [workspace, now.toISOString()])
  if (!source || (await tx.prisma.person.count()) > 0) return world
  const startsOn = new Date(`${today}T00:00:00Z`)
  for (const person of world.people) await settle(tx, world, person, { sourceId: source.id, now, startsOn })
  for (const { id, bound } of world.channels) {
    if (!bound) continue
    await tx.prisma.channel.create({
      data: {
        sourceId: source.id,
        externalId: id,
        name: id,
        purpose: bound.purpose,
        pillarId: bound.purpose === 'pillar' ? bound.pillar : null,
        boundAt: now,
      },
    })
  }
  // Some of it falls on working days.
  await fillDaysOff(tx, today)
  const at = { now, today, hours: await workingHours(tx, zone) }
  await place(tx, world, file, at)
  await placeMeetings(tx, world, file, at)
  await placeCommittees(tx, world, file, at)
  await tx.query(owesStory, [now.toISOString()])
  return world
}

async function worldOf(tx: Tx, read: () => Promise<WorldFile>): Promise<WorldFile> {
  const [row] = await tx.query<{ value: unknown }>(kept)
  const known = worldShape.safeParse(row?.value)
  if (known.success) return known.data
  const world = await read()
  const municipalities = await tx.prisma.municipality.findMany({ select: { name: true } })
  const idsOf = async (rows: Promise<readonly { readonly id: string }[]>) => new Set((await rows).map(({ id }) => id))
  const mistakes = unknownIn(world, {
    municipalities: new Set(municipalities.map(({ name }) => name)),
    pillars: await idsOf(tx.prisma.pillar.findMany({ select: { id: true } })),
    kinds: await idsOf(tx.prisma.meetingKind.findMany({ select: { id: true } })),
    committees: await idsOf(tx.prisma.committee.findMany({ select: { id: true } })),
  })
  if (mistakes.length > 0) throw new SeedMistakes(mistakes)
  await tx.query(keep, [JSON.stringify(world)])
  return world
}

async function settle(
  tx: Tx,
  { pillar }: World,
  { id, name, email, about, municipality }: PlaygroundPerson,
  { sourceId, now, startsOn }: { sourceId: string; now: Date; startsOn: Date },
): Promise<void> {
  const known = held[about]
  if (!known || municipality === null) return
  const { id: municipalityId } = await tx.prisma.municipality.findFirstOrThrow({
    where: { name: municipality },
    select: { id: true },
  })
  const roles = (known.roles ?? []).map(({ kind, of }) => ({
    kind,
    pillarId: of === 'pillar' ? pillar.id : null,
    municipalityId: of === 'municipality' ? municipalityId : null,
    startsOn,
  }))
  const itsFunction = { kind: known.function, municipalityId, confirmedAt: known.isConfirmed ? now : null, startsOn }
  await tx.prisma.person.create({
    data: {
      name,
      email,
      municipalityId,
      identities: { create: { sourceId, userId: id, name, email, checkedAt: now } },
      roles: { create: [itsFunction, ...roles] },
      ...(known.isMember && { seats: { create: { pillarId: pillar.id, municipalityId, startedAt: now } } }),
    },
  })
}
