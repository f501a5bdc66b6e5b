// SPDX-License-Identifier: EUPL-1.2
// Bottlenecks, for the walk to come past.
import { bakker, deputy, jansen, smit } from './guests.ts'
import type { Then, Walk } from './walk.ts'

/** Bottlenecks: one that others recognise and a point comes of, one that is the same, and one that is like both. */
export async function shared({ parlour, types, presses, sends }: Walk, then: Then): Promise<void> {
  const said = { happens: 'Dat gaat zo niet.', place: 'Overal', frequency: 'Elke week', cost: 'Veel', theme: '' }
  for (const title of ['Zwembad sluit', 'Sporthal lekt'])
    await then(sends(bakker, 'bottleneck.new', '', { title, ...said, pillar: 'bestuur' }))
  await then(sends(smit, 'bottleneck.new', '', { title: 'Het zwembad sluit vaak', ...said, pillar: 'bestuur' }))
  const all = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from bottlenecks order by number',
  )
  const [first, second] = all
  if (!first || !second) throw new Error('no bottleneck')
  await then(types(smit, 'knelpunt nieuw Zwembad dicht'))
  await then(types(smit, 'knelpunt nieuw Taxibus valt uit, bestuur'))
  await then(presses(deputy, 'bottleneck.recognise', first.id))
  await then(sends(deputy, 'bottleneck.example', first.id, { example: 'Hier ook.' }))
  await then(sends(jansen, 'bottleneck.merge', second.id, { into: String(first.number) }))
  for (const { number } of all)
    for (const reader of [bakker, deputy, jansen]) await then(types(reader, `knelpunt ${number}`))
  await then(types(smit, `volg knelpunt ${first.number}`))
  const words = { problem: 'Er is er geen.', ask: 'Bouw er een.', whyMidsized: 'Hier staat er maar een.' }
  await then(sends(bakker, 'lobby.lift', first.id, { title: 'Zwembad sluit', ...words, pillar: 'bestuur' }))
  await then(sends(bakker, 'lobby.new', '', { title: 'Jeugdartsen opleiden', ...words, pillar: 'bestuur' }))
}
