// SPDX-License-Identifier: EUPL-1.2
import { statement, type Tx } from '#/database/db.ts'
import { channels, type PlaygroundPerson, people, workspace } from './people.ts'

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

/**
 * Makes the playground a source of its own, trusted for every domain; on a database without people also brings its people, their roles and its channels.
 * Once: what was changed or taken away since stays so. `today` is the network's date, as `2027-02-03`. A network without Zeist or Bestuur gets what fits it.
 */
export async function furnish(tx: Tx, now: Date, today: string): Promise<void> {
  const [source] = await tx.query<{ id: string }>(addSource, [workspace, now.toISOString()])
  if (!source || (await tx.prisma.person.count()) > 0) return
  const pillars = new Set((await tx.prisma.pillar.findMany({ select: { id: true } })).map(pillar => pillar.id))
  for (const person of people) await settle(tx, person, source.id, pillars, now, today)
  for (const { id, bound } of channels) {
    if (!bound || (bound.purpose === 'pillar' && !pillars.has(bound.pillar))) continue
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
  await tx.query(owesStory, [now.toISOString()])
}

async function settle(
  tx: Tx,
  { id, name, email, held }: PlaygroundPerson,
  sourceId: string,
  pillars: ReadonlySet<string>,
  now: Date,
  today: string,
): Promise<void> {
  if (!held) return
  const municipality = await tx.prisma.municipality.findFirst({
    where: { id: held.municipality },
    select: { id: true },
  })
  const startsOn = new Date(`${today}T00:00:00Z`)
  const functions = municipality
    ? [{ kind: held.function, municipalityId: municipality.id, confirmedAt: held.confirmed ? now : null, startsOn }]
    : []
  const roles = held.roles
    .filter(({ pillar }) => pillar === undefined || pillars.has(pillar))
    .filter(({ ofMunicipality }) => !ofMunicipality || municipality)
    .map(({ kind, pillar, ofMunicipality }) => ({
      kind,
      pillarId: pillar ?? null,
      municipalityId: ofMunicipality ? (municipality?.id ?? null) : null,
      startsOn,
    }))
  await tx.prisma.person.create({
    data: {
      name,
      email,
      municipalityId: municipality?.id ?? null,
      identities: { create: { sourceId, userId: id, name, email, checkedAt: now } },
      roles: { create: [...functions, ...roles] },
    },
  })
}
