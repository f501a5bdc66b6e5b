// SPDX-License-Identifier: EUPL-1.2
// Lobby points in every state, for the walk to come past.
import { wordsDigest } from '#/features/lobby/rules/wording.ts'
import { addWorkingDays } from '#/network/working-days.ts'
import { bakker, deputy, deVries, jansen, smit } from './guests.ts'
import type { Then, Walk } from './walk.ts'

/** Lobby points: one that gathers support, one that waits for the secretariat, and a draft. */
export async function proposed(walk: Walk, then: Then): Promise<void> {
  const { parlour, types, presses, sends } = walk
  const words = { problem: 'Er zijn er te weinig.', ask: 'Leid er meer op.', whyMidsized: 'Hier staan ze langer open.' }
  for (const title of ['Leid jeugdartsen op', 'Houd de bus', 'Een concept'])
    await then(sends(bakker, 'lobby.new', '', { title, ...words, pillar: 'bestuur' }))
  const points = await parlour.test.query<{ id: string; number: number }>(
    'select id, number from lobby_points order by number',
  )
  for (const { id } of points.slice(0, 2))
    await then(
      sends(bakker, 'lobby.details', id, { target: 'vws', deadline: '2027-06-01', evidence: 'Cijfers', dossiers: '' }),
    )
  const [asked] = await parlour.test.query<{ id: string }>(
    `select id from requests where kind = 'lobby.point' order by number limit 1`,
  )
  await then(presses(jansen, 'request.approve', asked?.id ?? ''))
  const [first] = points
  if (!first) throw new Error('no point')
  await then(presses(deputy, 'lobby.support', first.id))
  await offered(walk, first, then)
  const begun = { title: 'Leid jeugdartsen op', ...words }
  for (const ask of ['Meer geld.', 'Te laat.'])
    await then(sends(bakker, 'lobby.words', `${first.id}.${wordsDigest(begun)}`, { ...begun, ask }))
  for (const line of ['verloop', 'beheer']) await then(types(jansen, `lobby ${line} ${first.number}`))
  await then(sends(jansen, 'lobby.split', first.id, { title: 'Een deel', ...words }))
  await then(sends(jansen, 'lobby.merge', first.id, { into: String(first.number) }))
  for (const line of [
    'lobby bestuur vws gelukt',
    'lobby onze punten',
    'lobby iets vreemds',
    'lobby export',
    'lobby export iets vreemds',
    `lobby dossier ${first.number}`,
    'lobby verklaring 1, 2',
    'zoek jeugdarts',
    'zoek niets hiervan',
    'zoek niets pijler:bestuur',
    'zoek bakker',
  ])
    for (const reader of [smit, jansen]) await then(types(reader, line))
  for (const { number } of points)
    for (const reader of [bakker, smit, jansen]) await then(types(reader, `lobby ${number}`))
  await ranked(walk, first, then)
  await ended(walk, first, then)
  await then(types(smit, 'zoek jeugdarts soort:besluiten pijler:bestuur'))
}

/** Each kind of what a municipality offers, one of them changed and another taken back. */
async function offered({ parlour, types, presses, sends }: Walk, point: { id: string; number: number }, then: Then) {
  const text = 'Hier wachten kinderen een half jaar.'
  const figure = { offer: 'figure', text, source: 'GGD', year: '2026' }
  await then(sends(deputy, 'lobby.offer', point.id, { offer: 'figure', text, source: '', year: '26' }))
  await then(sends(deputy, 'lobby.offer', point.id, figure))
  await then(sends(deputy, 'lobby.offer', point.id, { offer: 'example', text }))
  const speaker = { offer: 'speaker', text, speaker: 'R. Ooievaar', speakerRole: 'jeugdarts' }
  await then(sends(deputy, 'lobby.offer', point.id, speaker))
  const [first, last] = await parlour.test.query<{ id: string }>('select id from lobby_offers order by created_at, id')
  await then(types(deputy, `lobby voorbeelden ${point.number}`))
  await then(types(deputy, `lobby tekst ${point.number}`))
  await then(sends(deputy, 'lobby.reoffer', `${first?.id}.1`, { ...figure, year: '2027' }))
  await then(sends(deputy, 'lobby.reoffer', `${first?.id}.1`, figure))
  await then(presses(deputy, 'lobby.unoffer', last?.id ?? ''))
}

/** A round of one point: opened, given something, closed where the clock did not, with its outcome noted; and one that is still open when days have gone by. */
async function ranked({ parlour, types, presses, sends }: Walk, point: { number: number }, then: Then) {
  await then(types(bakker, 'pijler word-lid bestuur'))
  const [joins] = await parlour.test.query<{ id: string }>(
    `select id from requests where kind = 'pillar.join' order by number desc limit 1`,
  )
  await then(presses(jansen, 'request.approve', joins?.id ?? ''))
  await then(types(deVries, 'lobby volgorde bestuur'))
  const today = parlour.time.now().toISOString().slice(0, 10)
  const asked = { question: 'Hoe belangrijk is dit?', until: addWorkingDays(today, 7, new Set()), pointA: 'on' }
  await then(sends(deVries, 'lobby.round', `bestuur:${point.number}`, asked))
  const [round] = await parlour.test.query<{ id: string }>('select id from lobby_rounds')
  if (!round) throw new Error('no round')
  await then(sends(deputy, 'lobby.vote', `${round.id}:${point.number}`, { pointA: '4' }))
  await then(types(bakker, `lobby prioriteit ${point.number} 5`))
  await parlour.test.query(`update lobby_rounds set closes_at = '2026-01-01' where id = $1::uuid`, [round.id])
  for (const reader of [deVries, smit]) await then(types(reader, 'lobby volgorde bestuur'))
  await then(presses(deVries, 'lobby.closeRound', round.id))
  await then(sends(deVries, 'lobby.outcome', round.id, { outcome: 'Eerst dit.' }))
  await then(sends(deVries, 'lobby.round', `bestuur:${point.number}`, asked))
}

/** A point put on agendas, talked about, with a result that was no end, withdrawn and put away. */
async function ended(
  { parlour, types, presses, sends }: Walk,
  { id, number }: { id: string; number: number },
  then: Then,
) {
  const placement = {
    occasion: 'Motie',
    placedOn: '2027-06-16',
    spokesperson: 'W. de Vries',
    nextContact: '2027-05-01',
  }
  for (const target of ['vng-alv', 'provincie-utrecht'])
    await then(sends(jansen, 'lobby.place', id, { ...placement, target }))
  await then(types(bakker, `lobby contact ${number} gebeld`))
  await then(sends(bakker, 'lobby.contact', id, { contact: 'Nog eens gebeld' }))
  const [contact] = await parlour.test.query<{ id: string }>(
    'select id from lobby_contacts order by created_at desc limit 1',
  )
  await then(sends(bakker, 'lobby.takeBack', id, { noted: contact?.id ?? '' }))
  const [noted] = await parlour.test.query<{ id: string }>(
    'select id from lobby_placements order by created_at desc limit 1',
  )
  await then(presses(jansen, 'lobby.unnote', noted?.id ?? ''))
  await then(types(bakker, `lobby verloop ${number}`))
  const result = { ending: 'achieve', result: 'Het is geregeld.', link: 'https://rijksoverheid.nl' }
  await then(sends(jansen, 'lobby.result', id, result))
  for (const reader of [bakker, smit, jansen]) await then(types(reader, `lobby stappen ${number}`))
  await then(presses(jansen, 'lobby.resume', id))
  await then(types(smit, 'lobby provincies'))
}
