// SPDX-License-Identifier: EUPL-1.2
// Puts in the network what people shared, proposed and decided there before the visitor came.
import { statement, type Tx } from '#/database/db.ts'
import { holds } from '#/network/holding.ts'
import { ago, type Coming, dayIn } from './coming.ts'
import { deciding, isEnded, type Lobby, type LobbyPoint, roleOf, speaksFor, stepsTo } from './lobby.ts'
import { type About, type World, whoIs } from './people.ts'

const shareBottleneck = statement(
  'playground_bottleneck',
  `with given as (select $1::jsonb as j), author as (
     select id, municipality_id from people where email = (select j->>'who' from given)
   ), shared as (
     insert into bottlenecks (title, happens, place, frequency, cost, pillar_id, author_id, municipality_id, created_at)
     select j->>'title', j->>'happens', j->>'place', j->>'frequency', j->>'cost', j->>'pillar', author.id, author.municipality_id, (j->>'at')::timestamptz
     from given, author returning id, author_id, municipality_id, created_at
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, new)
     select created_at, 'bottleneck.shared', 'bottleneck', shared.id::text, author_id, j->>'role', municipality_id, 'playground', jsonb_build_object('pillar', j->>'pillar') from shared, given
   )
   insert into bottleneck_recognitions (bottleneck_id, municipality_id, person_id, example, created_at)
   select id, municipality_id, author_id, null, created_at from shared
   union all
   select shared.id, m.id, null, r.example, (j->>'at')::timestamptz + interval '1 day' * r.nth
   from shared, given, jsonb_to_recordset(j->'recognised') as r(municipality text, example text, nth float) join municipalities m on m.name = r.municipality`,
)

// Of municipalities without a person in the playground it is not known who pressed.
const addPoint = statement(
  'playground_point',
  `with given as (select $1::jsonb as j), proposer as (
     select id, municipality_id from people where email = (select j->>'who' from given)
   ), point as (
     insert into lobby_points (state, title, problem, ask, why_midsized, pillar_id, theme_id, deadline, evidence, dossiers, proposer_id, municipality_id, is_confidential,
       result, result_link, created_at, opened_at, moved_at, state_at, ended_at)
     select j->>'state', j->>'title', j->>'problem', j->>'ask', j->>'whyMidsized', j->>'pillar', j->>'theme', (j->>'deadline')::date, j->>'evidence',
       array(select jsonb_array_elements_text(j->'dossiers')), proposer.id, proposer.municipality_id, (j->>'confidential')::bool,
       j->>'result', j->>'link', (j->>'proposedAt')::timestamptz, (j->>'openedAt')::timestamptz, (j->>'movedAt')::timestamptz, (j->>'movedAt')::timestamptz, (j->>'endedAt')::timestamptz
     from given, proposer returning id
   ), addressed as (
     insert into lobby_point_targets (point_id, target_id) select point.id, t.id from point, given, lobby_targets t where j->'targets' ? t.id
   ), supported as (
     insert into lobby_supports (point_id, municipality_id, person_id, stance, line, created_at)
     select point.id, m.id, p.id, s.stance, s.line, s.at
     from point, given, jsonb_to_recordset(j->'support') as s(municipality text, stance text, line text, who text, at timestamptz) join municipalities m on m.name = s.municipality left join people p on p.email = s.who
   ), offered as (
     insert into lobby_offers (point_id, municipality_id, person_id, offer, text, source, year, speaker, speaker_role, created_at, told_at)
     select point.id, m.id, p.id, o.offer, o.text, o.source, o.year, o.speaker, o."speakerRole", o.at, o.at
     from point, given, jsonb_to_recordset(j->'offers') as o(municipality text, offer text, text text, source text, year int, speaker text, "speakerRole" text, who text, at timestamptz)
     join municipalities m on m.name = o.municipality left join people p on p.email = o.who
   ), placed as (
     insert into lobby_placements (point_id, target_id, occasion, placed_on, spokesperson, next_contact_on, person_id, created_at)
     select point.id, l.target, l.occasion, l."placedOn", l.spokesperson, l."nextOn", p.id, l.at
     from point, given, jsonb_to_recordset(j->'placements') as l(target text, occasion text, "placedOn" date, spokesperson text, "nextOn" date, who text, at timestamptz)
     join people p on p.email = l.who where exists (select from lobby_targets t where t.id = l.target)
   ), contacted as (
     insert into lobby_contacts (point_id, text, person_id, created_at)
     select point.id, c.text, p.id, c.at from point, given, jsonb_to_recordset(j->'contacts') as c(text text, who text, at timestamptz) join people p on p.email = c.who
   ), origins as (
     insert into lobby_point_origins (point_id, bottleneck_id, created_at)
     select point.id, b.id, (j->>'proposedAt')::timestamptz from point, given, bottlenecks b where j->'from' @> to_jsonb(b.number)
   ), noted as (
     insert into audit (at, action, subject_kind, subject_id, person_id, acted_role, acted_municipality_id, app, old, new)
     select a.at, a.action, 'lobbyPoint', point.id::text, p.id, a.role, p.municipality_id, case when p.id is null then 'bot' else 'playground' end, a.old, a.new
     from point, given, jsonb_to_recordset(j->'acts') as a(at timestamptz, action text, who text, role text, old jsonb, new jsonb, nth int) left join people p on p.email = a.who
     order by a.nth
   )
   select id from point`,
)

