// SPDX-License-Identifier: EUPL-1.2
// Bottlenecks, which are open to all members until they are taken back; people who leave; chairs whose time ends or begins.
import { saidDigest } from '#/features/bottlenecks/rules/complete.ts'
import type { Act, Deck, Hand } from './hand.ts'
import type { KeptBottleneck } from './kept.ts'

export function shared({
  m50,
  birds,
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
  const deeds = [
    ...(['recognise', 'unrecognise', 'example', 'complete', 'complete', 'withdraw', 'withdraw'] as const),
    ...(['lift', 'merge', 'feed'] as const),
  ]
  const dolphin = (word: string) => `Dolfijn ${word} springt`
  /** Whoever may read a bottleneck writes its canary; others write something else. */
  const wordsFor = (person: Act[0], bottleneck: KeptBottleneck) =>
    dolphin(birds.mayKnow(person, bottleneck) ? birds.word(person, bottleneck.id) : 'niet')

  /** What is shared is open to all members until it is taken back: a point that comes of it is not. */
  function bottlenecks(): Act {
    const rows = birds.bottlenecks()
    const pillar = one(['samenleving', 'financien'])
    if (rows.length < 3 || next() < 0.1) {
      const person = one(writers)
      const said = { title: dolphin(birds.word(person)), happens: 'Dat springt.', pillar }
      return [person, submits('bottleneck.new', 'other', said)]
    }
    const bottleneck = one(rows)
    const author = everyone.find(({ name }) => name.toLowerCase() === bottleneck.proposer)
    const lead = next() < 0.25 ? one(everyone) : one([m50.jansen, author ?? m50.jansen])
    const point = some()
    if (bottleneck.isHidden && next() < 0.4) return [lead, pressed('bottleneck.restore', bottleneck.id)]
    switch (one(deeds)) {
      case 'recognise':
        return [one(everyone), pressed('bottleneck.recognise', bottleneck.id)]
      case 'unrecognise':
        return [one(everyone), pressed('bottleneck.unrecognise', bottleneck.id)]
      case 'example': {
        const person = one(everyone)
        return [person, submits('bottleneck.example', bottleneck.id, { example: wordsFor(person, bottleneck) })]
      }
      case 'complete': {
        const person = next() < 0.2 ? one(everyone) : (author ?? m50.jansen)
        const text = wordsFor(person, bottleneck)
        const begun = `${bottleneck.id}.${saidDigest(bottleneck)}`
        return [person, submits('bottleneck.complete', begun, { title: text, happens: text, pillar })]
      }
      case 'withdraw':
        return [lead, pressed('bottleneck.withdraw', bottleneck.id)]
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
