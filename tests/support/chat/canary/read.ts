// SPDX-License-Identifier: EUPL-1.2
// Whoever reads, by every way there is.
import type { Act, Deck, Hand } from './hand.ts'

export function read({ some, one, next, submits, pressed, types, everyone }: Hand): Deck {
  /** Whoever reads, by every way there is. */
  function reads(): Act {
    const { number, id } = some()
    const person = one(everyone)
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
      'knelpunt 1',
      'knelpunt verloop 2',
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

  return [[12, reads]]
}