const holdRound = statement(
  'playground_round',
  `with given as (select $1::jsonb as j), round as (
     insert into lobby_rounds (pillar_id, question, state, municipalities, opened_at, opened_by_id, closes_at, closed_at, outcome, outcome_at, outcome_by_id)
     select j->>'pillar', j->>'question', 'closed', (select count(distinct n.municipality_id) from memberships n where ${holds('n', `(j->>'openedAt')::date`)}),
       (j->>'openedAt')::timestamptz, p.id, (j->>'closedAt')::timestamptz, (j->>'closedAt')::timestamptz, j->>'outcome', (j->>'closedAt')::timestamptz + interval '1 hour', p.id
     from given left join people p on p.email = j->>'who' returning id
   ), votes as (
     select v.municipality, s.key::int as number, s.value::int as score
     from given, jsonb_to_recordset(j->'votes') as v(municipality text, scores jsonb), jsonb_each_text(v.scores) as s
   ), put as (
     insert into lobby_round_points (round_id, point_id, place)
     select round.id, p.id, rank() over (order by avg(votes.score) desc) from round, votes join lobby_points p on p.number = votes.number group by round.id, p.id returning round_id, point_id
   )
   insert into lobby_votes (round_id, point_id, municipality_id, person_id, score, cast_at)
   select put.round_id, put.point_id, m.id, null, votes.score, (j->>'openedAt')::timestamptz + interval '1 day'
   from given, put join lobby_points p on p.id = put.point_id join votes on votes.number = p.number join municipalities m on m.name = votes.municipality`,
)

function pointRow(world: World, point: LobbyPoint, at: Coming) {
  const { state, who, days, moved = days, deadline } = point
  const emailOf = (one: About) => whoIs(world, one).email
  const leads: About = point.pillar === world.pillar.id ? 'chair' : 'secretary'
  const steps = stepsTo(point, leads)
  const stands = point.support.map((given, nth) => {
    const { municipality, line, reservation } =
      typeof given === 'string' ? { municipality: given, line: null, reservation: false } : given
    const speaker = speaksFor(world, municipality)
    const stance = reservation ? 'reservation' : 'support'
    // Whoever proposes it stands behind it from that moment.
    return {
      municipality,
      line,
      stance,
      speaker,
      days: speaker === who ? days + deciding : Math.max(days - nth, moved),
    }
  })
  const offers = point.offers.map(given => ({ given, by: speaksFor(world, given.municipality) }))
  const acts = [
    ...steps.map(({ days, act, by, from, to }) => ({ days, act, by, old: { state: from }, new: { state: to } })),
    ...stands.flatMap(({ days, stance, speaker: by }) =>
      by ? [{ days, act: stance === 'support' ? 'supported' : 'reserved', by, old: null, new: null }] : [],
    ),
    ...offers.flatMap(({ given: { days, offer }, by }) =>
      by ? [{ days, act: 'offered', by, old: null, new: { offer } }] : [],
    ),
  ]
  const inOrder = acts.toSorted((a, b) => b.days - a.days)
  return {
    ...point,
    who: emailOf(who),
    deadline: deadline === undefined ? null : dayIn(deadline, at),
    proposedAt: ago(state === 'draft' ? moved : days + deciding, at),
    openedAt: steps.some(({ act }) => act === 'approve') ? ago(days, at) : null,
    movedAt: ago(moved, at),
    endedAt: isEnded(state) ? ago(moved, at) : null,
    support: stands.map(({ speaker, days, ...stand }) => ({
      ...stand,
      who: speaker && emailOf(speaker),
      at: ago(days, at),
    })),
    offers: offers.map(({ given: { days, ...offer }, by }) => ({
      ...offer,
      who: by && emailOf(by),
      at: ago(days, at),
    })),
    placements: point.placements.map(({ on, next, ...placement }) => ({
      ...placement,
      placedOn: dayIn(on, at),
      nextOn: next === undefined ? null : dayIn(next, at),
      who: emailOf(leads),
      at: ago(moved, at),
    })),
    contacts: point.contacts.map(({ days, who, text }) => ({ text, who: emailOf(who), at: ago(days, at) })),
    acts: inOrder.map(({ days, act, by, old, new: became }, nth) => ({
      nth,
      at: ago(days, at),
      action: `lobby.${act}`,
      who: by && emailOf(by),
      role: by ? roleOf(by) : 'bot',
      old,
      new: became,
    })),
  }
}

/** Puts it all in a network without any, and notes who did what. */
export async function place(tx: Tx, world: World, { bottlenecks, points, rounds }: Lobby, at: Coming): Promise<void> {
  const emailOf = (who: About) => whoIs(world, who).email
  for (const { who, days, recognised, ...said } of bottlenecks) {
    const others = recognised.map((one, nth) => ({
      ...(typeof one === 'string' ? { municipality: one, example: null } : one),
      nth: (nth * days) / (recognised.length + 1),
    }))
    const row = { ...said, who: emailOf(who), role: roleOf(who), at: ago(days, at), recognised: others }
    await tx.query(shareBottleneck, [JSON.stringify(row)])
  }
  for (const point of points) await tx.query(addPoint, [JSON.stringify(pointRow(world, point, at))])
  for (const { opened, closed, ...round } of rounds) {
    const row = { ...round, who: emailOf('chair'), openedAt: ago(opened, at), closedAt: ago(closed, at) }
    await tx.query(holdRound, [JSON.stringify(row)])
  }
}
