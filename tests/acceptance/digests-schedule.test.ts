// SPDX-License-Identifier: EUPL-1.2
// When a pillar's digest goes out: late, not by itself, and at another time than it was to.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lobbyIn } from '../support/chat/lobby.ts'
import { timedChat } from '../support/chat/network.ts'
import { pillarDigest } from '../support/chat/pillar-digest.ts'
import { opens, presses, pressesOpen, says, submits } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof timedChat>>
let lobby: Awaited<ReturnType<typeof lobbyIn>>
let digests: Awaited<ReturnType<typeof pillarDigest>>

// A Wednesday morning.
beforeAll(async () => {
  m50 = await timedChat('2027-03-31T09:12:00+02:00')
  lobby = await lobbyIn(m50)
  digests = await pillarDigest(m50, lobby.society)
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

it('[T32] one that is late goes out in the morning after; what is later than that is told by the next, once, and the secretariat hears so', async () => {
  const ofDates = async () => (await digests.all()).map(({ occurrence, state, reason }) => [occurrence, state, reason])
  await lobby.shares(m50.bakker, 'Stikstofregels')
  await m50.moveTo('2027-04-02T14:30:30+02:00')
  await m50.moveTo('2027-04-06T07:00:00+02:00')
  expect(digests.posted()).toEqual([])
  await m50.moveTo('2027-04-06T08:01:00+02:00')
  await m50.shows(lobby.society, 'VNG-week Samenleving · di 6 apr')
  await lobby.shares(m50.bakker, 'Glasvezel ontbreekt')
  await m50.moveTo('2027-04-21T10:00:00+02:00')
  await m50.moveTo('2027-04-21T10:00:15+02:00')
  await m50.shows(
    m50.secretariat,
    'Van Samenleving zijn 2 berichten niet uitgegaan, het eerste van ma 12 apr, 08.30 uur',
  )
  expect(digests.posted()).toHaveLength(1)
  await m50.moveTo('2027-04-23T14:30:30+02:00')
  await m50.moveTo('2027-04-26T08:30:30+02:00')
  const card = await m50.shows(lobby.society, 'VNG-week Samenleving · ma 26 apr')
  expect(card.text).toContain('Glasvezel ontbreekt')
  expect(card.text).not.toContain('Stikstofregels')
  expect(await ofDates()).toEqual([
    ['2027-04-05', 'sent', null],
    ['2027-04-19', 'skipped', 'late'],
    ['2027-04-26', 'sent', null],
  ])
})

it('[F52] one that did not go out by itself is an alarm to the secretariat, which sends it', async () => {
  await lobby.shares(m50.bakker, 'Eikenprocessierupsen')
  await m50.database.query(
    `update planned set state = 'failed', settled_at = due_at where kind = 'digest.send' and state = 'open' and occurrence like '2027-05-03%'`,
  )
  await m50.moveTo('2027-04-30T14:30:30+02:00')
  await m50.moveTo('2027-05-03T08:31:00+02:00')
  expect(m50.messagesIn(m50.secretariat).filter(({ text }) => text.includes('ma 3 mei'))).toEqual([])
  await m50.moveTo('2027-05-03T08:41:00+02:00')
  await m50.moveTo('2027-05-03T08:41:15+02:00')
  const alarm = await m50.shows(m50.secretariat, 'Het bericht van Samenleving had ma 3 mei, 08.30 uur uit moeten gaan')
  expect(await presses(m50.jansen, alarm, 'Nu versturen')).toContain('Verstuurd.')
  expect((await m50.shows(lobby.society, 'VNG-week Samenleving · ma 3 mei')).text).toContain('Eikenprocessierupsen')
  expect(await says(m50.jansen, 'digest verstuur samenleving')).toContain('Er is nog niets nieuws om te versturen.')
})

/** Sets when the digest goes out, as its chair does. */
async function retimed(time: string, rhythm = 'weekly'): Promise<void> {
  await opens(m50.deVries, 'digest ritme samenleving')
  const timing = { rhythm, time, weekday: '1', recess: true, review: 4, silence: 'sends' }
  expect(await submits(m50.deVries, timing)).toContain('Bewaard.')
}

it('[A45] one that was skipped stays so when its time is changed, and a draft says when it goes out by then', async () => {
  await m50.moveTo('2027-05-07T08:41:00+02:00')
  const set = (values: string, occurrence: string) =>
    m50.database.query(`update planned set ${values} where kind = 'digest.send' and occurrence like $1 returning id`, [
      occurrence,
    ])
  expect(await set(`state = 'skipped', settled_at = due_at`, '2027-05-24 1')).toHaveLength(1)
  await retimed('09.15')
  const states = await m50.database.query<{ state: string }>(
    `select state from planned where kind = 'digest.send' and occurrence like '2027-05-24 %'`,
  )
  expect(states.map(({ state }) => state)).toEqual(['skipped', 'skipped'])
  await lobby.shares(m50.bakker, 'Kademuren')
  await m50.moveTo('2027-05-28T15:30:00+02:00')
  await m50.deVries.receives('Concept: VNG-week Samenleving, gaat ma 31 mei')
  await retimed('10.45')
  await m50.until(() => m50.deVries.inbox().find(({ text }) => text.includes('gaat ma 31 mei om 10.45 uur uit')), {
    what: 'the draft with its new moment',
  })
  // Moved in the planning it says that moment; skipped there it is drawn anew too.
  const [{ id: sending } = { id: '' }] = await m50.database.query<{ id: string }>(
    `select id from planned where kind = 'digest.send' and state = 'open' and occurrence like '2027-05-31 %' order by occurrence desc limit 1`,
  )
  const shown = (words: string) =>
    m50.until(() => m50.deVries.inbox().find(({ text }) => text.startsWith('Concept') && text.includes(words)), {
      what: `the draft that says ${words}`,
    })
  await says(m50.jansen, 'planning')
  await pressesOpen(m50.jansen, 'answer', 'planned.change', sending)
  await submits(m50.jansen, { date: '2027-06-01', time: '09:30' })
  await shown('gaat di 1 jun om 09.30 uur uit')
  const version = async () =>
    (
      await m50.database.query<{ version: number }>('select version from digests where id = $1::uuid', [
        (await digests.last()).id,
      ])
    )[0]?.version ?? 0
  const was = await version()
  await says(m50.jansen, 'planning')
  await pressesOpen(m50.jansen, 'answer', 'planned.change', sending)
  await presses(m50.jansen, 'form', 'planned.skip')
  expect(await version()).toBe(was + 1)
})

it('[A44] what was skipped does not go out by itself any more, and nothing is sent that nobody would read', async () => {
  const { id } = await digests.last()
  const held = await presses(m50.deVries, 'inbox', 'digest.hold', id)
  expect(held).toContain('Vastgehouden')
  expect(held).not.toContain('[Toch op tijd versturen]')
  expect(await m50.deVries.forgesPress(m50.general, 'digest.release', id)).toContain('Het gaat niet meer vanzelf uit.')
  const reached = (at: string) =>
    m50.database.query(`update channels set ended_at = ${at} where purpose = 'pillar' and pillar_id = 'samenleving'`)
  await reached('now()')
  expect(await m50.deVries.forgesPress(m50.general, 'digest.send', id)).toContain(
    'Er is nog niemand om het naar te sturen.',
  )
  expect((await digests.last()).state).toBe('held')
  await reached('null')
})

it('[A44] every second week it stays in the same weeks, whatever else of it is changed', async () => {
  const dates = async () =>
    (
      await m50.database.query<{ date: string }>(
        `select split_part(p.occurrence, ' ', 1) as date from planned p join digest_schedules s on s.id::text = p.subject_id and split_part(p.occurrence, ' ', 2) = s.revision::text
         where p.kind = 'digest.send' and p.state = 'open' and s.pillar_id = 'samenleving' order by 1`,
      )
    ).map(({ date }) => date)
  await retimed('10.45', 'fortnightly')
  expect(await dates()).toEqual(['2027-06-07', '2027-06-21'])
  await m50.moveTo('2027-06-02T09:00:00+02:00')
  await retimed('11.15', 'fortnightly')
  expect(await dates()).toEqual(['2027-06-07', '2027-06-21'])
})

it('[A44] [F53] one that goes out earlier than planned is reviewed before that; a preview says when it goes out, or that it waits', async () => {
  const { deVries, jansen, database } = m50
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op ma 7 jun, 11.15 uur')
  await lobby.shares(m50.bakker, 'Muggen')
  const [{ id } = { id: '' }] = await database.query<{ id: string }>(
    `select id from planned where kind = 'digest.send' and state = 'open' and occurrence like '2027-06-07 %' order by occurrence desc limit 1`,
  )
  await says(jansen, 'planning')
  await pressesOpen(jansen, 'answer', 'planned.change', id)
  await submits(jansen, { date: '2027-06-03', time: '12:00' })
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op do 3 jun, 12.00 uur')
  await m50.moveTo('2027-06-03T08:01:00+02:00')
  const draft = await deVries.receives('Concept: VNG-bericht Samenleving, gaat do 3 jun om 12.00 uur uit')
  const { id: early } = await digests.last()
  await presses(deVries, draft, 'digest.hold', early)
  expect(await says(deVries, 'digest samenleving')).toContain('Vastgehouden: het gaat niet vanzelf uit op do 3 jun')
  await m50.moveTo('2027-06-03T12:01:00+02:00')
  expect(await deVries.forgesPress(m50.general, 'digest.send', early)).toContain('Verstuurd.')
  await opens(deVries, 'digest ritme samenleving')
  const timing = { rhythm: 'fortnightly', time: '11.15', weekday: '1', recess: true, review: 4, silence: 'holds' }
  expect(await submits(deVries, timing)).toContain('het ligt vanaf ma 21 jun, 11.15 uur klaar tot iemand het verstuurt')
  const [act] = await database.query(
    `select old, new from audit where action = 'digest.scheduled' order by id desc limit 1`,
  )
  const was = { weekday: 1, time: '11:15', rhythm: 'fortnightly', silence: 'sends', recess: 'pauses', reviewHours: 4 }
  expect(act).toEqual({ old: was, new: { ...was, silence: 'holds' } })
})

it('[A44] where silence holds it, one that its reviewer lets go after all goes out on time', async () => {
  const { deVries } = m50
  await lobby.shares(m50.bakker, 'Wespen')
  await m50.moveTo('2027-06-21T08:01:00+02:00')
  const draft = await deVries.receives('Concept: VNG-bericht Samenleving · ma 21 jun')
  expect(draft.text).toMatch(/Ligt klaar en gaat pas uit als u het verstuurt.*\[Toch op tijd versturen\]/s)
  const { id } = await digests.last()
  expect(await presses(deVries, draft, 'digest.hold', id)).toContain('[Toch op tijd versturen]')
  const released = await presses(deVries, 'answer', 'digest.release', id)
  expect(released).toContain('Concept: VNG-bericht Samenleving, gaat ma 21 jun om 11.15 uur uit')
  expect(released).toContain('Het gaat weer op tijd uit.')
  expect(await says(deVries, 'digest samenleving')).toContain('Gaat uit op ma 21 jun, 11.15 uur')
  await m50.moveTo('2027-06-21T11:15:30+02:00')
  expect((await m50.shows(lobby.society, 'VNG-bericht Samenleving · ma 21 jun')).text).toContain('Wespen')
})
