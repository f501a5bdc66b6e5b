// SPDX-License-Identifier: EUPL-1.2
import { bakker, deVries, jansen, smit } from './guests.ts'
import type { Then, Walk } from './walk.ts'

/** A digest that was sent, with more in it than is in sight, and one that is reviewed: left out of, put in order, introduced, held, let go and sent. */
export async function digested({ parlour, types, presses, sends }: Walk, then: Then): Promise<void> {
  for (const who of [jansen, smit, deVries])
    for (const line of ['digest bestuur', 'digest ontvang', 'digest ritme bestuur']) await then(types(who, line))
  await then(sends(smit, 'digest.wish', 'bestuur', { rhythm: 'weekly' }))
  await then(sends(jansen, 'digest.person', 'bestuur', { person: 'A. Bakker' }))
  const timing = { rhythm: 'fortnightly', weekday: '2', time: '9.15', recess: 'on', review: '2', silence: 'holds' }
  await then(sends(deVries, 'digest.schedule', 'bestuur', { ...timing, time: 'half tien', review: 'veel' }))
  await then(sends(deVries, 'digest.schedule', 'bestuur', timing))
  await then(types(jansen, 'digest verstuur bestuur'))
  // As much again is in both.
  const copy = (into: string, more: string) =>
    parlour.test.query(
      `insert into digest_items (digest_id, key, position, point_id, facts)
       select ${into}, i.key || ' ' || n, i.position + 20 * n, i.point_id, i.facts from digest_items i, generate_series(1, 3) n where i.digest_id = (select id from digests where state = 'sent') ${more}`,
    )
  await copy('i.digest_id', 'limit 12')
  const [draft] = await parlour.test.query<{ id: string }>(
    `insert into digests (schedule_id, occurrence, state, period_from, period_to, created_at)
     select schedule_id, '2099-01-06', 'draft', period_from, period_to, created_at from digests where state = 'sent' returning id`,
  )
  const id = draft?.id ?? ''
  await copy(`'${id}'::uuid`, 'limit 8')
  // Of both there was more than fits.
  await parlour.test.query(`update digest_items set is_left = true where key like '% 3'`)
  const [item] = await parlour.test.query<{ key: string }>(
    'select key from digest_items where digest_id = $1::uuid and not is_left',
    [id],
  )
  await then(presses(deVries, 'digest.hold', id))
  await then(presses(deVries, 'digest.release', id))
  await then(sends(deVries, 'digest.order', id, { item: item?.key ?? '', place: '2' }))
  await then(sends(deVries, 'digest.leaveOut', id, { item: item?.key ?? '' }))
  await then(sends(deVries, 'digest.introduction', id, { introduction: 'Goed nieuws.' }))
  for (const name of ['digest.order', 'digest.leaveOut', 'digest.introduction']) await then(presses(deVries, name, id))
  await then(presses(deVries, 'digest.send', id))
  await then(presses(bakker, 'digest.rest', id))
}
