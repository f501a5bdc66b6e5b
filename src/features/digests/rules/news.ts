// SPDX-License-Identifier: EUPL-1.2
// All that a digest could tell, as every member may see it: what is confidential, or not approved yet, is no news [T20].
import { type Db, statement } from '#/database/db.ts'
import type {
  BottleneckNews,
  MeetingNews,
  News,
  Period,
  PointNews,
  RoundNews,
} from '#/features/digests/rules/news-kinds.ts'
import type { Usual } from '#/features/digests/rules/schedules.ts'
import { isSeen } from '#/features/lobby/rules/sight.ts'
import { committeeMeetingsComing, reportsSince } from '#/features/vng/rules/news.ts'
import type { DigestWishId } from '#/network/ids.ts'

/** So many days ahead a meeting is told of. */
export const daysAhead = 42
/** And a meeting of a committee: as long as there is time to bring something in. */
export const committeeDaysAhead = 14

/** SQL: the themes of a theme group: those of its pillar that are called as it is. */
const themesOf = `(select t.id from themes t join theme_groups g on g.pillar_id = t.pillar_id and lower(t.name) = lower(g.name) where g.id = $2)`
/** SQL: whether something of a pillar or theme is a matter of the readers. */
export const isOurs = (row: string): string =>
  `${row}.pillar_id = $1 and ($2::text is null or ${row}.theme_id in ${themesOf})`

/** SQL: whether all members may know of the point `p`: nobody in particular reads it, so that no role counts, on whatever day. */
export const isOpenToAll = (p: string): string => isSeen(p, `'{}'`, `'epoch'`)

/** SQL: whether the point `p` is one of the readers' own that they may know of. */
export const isPublic = (p: string): string =>
  `${isOurs(p)} and ${p}.merged_into_id is null and ${p}.state not in ('draft', 'proposed', 'declined', 'archived') and ${isOpenToAll(p)}`

const isRecent = 'v.created_at > $3::timestamptz and v.created_at <= $4::timestamptz'
const points = statement(
  'digest_news_points',
  `select p.id, p.number, p.title, p.state, greatest(p.opened_at, shown.at) as "openedAt", greatest(coalesce(p.ended_at, p.moved_at), shown.at) as "endedAt", s.supporters, s.added,
     (select m.name from municipalities m where s.supporters = 1 and m.id = s.any_supporter) as supporter, (select m.name from municipalities m where s.added = 1 and m.id = s.any_joiner) as joiner,
     (select json_build_object('id', l.id, 'target', g.name, 'on', l.placed_on) from lobby_placements l join lobby_targets g on g.id = l.target_id
      where l.point_id = p.id and l.taken_back_at is null and l.created_at > $3::timestamptz and l.created_at <= $4::timestamptz order by l.created_at desc limit 1) as placed
   from lobby_points p
   left join lateral (
     select max(a.at) as at from audit a where p.moved_at > $3::timestamptz and a.subject_kind = 'lobbyPoint' and a.subject_id = p.id::text and a.at <= $4::timestamptz
       and (a.action = 'lobby.released' or a.action = 'lobby.recategorised' and a.old->>'pillar' <> a.new->>'pillar')) shown on true
   cross join lateral (
     select count(*)::int as supporters, min(v.municipality_id) as any_supporter, count(*) filter (where ${isRecent})::int as added, min(v.municipality_id) filter (where ${isRecent}) as any_joiner
     from lobby_supports v where v.point_id = p.id and v.ended_at is null and v.stance = 'support') s
   where ${isPublic('p')} and (p.moved_at > $3::timestamptz or p.opened_at > $3::timestamptz or s.added > 0)`,
)

/** SQL: whether the meeting `m` of the kind `k` is one of the whole network: every pillar hears of it. Contact officers are told of theirs by themselves. */
export const isOfAll = `(m.pillar_id is null and m.theme_group_id is null and not 'contactOfficer' = any(k.audience))`

