// SPDX-License-Identifier: EUPL-1.2
import { expect } from 'vitest'
import type { Guest } from '../../support/parlour.ts'
import { shared } from './bottlenecks.ts'
import { seated } from './committees.ts'
import { digested } from './digests.ts'
import { bakker, deputy, deVries, jansen, second, smit, stranger } from './guests.ts'
import { proposed } from './lobby.ts'
import { convened } from './meetings.ts'
import type { Next, Then, Walk } from './walk.ts'

/** A small world: people with functions and roles, a request in each state, a workspace that waits. Gives what can be done next. */
export async function begin(walk: Walk): Promise<Next[]> {
  const { parlour, drawn, types, presses, sends } = walk
  const all: Next[] = []
  const then: Then = async steps => void all.push(...(await steps))
  const last = async (who: Guest): Promise<{ id: string; number: number }> => {
    const [request] = await parlour.test.query<{ id: string; number: number }>(
      `select r.id, r.number from requests r join people p on p.id = r.requester_id where p.name = $1 order by r.number desc limit 1`,
      [who.name],
    )
    return request ?? expect.fail(`${who.name} asked nothing`)
  }
  await then(types(jansen, 'kanaal secretariaat', 'CSEC'))
  await then(types(deVries, 'pijler word-lid bestuur'))
  for (const who of [jansen, deputy, bakker]) await then(types(who, 'aanmelden ambtenaar'))
  for (const who of [deVries, smit]) await then(types(who, 'aanmelden wethouder'))
  await then(types(jansen, 'rol geef P. Plaats plaatsvervanger'))
  await then(types(jansen, 'rol geef W. de Vries voorzitter bestuur'))
  await then(types(stranger, 'help'))
  await then(types(deVries, 'pijler word-lid bestuur a.bakker@zeist.nl'))
  await then(types(smit, 'pijler word-lid bestuur o.nbekend@waalwijk.nl'))
  await then(types(bakker, 'pijler word-lid financien'))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(presses(jansen, 'request.undo', (await last(deVries)).id))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(sends(jansen, 'request.ask', (await last(smit)).id, { question: 'Waarom?' }))
  const { id: declined } = await last(bakker)
  await then(sends(jansen, 'request.decline', declined, { reason: 'Nog niet' }))
  await then(sends(jansen, 'request.reopen', declined, { reason: 'Toch nog eens' }))
  await then(sends(jansen, 'request.decline', declined, { reason: 'Nu niet' }))
  for (const who of [deVries, smit, bakker]) {
    const { number } = await last(who)
    for (const reader of [who, jansen]) await then(types(reader, `verzoek ${number}`))
    await then(types(who, `verzoek ${number} geschiedenis`))
  }
  await then(sends(smit, 'request.answer', (await last(smit)).id, { answer: 'Daarom.' }))
  // In Teams it opens from beside the field where one types, and from no card.
  for (const who of [deVries, bakker]) await then(presses(who, 'pillar.choose', 'join'))
  await then(presses(deVries, 'pillar.joinLater', 'samenleving'))
  await then(sends(deVries, 'pillar.official', (await last(deVries)).id, { official: 'A. Bakker' }))
  await then(presses(jansen, 'request.approve', (await last(deVries)).id))
  await then(types(deVries, 'pijler samenleving'))
  await then(presses(deVries, 'pillar.leave', 'samenleving'))
  await proposed(walk, then)
  await shared(walk, then)
  await convened(walk, then)
  await seated(walk, then)
  await digested(walk, then)
  await then(types(deVries, 'koppel'))
  const code = /koppel (\S+)/.exec(drawn.at(-1)?.card?.text ?? '')?.[1]
  await then(types(second, `koppel ${code}`))
  return all
}
