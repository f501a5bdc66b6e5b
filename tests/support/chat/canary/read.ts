// SPDX-License-Identifier: EUPL-1.2
// Whoever reads, by every way there is.
import type { Act, Deck, Hand } from './hand.ts'

export function read({ m50, birds, some, one, next, submits, pressed, types, everyone }: Hand): Deck {
  /** Whoever reads, by every way there is. */
  function reads(): Act {
    const { number, id } = some()
    const person = one(everyone)
    const about = one(['1', ...birds.bottlenecks().map(one => `${one.number}`)])
    const lines = [
      '',
      'lobby',
      'lobby lijst samenleving',
      'lobby onze punten',
      `lobby ${number}`,
      `lobby verloop ${number}`,
      `lobby stappen ${number}`,
      `lobby beheer ${number}`,
      `lobby steun ${number}`,
      `lobby voorbeelden ${number}`,
      `lobby tekst ${number}`,
      `lobby prioriteit ${number}`,
      `lobby agendeer ${number}`,
      'lobby volgorde samenleving',
      'lobby provincies',
      'lobby export xlsx',
      `lobby dossier ${number}`,
      'zoek walvis zingt',
      'zoek dolfijn',
      'zoek walvis soort:besluiten',
      'knelpunt',
      `knelpunt ${about}`,
      `knelpunt verloop ${about}`,
      'volg',
      `volg LP ${number}`,
      'verzoek',
      'secretariaat',
      'planning',
      'pijler samenleving',
      'mijn-gegevens',
    ]
    if (next() < 0.7) return [person, types(one(lines))]
    const forms = ['lobby.new', 'lobby.words', 'lobby.facts', 'lobby.merge', 'lobby.split', 'lobby.line', 'lobby.place']
    if (next() < 0.5) return [person, pressed(one(forms), id)]
    if (next() < 0.5)
      return [person, submits('lobby.statement', '', { points: `${number}`, title: 'Kracht', introduction: '' })]
    // What it is like is shown where something is begun.
    const like = { title: 'Walvis zingt weer', problem: 'Dat', ask: 'Dit', whyMidsized: 'Zo', pillar: 'samenleving' }
    return [person, submits('lobby.new', '', like)]
  }

  /** The course of what was taken back, or is open in part: it tells of what was there before. */
  function peeks(): Act | null {
    const lines = [
      ...birds.partlyClosed().map(({ number }) => `lobby verloop ${number}`),
      ...birds.bottlenecks().flatMap(({ number, isHidden }) => (isHidden ? [`knelpunt verloop ${number}`] : [])),
    ]
    return lines.length > 0 ? [one(everyone), types(one(lines))] : null
  }

  /** Whoever may not know what an open point came to guesses at it. */
  async function guesses(): Promise<Act | null> {
    const given = await m50.database.query<{ word: string; id: string }>(
      `select substring(result from 'bultrug\\d+x') as word, point_id as id from lobby_results where result like '%bultrug%' order by ended_at, id`,
    )
    const partly = birds.partlyClosed()
    const closed = given.filter(({ id }) => partly.some(point => point.id === id))
    if (given.length === 0) return null
    const { word } = one(closed.length > 0 ? closed : given)
    const person = one(everyone)
    if (next() < 0.3) return [person, types(`zoek ${word}`)]
    const text = { problem: 'Dat', ask: 'Dit', whyMidsized: 'Zo', pillar: 'samenleving' }
    return [person, submits('lobby.new', '', { title: word, ...text })]
  }

  return [
    [12, reads],
    [4, peeks],
    [3, guesses],
  ]
}
