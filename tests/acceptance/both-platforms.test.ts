// SPDX-License-Identifier: EUPL-1.2
// On both at once: what comes of one platform is seen on the other.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { words } from '../support/chat/lobby.ts'
import { eventually } from '../support/eventually.ts'
import { apiError } from '../support/slack/faults.ts'
import { slackNetwork } from '../support/slack-network.ts'
import { textOf as textOnSlack } from '../support/slack-server.ts'
import { opens, presses, says, submits } from '../support/talk.ts'
import { type Person, startTeams, textOf } from '../support/teams-server.ts'

// One bot serves both: a Slack and a Teams of our own, and people with an account on each.
let m50: Awaited<ReturnType<typeof slackNetwork>>
let teams: Awaited<ReturnType<typeof startTeams>>
let desk: string
let jansen: Person
let bakker: Person
let mol: Person

beforeAll(async () => {
  teams = await startTeams()
  m50 = await slackNetwork({ settings: { ...teams.settings } })
  const bot = await m50.begin()
  teams.talkTo(bot.url)
  jansen = teams.addPerson({ name: 'S. Jansen', email: 's.jansen@zeist.nl' })
  // On Teams by another address: nothing but the code tells that it is the same one.
  bakker = teams.addPerson({ name: 'A. Bakker (2)', email: 'bakker@zeist.nl' })
  mol = teams.addPerson({ name: 'J. Mol', email: 'j.mol@dronten.nl' })
  desk = teams.addChannel({ name: 'secretariaat', members: [jansen] })
  await m50.bound()
  await jansen.mentions(desk, 'kanaal secretariaat')
  await jansen.receives('Dit kanaal is nu van het secretariaat')
  await says(m50.bakker, 'aanmelden ambtenaar')
  await mol.writes('aanmelden ambtenaar')
  await mol.receives('U bent aangemeld')
}, 120_000)

afterAll(async () => {
  expect(teams.complaints()).toEqual([])
  await m50.end()
  await teams.close()
})

const personOf = async (userId: string) =>
  (
    await m50.database.query<{ person: string }>('select person_id as person from identities where user_id = $1', [
      userId,
    ])
  )[0]?.person

it('[F70] a request made on Teams stands in the secretariat’s channel on both, is approved on Slack, and both cards and the requester say so', async () => {
  await mol.writes('pijler word-lid bestuur')
  await mol.receives('Verzoek 1 is verstuurd')
  await teams.shows(desk, 'Verzoek 1 · lid worden van de pijler Bestuur')
  const card = await m50.slack.shows(m50.secretariat, 'Verzoek 1 · lid worden van de pijler Bestuur')
  expect(await presses(m50.jansen, card, 'request.approve')).toContain('Verzoek 1 is goedgekeurd')
  await mol.receives('Welkom bij de pijler Bestuur')
  await m50.slack.shows(m50.secretariat, 'Goedgekeurd door S. Jansen')
  const shown = await teams.shows(desk, 'Goedgekeurd door S. Jansen')
  expect(textOf(shown)).not.toContain('Afwijzen')
})

it('[F70] a request made on Slack is approved on Teams, and the card on Slack loses its buttons', async () => {
  expect(await says(m50.bakker, 'pijler word-lid samenleving')).toContain('Verzoek 2 is verstuurd')
  await m50.slack.shows(m50.secretariat, 'Verzoek 2 ·')
  await teams.shows(desk, 'Verzoek 2 ·')
  expect((await jansen.press(desk, 'request.approve')).words).toContain('Verzoek 2 is goedgekeurd')
  // In the personal chat no mention is needed.
  await jansen.receives('ook via m50 secretariaat')
  await m50.bakker.receives('Welkom bij de pijler Samenleving')
  await m50.slack.until(
    () =>
      m50.slack
        .messagesIn(m50.secretariat)
        .map(textOnSlack)
        .some(
          text => text.startsWith('Verzoek 2 ·') && text.includes('Goedgekeurd door S. Jansen') && !text.includes('['),
        ),
    { what: 'the decision on Slack' },
  )
})

