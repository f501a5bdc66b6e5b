// SPDX-License-Identifier: EUPL-1.2
// Who stands behind a point, offers something with it, follows it.
import { standingDigest } from '#/features/lobby/rules/points.ts'
import type { Act, Deck, Hand } from './hand.ts'

export function stoodFor({ m50, all, some, one, next, wordsFor, submits, pressed, everyone }: Hand): Deck {
  function stands(): Act {
    const point = some()
    const person = one(everyone)
    const how = one(['lobby.support', 'lobby.unsupport', 'lobby.unreserve', 'lobby.line', 'lobby.reserve'] as const)
    if (how === 'lobby.line' || how === 'lobby.reserve')
      return [person, submits(how, `${point.id}.${standingDigest(undefined)}`, { line: wordsFor(person, point) })]
    return [person, pressed(how, point.id)]
  }

  async function offers(): Promise<Act> {
    const person = one(everyone)
    const [own] = await m50.database.query<{ id: string; version: number; point: string }>(
      `select o.id, o.version, o.point_id as point from lobby_offers o join people p on p.id = o.person_id
       where o.ended_at is null and lower(p.name) = $1 order by o.created_at desc limit 1`,
      [person.name.toLowerCase()],
    )
    const changed = next() < 0.6 ? all().find(({ id }) => id === own?.point) : undefined
    if (own && next() < 0.3) return [person, pressed('lobby.unoffer', own.id)]
    const point = changed ?? some()
    const text = wordsFor(person, point)
    const given = one([
      { offer: 'example', text },
      { offer: 'figure', text, source: text, year: '2026' },
      { offer: 'speaker', text, speaker: text, speakerRole: text },
    ])
    return [
      person,
      changed ? submits('lobby.reoffer', `${own?.id}.${own?.version}`, given) : submits('lobby.offer', point.id, given),
    ]
  }

  const follows = (): Act => [one(everyone), pressed(one(['follow.give', 'follow.end']), some().id)]

  return [
    [4, stands],
    [3, offers],
    [1, follows],
  ]
}
