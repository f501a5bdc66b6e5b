// SPDX-License-Identifier: EUPL-1.2
import type { Walk } from './walk.ts'

/** Each kind of notice about the first rows of everything that there is, also those that take days, a crash or another's act to be sent. */
export async function everyNotice({ parlour, drawn, met }: Walk): Promise<void> {
  const ids = async (from: string): Promise<string[]> =>
    (await parlour.test.query<{ id: string }>(`select id::text from ${from} limit 3`)).map(({ id }) => id)
  // Of those that were begun all have been ended by now.
  await parlour.test.query('update theme_groups set ends_on = null')
  // And what was open to all was pressed to be confidential.
  await parlour.test.query('update lobby_points set is_confidential = false')
  // Of a meeting with room for all, everyone was offered a place.
  await parlour.test.query(
    `update meetings set state = 'open', capacity_on_site = null, most_per_municipality = null where title = 'Open huis'`,
  )
  await parlour.test.query(
    `update meeting_registrations set state = case when person_id = (select id from people where name = 'A. Bakker') then 'asked' else 'offered' end, way = 'onSite',
       offer_until = case when person_id = (select id from people where name = 'A. Bakker') then null else '2027-12-05'::timestamptz end where meeting_id = (select id from meetings where title = 'Open huis')`,
  )
  const people = await ids(`people where name in ('W. de Vries', 'A. Bakker', 'M. Smit')`)
  const rows = {
    person: people,
    from: people.toReversed(),
    official: people,
    request: await ids('requests order by number'),
    question: await ids('request_questions'),
    seat: await ids('pillar_members'),
    role: await ids('roles'),
    by: await ids('roles'),
    account: await ids('identities'),
    group: await ids('theme_groups'),
    substitution: await ids('substitutions'),
    ask: await ids('role_check_asks'),
    point: await ids('lobby_points order by number'),
    channel: await ids('channels where ended_at is null'),
    action: await ids('actions order by number'),
    lobbyRound: await ids('lobby_rounds order by opened_at desc'),
    placement: await ids('lobby_placements'),
    // Each of the first points is to be talked about again.
    said: (
      await parlour.test.query<{ id: string }>(
        `insert into lobby_contacts (point_id, text, next_contact_on, created_at)
         select id, 'Gebeld', '2099-01-01', now() + interval '1 year' from (select id, number from lobby_points order by number limit 3) p order by p.number returning id::text`,
      )
    ).map(({ id }) => id),
    bottleneck: await ids('bottlenecks order by number'),
    meeting: await ids(`meetings where title = 'Open huis'`),
    polled: await ids(`meetings where title = 'Vol huis'`),
    digest: (await ids(`digests where state = 'sent' order by created_at`)).slice(0, 1),
    asked: await ids(
      `people p where exists (select from roles r where r.person_id = p.id and r.ends_on is null and r.municipality_id = p.municipality_id and r.kind in ('alderman', 'official', 'adviser'))`,
    ),
  }
  // Each of the first points was offered something.
  const offers = await parlour.test.query<{ id: string }>(
    `insert into lobby_offers (point_id, municipality_id, offer, text, source, year, created_at)
     select id, 'GM0281', 'figure', 'Zoveel', 'CBS', 2026, now() from (select id, number from lobby_points order by number limit 3) p order by p.number returning id::text`,
  )
  const spot = { endsAt: '2027-12-10T16:00:00Z', isOnSite: true, isOnline: false }
  const plain = {
    municipality: 'GM0355',
    pillar: 'bestuur',
    successor: null,
    saved: true,
    was: 'approved',
    before: { ...spot, startsAt: '2027-12-10T12:30:00Z', place: 'Gemeentehuis' },
    after: { ...spot, startsAt: '2027-12-10T13:00:00Z', place: 'Stadhuis' },
    why: null,
    reason: 'Er is al een lid',
    round: 1,
    wording: 2,
    origin: 1,
    stands: true,
    report: true,
    photos: true,
    other: 1,
    since: '2027-01-04',
    state: 'achieved',
    answer: 'registered',
    goOn: null,
    points: 2,
    bottlenecks: 1,
    at: parlour.time.now().toISOString(),
    name: 'W. de Vries',
    remark: 'Dank u',
    until: '2027-12-31',
    month: '2027-10',
    roles: rows.role,
    pillars: ['bestuur'],
    offers: offers.map(({ id }) => id),
  }
  // Each of the people was asked about the first meeting of a committee, and said what to bring in.
  const [committee] = await ids('committee_meetings')
  await parlour.test.query(
    `insert into committee_asks (meeting_id, person_id, kind, asked_at) select $1::uuid, person, 'before', now() from unnest($2::uuid[]) person on conflict do nothing`,
    [committee, people],
  )
  await parlour.test.query('update committee_asks set answered_at = null')
  await parlour.test.query('update committee_meetings set cancelled_at = null')
  await parlour.test.query(
    `insert into report_inputs (meeting_id, person_id, municipality_id, text, created_at, changed_at)
     select $1::uuid, person, 'GM0355', 'Meer geld', now(), now() from unnest($2::uuid[]) person on conflict do nothing`,
    [committee, people],
  )
  const [report] = await ids('reports order by number')
  const publishedAt = '2027-02-03T08:00:00.000Z'
  await parlour.test.query(
    `update reports set state = 'published', is_confidential = false, published_at = $2::timestamptz where id = $1::uuid`,
    [report, publishedAt],
  )
  // What is said of one that was declined, reopened or withdrawn is said while it is so.
  const stands: Record<string, string> = {
    'request.declined': 'declined',
    'request.undone': 'open',
    'request.dropped': 'withdrawn',
  }
  // Of the first pillar two were missed.
  const schedules = await ids('digest_schedules')
  const missed = [...schedules.slice(0, 1), ...schedules].map(schedule => ({ schedule, at: plain.at }))
  // Heerhugowaard went on as Dijk en Waard.
  const of: Record<string, object> = {
    'lobby.succeeded': { municipality: 'GM0398' },
    'digests.late': { missed },
    'lobby.ranked': { points: rows.point },
    'vng.published': { report },
    'vng.forChair': { report, pillar: 'bestuur', publishedAt },
    'vng.report': { report, pillar: 'bestuur', publishedAt },
    'vng.urgent': { report },
    'vng.corrected': { report, to: 'input' },
    'vng.ask': { meeting: committee, kind: 'before' },
    'vng.askPillar': { meeting: committee },
    'vng.bundle': { about: 'meeting', id: committee },
  }
  for (const kind of parlour.registry.notices.keys()) {
    // What is urgent is told before it was reviewed.
    const isAhead = kind === 'vng.urgent'
    if (kind.startsWith('vng.'))
      await parlour.test.query('update reports set state = $2, urgency = $3 where id = $1::uuid', [
        report,
        isAhead ? 'proposed' : 'published',
        isAhead ? 'urgent' : 'normal',
      ])
    // What is said of a round that is open, or is over, is said while it is so; who has voted is not reminded.
    if (kind.startsWith('lobby.')) {
      const isOver = ['lobby.ranking', 'lobby.ranked', 'lobby.outcomeAsked'].includes(kind)
      await parlour.test.query(`update lobby_rounds set state = 'closed'`)
      if (!isOver)
        await parlour.test.query(`update lobby_rounds set state = 'open' where id = $1::uuid`, [rows.lobbyRound[0]])
      if (!isOver) await parlour.test.query('delete from lobby_votes')
    }
    if (kind === 'lobby.ranked') await parlour.test.query('update lobby_round_points set left_at = null, place = 1')
    const states = await parlour.test.query<{ id: string; state: string }>('select id, state from lobby_points')
    // One that was taken back is told of as such.
    if (kind === 'lobby.placed' || kind === 'lobby.unplaced')
      await parlour.test.query('update lobby_placements set taken_back_at = $1::timestamptz', [
        kind === 'lobby.placed' ? null : plain.at,
      ])
    if (kind === 'lobby.archived') await parlour.test.query(`update lobby_points set state = 'archived'`)
    // What has an end is talked about no more.
    if (kind === 'lobby.contactDue')
      await parlour.test.query(`update lobby_points set state = 'placed' where id = any($1::uuid[])`, [rows.point])
    // On which day a meeting is to be is asked as long as nobody was invited to it.
    const isPoll = kind.startsWith('meetings.poll')
    if (isPoll) {
      const [polled] = rows.polled
      await parlour.test.query(`update meetings set state = 'planned' where id = $1::uuid`, [polled])
      await parlour.test.query('update meeting_polls set closed_at = $2::timestamptz where meeting_id = $1::uuid', [
        polled,
        kind === 'meetings.pollDone' ? plain.at : null,
      ])
      await parlour.test.query(`update meeting_kinds set audience = '{everyone}'`)
      await parlour.test.query('delete from meeting_date_answers where meeting_id = $1::uuid', [polled])
    }
    // By which link one takes part is told to who does so online.
    if (kind === 'meetings.relinked') {
      await parlour.test.query(
        `update meetings set is_online = true, online_link = 'https://overleg.example' where id = $1::uuid`,
        [rows.meeting[0]],
      )
      await parlour.test.query(
        `update meeting_registrations set state = 'registered', way = 'online', offer_until = null where meeting_id = $1::uuid`,
        [rows.meeting[0]],
      )
    }
    // Who comes is told so, on the day itself.
    if (kind === 'meetings.soon' || kind === 'meetings.today') {
      await parlour.test.query(
        `update meetings set register_until = $2::timestamptz, starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '1 hour' where id = $1::uuid`,
        [rows.meeting[0], plain.at],
      )
      await parlour.test.query(
        `update meeting_registrations set state = 'registered', offer_until = null where meeting_id = $1::uuid`,
        [rows.meeting[0]],
      )
    }
    // Of one that is over the report is linked, and who was there is asked what they thought.
    if (kind === 'meetings.linked' || kind === 'meetings.evaluate') {
      await parlour.test.query(
        `update meetings set state = $2, report_link = 'https://verslag.example', photos_link = 'https://foto.example' where id = $1::uuid`,
        [rows.meeting[0], kind === 'meetings.evaluate' ? 'held' : 'open'],
      )
      await parlour.test.query(
        `update meeting_registrations set state = 'registered', offer_until = null, evaluated_at = null where meeting_id = $1::uuid`,
        [rows.meeting[0]],
      )
    }
    // Whoever is to do it reads of it.
    if (kind.startsWith('meetings.action'))
      for (const [i, action] of rows.action.entries())
        await parlour.test.query(
          `update actions set state = 'open', done_at = null, owner_id = $2::uuid where id = $1::uuid`,
          [action, people[i]],
        )
    const state = stands[kind]
    if (state)
      await parlour.test.query(
        `update requests set state = $1, round = 1, subject_key = id::text, decided_at = case when $1 = 'declined' then now() end where id = any($2::uuid[])`,
        [state, rows.request],
      )
    for (const [i, locale] of (['nl', 'en', 'nl'] as const).entries()) {
      const some = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, all[i] ?? all[0]]))
      const person = isPoll ? some.asked : some.person
      const reader = {
        locale,
        person: /^(lobby\.ballot|lobby\.leftRound|meetings\.|vng\.)/.test(kind) ? (person ?? null) : null,
      }
      const card = await parlour.notice(
        kind,
        {
          ...plain,
          ...some,
          ...of[kind],
          ...(isPoll && { meeting: some.polled }),
          subject: some.request,
        },
        reader,
      )
      if (!card) continue
      met.add(`notice ${kind}`)
      drawn.push({ at: kind, locale, card, isNotice: true })
    }
    if (kind === 'lobby.archived')
      for (const { id, state } of states)
        await parlour.test.query('update lobby_points set state = $2 where id = $1::uuid', [id, state])
  }
}