it('[F04] by a code from Slack typed on Teams two accounts are one person, who is written to once, where they were last active', async () => {
  await m50.bakker.command('koppel')
  const shown = await m50.bakker.receives('tien minuten')
  const [, code] = /koppel ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(textOnSlack(shown)) ?? []
  await bakker.writes(`koppel ${code}`)
  await bakker.receives('Bent u dat zelf?')
  await bakker.press(bakker.direct, 'account.link')
  await bakker.receives('Gekoppeld. Beide accounts zijn nu van A. Bakker')
  expect(await personOf(bakker.user.aadObjectId)).toBe(await personOf(m50.bakker.id))

  // Spoken on Teams last, also when it was on Slack a moment before.
  await says(m50.bakker, 'profiel')
  await bakker.writes('pijler word-lid financien')
  await bakker.receives('Verzoek 3 is verstuurd')
  await m50.slack.shows(m50.secretariat, 'Verzoek 3 ·')
  await presses(m50.jansen, m50.secretariat, 'request.approve')
  await bakker.receives('Welkom bij de pijler Financiën')
  const onSlack = () => m50.bakker.inbox().map(textOnSlack).join('\n')
  expect(onSlack()).not.toContain('Welkom bij de pijler Financiën')

  // And then on Slack again.
  expect(await says(m50.bakker, 'pijler word-lid economie-fysieke-leefomgeving')).toContain('Verzoek 4 is verstuurd')
  await teams.shows(desk, 'Verzoek 4 ·')
  await jansen.press(desk, 'request.approve')
  await m50.bakker.receives('Welkom bij de pijler')
  const rows = await m50.database.query(
    `select d.platform from deliveries d where d.kind = 'pillars.welcome' and d.person_id = $1 order by d.id`,
    [await personOf(m50.bakker.id)],
  )
  expect(rows).toEqual([{ platform: 'slack' }, { platform: 'teams' }, { platform: 'slack' }])
})

it('[F10] a pillar has a channel on both, and binding it anew on one leaves the other alone', async () => {
  const onTeams = ['bestuur', 'bestuur-nieuw'].map(name => teams.addChannel({ name, members: [jansen] }))
  const onSlack = m50.slack.addChannel({ name: 'bestuur', members: [m50.jansen] })
  expect(await says(m50.jansen, 'kanaal pijler bestuur', onSlack)).toContain(
    'Dit kanaal hoort nu bij de pijler Bestuur',
  )
  for (const [i, place] of onTeams.entries()) {
    await jansen.mentions(place, 'kanaal pijler bestuur')
    await teams.until(
      () => jansen.inbox().filter(each => textOf(each).includes('hoort nu bij de pijler Bestuur')).length > i,
    )
  }
  const bound = await m50.database.query(
    `select c.external_id as channel, c.name from channels c join sources s on s.id = c.source_id where c.pillar_id = 'bestuur' and c.ended_at is null order by s.platform`,
  )
  expect(bound).toEqual([
    { channel: onSlack, name: 'bestuur' },
    { channel: onTeams[1], name: 'bestuur-nieuw' },
  ])
})

it('[F70] a point stands in the pillar’s channel on both; what is pressed on the one is counted on both', async () => {
  const onTeams = teams.addChannel({ name: 'samenleving', members: [jansen, mol] })
  const onSlack = m50.slack.addChannel({ name: 'samenleving', members: [m50.jansen] })
  await says(m50.jansen, 'kanaal pijler samenleving', onSlack)
  await jansen.mentions(onTeams, 'kanaal pijler samenleving')
  await jansen.receives('hoort nu bij de pijler Samenleving')
  await opens(m50.bakker, `lobby nieuw ${words.title}`)
  await submits(m50.bakker, words)
  expect(await submits(m50.bakker, { target: 'vws' })).toContain('LP 1 is voorgesteld')
  const card = await m50.slack.shows(m50.secretariat, 'LP 1 ·')
  await presses(m50.jansen, card, 'request.approve')
  await m50.slack.shows(onSlack, 'Steun: 1 gemeente')
  await teams.shows(onTeams, 'Steun: 1 gemeente')
  await mol.press(onTeams, 'lobby.support')
  await mol.receives('Dronten')
  await teams.shows(onTeams, 'Steun: 2 gemeenten')
  await m50.slack.shows(onSlack, 'Steun: 2 gemeenten')
  expect(teams.messagesIn(onTeams).filter(each => textOf(each).includes('LP 1 ·'))).toHaveLength(1)
})

it('[F04] who took the bot away where they spoke last hears it in the other, once', async () => {
  await bakker.writes('pijler word-lid bestuur')
  await bakker.receives('Verzoek 6 is verstuurd')
  await bakker.uninstalls()
  const card = await m50.slack.shows(m50.secretariat, 'Verzoek 6 ·')
  await presses(m50.jansen, card, 'request.approve')
  await m50.bakker.receives('Welkom bij de pijler Bestuur')
  expect(bakker.inbox().filter(each => textOf(each).includes('Welkom bij de pijler Bestuur'))).toEqual([])
})

/** Someone with an account on each, who spoke on Teams last. */
async function onBoth(name: string) {
  const onSlack = m50.person(name, `${name}@zeist.nl`)
  const onTeams = teams.addPerson({ name, email: `${name}.twee@zeist.nl` })
  await says(onSlack, 'aanmelden ambtenaar')
  await onSlack.command('koppel')
  const [, code] = /koppel ([A-Z0-9]{5}-[A-Z0-9]{5})/.exec(textOnSlack(await onSlack.receives('tien minuten'))) ?? []
  await onTeams.writes(`koppel ${code}`)
  await onTeams.receives('Bent u dat zelf?')
  await onTeams.press(onTeams.direct, 'account.link')
  await onTeams.receives('Gekoppeld.')
  // Both notices of the linking are out before anything is refused.
  await eventually(
    () => m50.database.query(`select 1 from deliveries where state in ('open', 'sending') and person_id is not null`),
    rows => rows.length === 0,
  )
  return { onSlack, onTeams, welcomed: 'Welkom bij de pijler Bestuur' }
}

