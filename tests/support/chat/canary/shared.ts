// SPDX-License-Identifier: EUPL-1.2
// Bottlenecks, which are open to all members; people who leave; chairs whose time ends or begins.
import type { Act, Deck, Hand } from './hand.ts'

export function shared({
  m50,
  some,
  one,
  next,
  says20,
  submits,
  pressed,
  writers,
  everyone,
  leavers,
  types,
  chairs,
}: Hand): Deck {
  /** What is shared is open to all members: a point that comes of it is not. */
  async function bottlenecks(): Promise<Act> {
    const rows = await m50.database.query<{ id: string; number: number; author: string }>(
      `select b.id, b.number, lower(a.name) as author from bottlenecks b join people a on a.id = b.author_id where b.merged_into_id is null order by b.number`,
    )
    const pillar = one(['samenleving', 'financien'])
    if (rows.length < 3 || next() < 0.1) {
      const said = { title: `Dolfijn ${rows.length}`, happens: 'Dat springt.', pillar }
      return [one(writers), submits('bottleneck.new', 'other', said)]
    }
    const bottleneck = one(rows)
    const author = everyone.find(({ name }) => name.toLowerCase() === bottleneck.author)
    const lead = next() < 0.25 ? one(everyone) : one([m50.jansen, author ?? m50.jansen])
    const point = some()
    switch (one(['recognise', 'unrecognise', 'example', 'lift', 'merge', 'feed'] as const)) {
      case 'recognise':
        return [one(everyone), pressed('bottleneck.recognise', bottleneck.id)]
      case 'unrecognise':
        return [one(everyone), pressed('bottleneck.unrecognise', bottleneck.id)]
      case 'example':
        return [one(everyone), submits('bottleneck.example', bottleneck.id, { example: 'Bij ons ook.' })]
      case 'lift': {
        const { text } = says20(lead)
        const given = { title: text, problem: text, ask: text, whyMidsized: text, pillar }
        return [lead, submits('lobby.lift', bottleneck.id, given)]
      }
      case 'merge':
        return [lead, submits('bottleneck.merge', bottleneck.id, { into: String(one(rows).number) })]
      case 'feed':
        return [lead, submits('bottleneck.merge', bottleneck.id, { into: `LP ${point.number}` })]
    }
  }

  /** Someone who proposed something leaves, with who follows them or without. */
  async function leaves(): Promise<Act | null> {
    const [leaver, follower] = one(leavers)
    const [row] = await m50.database.query<{ id: string }>(
      `select i.person_id as id from identities i where i.user_id = $1 and exists (select from lobby_points p where p.proposer_id = i.person_id and p.state in ('proposed', 'gathering', 'prioritised', 'placed'))`,
      [leaver.id],
    )
    if (!row) return null
    return [m50.jansen, submits('person.end', row.id, { successor: next() < 0.5 ? follower.name : '' })]
  }

  /** A chair knows of what is hidden in the pillar for as long as they are its chair. */
  async function turnsChairs(): Promise<Act> {
    const [person, pillar] = one(chairs)
    const rows = await m50.database.query(
      `select from roles r join people p on p.id = r.person_id where r.kind = 'chair' and r.pillar_id = $1 and lower(p.name) = lower($2)
         and (r.ends_on is null or r.ends_on > (now() at time zone 'Europe/Amsterdam')::date)`,
      [pillar, person.name],
    )
    return [m50.jansen, types(`rol ${rows.length > 0 ? 'eindig' : 'geef'} ${person.name} voorzitter ${pillar}`)]
  }

  return [
    [6, bottlenecks],
    [1, leaves],
    [1, turnsChairs],
  ]
}