const meetings = statement(
  'digest_news_meetings',
  `select m.id, m.number, m.title, m.about, m.place, m.is_on_site as "isOnSite", m.is_online as "isOnline", m.starts_at as "startsAt", m.ends_at as "endsAt", m.register_until as "registerUntil"
   from meetings m join meeting_kinds k on k.id = m.kind_id left join theme_groups g on g.id = m.theme_group_id
   where case when $2::text is null then coalesce(m.pillar_id, g.pillar_id) = $1 or ${isOfAll} else m.theme_group_id = $2 end
     and m.opened_at is not null and m.state in ('open', 'closed')
     and m.starts_at > $3::timestamptz and m.starts_at < $3::timestamptz + make_interval(days => ${daysAhead})`,
)

/** SQL: the points `q` of the round `round` that all members may know of. */
export const openPointsIn = (round: string): string =>
  `lobby_round_points k join lobby_points q on q.id = k.point_id where k.round_id = ${round} and k.left_at is null and ${isOpenToAll('q')}`

/** SQL: so many points of the round `round` as all members may know of: what is confidential is not counted either [T20]. */
export const openPointsOf = (round: string): string => `(select count(*)::int from ${openPointsIn(round)})`

const rounds = statement(
  'digest_news_rounds',
  `select r.id, r.closes_at as "closesAt", ${openPointsOf('r.id')} as points
   from lobby_rounds r where r.pillar_id = $1 and r.state = 'open' and r.closes_at > $2::timestamptz`,
)

/** SQL: whether the act `a` brought a bottleneck to the readers of its pillar: it was put back, or moved to that pillar. `orMoved` is what else moves it to them. */
export const bringsBottleneck = (a: string, orMoved = 'false'): string =>
  `${a}.action in ('bottleneck.restored', 'bottleneck.completed') and (${a}.action = 'bottleneck.restored' or ${a}.old->>'pillar' <> ${a}.new->>'pillar' or ${orMoved})`

/** SQL: whether the act `a` gave a bottleneck its theme: who reads for a theme group has it from then on. */
const isThemed = `$2::text is not null and 'theme' = any(string_to_array(a.new->>'changed', ' '))`

// Which became known since comes first: of all that a pillar ever had the course is not looked at.
const bottlenecks = statement(
  'digest_news_bottlenecks',
  `with known as (
     select id, max(at) as since from (
       select o.id, o.created_at as at from bottlenecks o where o.pillar_id = $1 and o.created_at > $3::timestamptz
       union all select a.subject_id::uuid, a.at from audit a where a.at > $3::timestamptz and ${bringsBottleneck('a', isThemed)}) k
     group by id)
   select b.id, b.number, b.title, m.name as municipality, known.since as "knownSince"
   from known join bottlenecks b on b.id = known.id join municipalities m on m.id = b.municipality_id
   where ${isOurs('b')} and b.merged_into_id is null and b.withdrawn_at is null and b.created_at <= $4::timestamptz`,
)

/** What happened for the readers of a schedule, or for one person who wishes to hear of a pillar, in a period, and what is to come after it. What the channel of a pillar had by itself its digest tells no more. */
export async function newsOf(
  db: Db,
  { pillar, group, wish }: Pick<Usual, 'pillar' | 'group'> & { readonly wish?: DigestWishId },
  { from, to }: Period,
  zone: string,
): Promise<News> {
  const [since, until] = [from.toISOString(), to.toISOString()]
  const ahead = new Date(to.getTime() + committeeDaysAhead * 24 * 3_600_000)
  return {
    reports:
      group === null ? await reportsSince(db, { pillar, since: from, until: to, withPosted: wish !== undefined }) : [],
    committees: group === null ? await committeeMeetingsComing(db, { pillar, from: to, until: ahead, zone }) : [],
    points: await db.query<PointNews>(points, [pillar, group, since, until]),
    meetings: await db.query<MeetingNews>(meetings, [pillar, group, until]),
    rounds: group === null ? await db.query<RoundNews>(rounds, [pillar, until]) : [],
    bottlenecks: await db.query<BottleneckNews>(bottlenecks, [pillar, group, since, until]),
  }
}
