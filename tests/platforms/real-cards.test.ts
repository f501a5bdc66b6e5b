// SPDX-License-Identifier: EUPL-1.2
// Every card and form that features draw, found by walking: people type every command there is, press whatever they see and send whatever opens.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setHold } from '#/database/hold.ts'
import { features } from '#/features/index.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { drawForm } from '#/platforms/adaptive-card/draw-form.ts'
import { aimBytes, bytesOf } from '#/platforms/adaptive-card/limits.ts'
import { openParlour } from '../support/parlour.ts'
import { mistakesIn } from './adaptive-card/reading.ts'
import { readingOf } from './adaptive-card/walk.ts'
import { begin } from './drawn/begin.ts'
import { deputy, deVries, everyone, jansen, newcomer, smit, stranger, visitor } from './drawn/guests.ts'
import { everyNotice } from './drawn/notices.ts'
import { type Next, type Walk, walkThrough } from './drawn/walk.ts'
import { differences, formDifferences } from './parity.ts'

/** What may follow a noun or a verb. */
const words = ['', 'bestuur', 'Zeist', 'A. Bakker', '2']

/** Everyone types every command there is, the secretary with much behind it. */
async function everyCommand({ parlour, types }: Walk): Promise<Next[]> {
  const all: Next[] = []
  const verbs = parlour.registry.nouns.flatMap(({ noun }) =>
    [[], ...noun.verbs.map(verb => [verb.words[0]])].map(verb => [noun.words[0], ...verb]),
  )
  for (const who of [jansen, smit, deVries, newcomer, visitor, stranger]) {
    const lines = verbs.flatMap(verb =>
      (who === jansen ? words : words.slice(0, 2)).map(word => [...verb, word].filter(Boolean).join(' ')),
    )
    for (const line of ['', 'help', 'hallo', 'onzin', 'bestuur', ...lines]) all.push(...(await types(who, line)))
  }
  return all
}

/** The milliseconds from now to the morning of the sixth working day: reminders have gone out by then, and a round of seven days is still open. */
function untilSixthMorning({ parlour }: Walk): number {
  const today = parlour.time.now().toISOString().slice(0, 10)
  return Date.parse(`${addWorkingDays(today, 6, new Set())}T10:00:00Z`) - Date.now()
}

/** Days later: reminders, and messages that did not arrive; and then all of it put back. */
async function later(walk: Walk): Promise<Next[]> {
  const { parlour, types, explore } = walk
  await parlour.tick()
  await explore(await types(jansen, 'planning'))
  parlour.time.moveTo(untilSixthMorning(walk))
  await parlour.tick()
  await parlour.test.query(
    `update deliveries d set state = case when n = 1 then 'unclear' else 'failed' end, reason = case when n = 1 then 'unclear' else 'personGone' end, settled_at = now()
     from (select id, row_number() over (order by id) as n from deliveries where state = 'open') as waiting where waiting.id = d.id and n <= 5`,
  )
  const all: Next[] = []
  for (const who of [jansen, deputy])
    for (const line of ['', 'secretariaat', 'planning', 'diagnose']) all.push(...(await types(who, line)))
  await parlour.test.query(setHold(`'restored'`, 'null::timestamptz'))
  // The last of it was said after the loss.
  await parlour.test.query(
    `update deliveries set reason = null where id = (select id from deliveries where held order by created_at desc limit 1)`,
  )
  for (const line of ['', 'secretariaat', 'diagnose', 'vrijgeven', 'vrijgeven 999'])
    all.push(...(await types(jansen, line)))
  return all
}

let parlour: Walk['parlour']
let drawn: Walk['drawn']
let met: Walk['met']

beforeAll(async () => {
  const walk = walkThrough(await openParlour(features, everyone, ['s.jansen@zeist.nl']))
  ;({ parlour, drawn, met } = walk)
  const first = await begin(walk)
  const asked = await everyCommand(walk)
  await walk.explore([...first, ...asked, ...(await later(walk))])
  await everyNotice(walk)
}, 300_000)
afterAll(() => parlour.close())

const delivery = '0190f5d2-0000-7000-8000-000000000001' as DeliveryId

describe('[F70] all that features draw', () => {
  it('has the same words and buttons on Slack, in Teams and as plain text', () => {
    const wrong = drawn.flatMap(({ at, card, form, locale }) =>
      [...(card ? differences(card, locale) : []), ...(form ? formDifferences(form, locale) : [])].map(
        difference => `${at}: ${difference}`,
      ),
    )
    expect([...new Set(wrong)]).toEqual([])
  })

  it("[E27] [E29] is right by Microsoft's own library, and as short as we aim for", () => {
    const wrong = drawn.flatMap(({ at, card, form, locale }) =>
      [...(card ? [drawCard(card, { locale, delivery })] : []), ...(form ? [drawForm(form, { locale })] : [])].flatMap(
        one => [
          ...mistakesIn(one).map(mistake => `${at}: ${mistake}`),
          ...(bytesOf(one) > aimBytes ? [`${at}: ${bytesOf(one)} bytes`] : []),
        ],
      ),
    )
    expect([...new Set(wrong)]).toEqual([])
  })

  it('[E29] says all that it has to say in Teams: no words are cut, nothing of a list is left out', () => {
    // One's home says where the rest of it is.
    const judged = drawn.filter(({ card }) => !card?.rest)
    const wrong = judged.flatMap(({ at, card, locale, isNotice }) => {
      // An answer is no delivery, so its buttons name none.
      const how = { locale, ...(isNotice && { delivery }) }
      const text = card ? readingOf(drawCard(card, how).body) : ''
      const cut = /.{0,40}… (?:en meer|and more)$|^(?:en nog|and) \d+ (?:meer|more)$/m.exec(text)
      return cut ? [`${at}: ${cut[0]}`] : []
    })
    expect([...new Set(wrong)]).toEqual([])
  })

  it('was met: every press and form, and every notice', () => {
    const { presses, forms, notices } = parlour.registry
    const missing = [
      ...[...presses.keys()].map(name => `press ${name}`),
      ...[...forms.keys()].map(name => `submit ${name}`),
      ...[...notices.keys()].map(name => `notice ${name}`),
    ].filter(name => !met.has(name))
    expect(missing).toEqual([])
  })
})
