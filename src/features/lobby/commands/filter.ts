// SPDX-License-Identifier: EUPL-1.2
import { locales } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { type Asked, type Known, narrowedTo } from '#/features/lobby/rules/filter.ts'
import { type PointState, pointStates } from '#/features/lobby/rules/states.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { themes } from '#/features/pillars/rules/themes.ts'
import { municipalities } from '#/network/municipalities.ts'
import { Refusal } from '#/network/refusal.ts'

/** What people also call a state. */
const alsoCalled: Readonly<Partial<Record<PointState, readonly string[]>>> = {
  draft: ['concepten'],
  proposed: ['voorgesteld', 'proposed'],
  gathering: ['lopend', 'open', 'running'],
  prioritised: ['lopend', 'open', 'geprioriteerd', 'running', 'prioritised'],
  placed: ['lopend', 'open', 'geagendeerd', 'running', 'placed'],
  archived: ['archief', 'archive'],
}

const own = ['onze punten', 'ons', 'onze', 'onze gemeente', 'our points', 'our', 'ours', 'our municipality']

const statesIn = (turn: Turn): readonly Known[] =>
  pointStates.map(id => {
    const words = locales.map(locale => lobbyTexts.in(locale)(`state.word.${id}`))
    return {
      facet: 'state',
      id,
      name: lobbyTexts.in(turn.locale)(`state.word.${id}`),
      names: [...words, ...(alsoCalled[id] ?? [])],
    }
  })

/** All that points can be narrowed to, by every name; a municipality without an id is one's own, of who is of none. */
export async function allKnown(db: Db, turn: Turn): Promise<readonly Known[]> {
  const { municipality } = turn.actor
  return [
    ...statesIn(turn),
    ...(await pillars(db, turn.today)).map(({ id, name }): Known => ({ facet: 'pillar', id, name, names: [name, id] })),
    ...(await themes(db)).map(({ id, name }): Known => ({ facet: 'theme', id, name, names: [name, id] })),
    ...(await targets(db, turn.today)).map(({ id, name }): Known => ({ facet: 'target', id, name, names: [name, id] })),
    { facet: 'municipality', id: municipality?.id ?? '', name: municipality?.name ?? '', names: own },
    ...(await municipalities(db, turn.today)).map(
      ({ id, name, aliases }): Known => ({ facet: 'municipality', id, name, names: [name, ...aliases] }),
    ),
  ]
}

/** @throws Refusal where one's own points are asked for, and it is not known whose those are */
export function demandOwn(found: readonly Known[]): void {
  if (found.some(({ id }) => id === '')) throw new Refusal('lobby.noMunicipality')
}

/** What the words narrow the lobby agenda to. @throws Refusal where they ask for one's own points, and it is not known whose those are */
export async function filterIn(db: Db, turn: Turn, typed: string): Promise<Asked> {
  // Whoever asks for all of it waits for no list of names.
  if (!typed.trim()) return { found: [], strange: [] }
  const asked = narrowedTo(typed, await allKnown(db, turn))
  demandOwn(asked.found)
  return asked
}