/** The secretariat approves the request that was just made. */
async function approves(number: string): Promise<void> {
  const card = await m50.slack.shows(m50.secretariat, `Verzoek ${number} ·`)
  await presses(m50.jansen, card, 'request.approve')
}

const numberIn = (text: string) => /Verzoek (\d+) is verstuurd/.exec(text)?.[1] ?? 'none'

/** What became of the last welcome. */
const welcome = async () =>
  (
    await m50.database.query<{ id: string; state: string; reason: string | null; platform: string }>(
      `select id, state, reason, platform from deliveries where kind = 'pillars.welcome' order by id desc limit 1`,
    )
  )[0]

const moves = async (delivery: string | undefined) =>
  (
    await m50.database.query<{ old: unknown; new: unknown }>(
      `select old, new from audit where action = 'delivery.moved' and subject_id = $1`,
      [delivery],
    )
  ).map(act => [act.old, act.new])

const heardOnTeams = (person: Person, text: string) => person.inbox().filter(each => textOf(each).includes(text)).length

it('[F04] [T31] what Teams refuses for this person comes on Slack, once, and nothing is left for the secretariat', async () => {
  const { onSlack, onTeams, welcomed } = await onBoth('n.teams')
  await onTeams.writes('pijler word-lid bestuur')
  const asked = textOf(await onTeams.receives('is verstuurd'))
  const blocked = teams.faults.plan(
    'create',
    { kind: 'status', status: 403, code: 'ConversationBlockedByUser' },
    { conversation: onTeams.direct },
  )
  await approves(numberIn(asked))
  await onSlack.receives(welcomed)
  blocked.lift()
  const sent = await eventually(welcome, row => row?.state === 'sent')
  expect(sent).toMatchObject({ reason: null, platform: 'slack' })
  expect(await moves(sent?.id)).toEqual([[{ platform: 'teams', reason: 'personGone' }, { platform: 'slack' }]])
  expect(heardOnTeams(onTeams, welcomed)).toBe(0)
  expect(onSlack.inbox().filter(each => textOnSlack(each).includes(welcomed))).toHaveLength(1)
  expect(await says(m50.jansen, 'secretariaat')).not.toContain('niet zeker bezorgd')
})

it('[F04] [T31] and what Slack refuses comes on Teams', async () => {
  const { onSlack, onTeams, welcomed } = await onBoth('n.slack')
  const asked = await says(onSlack, 'pijler word-lid bestuur')
  const gone = m50.slack.faults.plan('conversations.open', apiError('user_not_found'))
  await approves(numberIn(asked))
  await onTeams.receives(welcomed)
  gone.lift()
  const sent = await eventually(welcome, row => row?.state === 'sent')
  expect(sent).toMatchObject({ reason: null, platform: 'teams' })
  expect(await moves(sent?.id)).toEqual([[{ platform: 'slack', reason: 'personGone' }, { platform: 'teams' }]])
  expect(heardOnTeams(onTeams, welcomed)).toBe(1)
})

it('[F04] [T31] refused on both it is tried once on each, and the secretariat reads so', async () => {
  const { onSlack, onTeams } = await onBoth('n.nergens')
  await onTeams.writes('pijler word-lid bestuur')
  const asked = textOf(await onTeams.receives('is verstuurd'))
  const blocked = teams.faults.plan(
    'create',
    { kind: 'status', status: 403, code: 'ConversationBlockedByUser' },
    { conversation: onTeams.direct },
  )
  const gone = m50.slack.faults.plan('conversations.open', apiError('user_not_found'))
  await approves(numberIn(asked))
  const lost = await eventually(welcome, row => row?.state === 'failed')
  expect(lost).toMatchObject({ reason: 'personGone', platform: 'slack' })
  expect([blocked.hits, gone.hits]).toEqual([1, 1])
  blocked.lift()
  gone.lift()
  expect(await moves(lost?.id)).toHaveLength(1)
  const list = await says(m50.jansen, 'secretariaat')
  expect(list).toContain('Niet bezorgd aan n.nergens')
  expect(list).toContain('Eerst geprobeerd in Teams: ook daar kwam het niet aan.')
  expect(onSlack.inbox().map(textOnSlack).join()).not.toContain('Welkom bij')
  await presses(m50.jansen, 'ephemeral', 'delivery.arrived', lost?.id)
})
