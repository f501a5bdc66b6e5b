// SPDX-License-Identifier: EUPL-1.2
import { type Statement, statement } from '#/database/db.ts'

/** How long something is kept. `days` is a proposal: the setting `retention.<name>` goes before it. */
export interface Term {
  readonly name: string
  readonly days: number
  /** Completes "N days: ", for the register of processing. */
  readonly what: string
  /** Run one after another, with the days as `$1` and the present moment as `$2`; each gives its number of `rows`. */
  readonly steps: readonly Statement[]
}

const before = `$2::timestamptz - make_interval(days => $1::int)`
const counted = (change: string) => `with gone as (${change} returning 1) select count(*)::int as rows from gone`

const term = (name: string, days: number, what: string, ...steps: readonly string[]): Term => ({
  name,
  days,
  what,
  steps: steps.map((step, at) => statement(`retention ${name} ${at}`, counted(step))),
})

/** Whether a person's data are held, at the moment in `$2`. */
export const isHeld = (person: string) =>
  `exists (select from holds h where h.person_id = ${person} and h.starts_on <= $2::timestamptz::date and h.ends_on > $2::timestamptz::date)`

const oldMessage = (d: string) =>
  `not ${isHeld(`${d}.person_id`)} and ${d}.record_class <> 'record' and ${d}.state not in ('open', 'sending') and greatest(${d}.settled_at, ${d}.created_at) < ${before}`

const isRecent = (since: string) => `(${since} is null or ${since} > ${before})`
const staysOn = `exists (select from roles r where r.person_id = i.person_id and ${isRecent('r.ends_on')})
  or exists (select from pillar_members m where m.person_id = i.person_id and ${isRecent('m.ended_at')})`
const waits = `exists (select from requests q where q.state in ('open', 'asked') and (q.requester_id = i.person_id or q.subject->>'identity' = i.id::text))`
/** Accounts of who left: closed, nobody's, or of a person without a function, role or seat, and silent for so long. */
const goneAccounts = `select i.id from identities i where not ${isHeld('i.person_id')} and coalesce(greatest(i.active_at, i.checked_at), '-infinity') < ${before}
  and (i.is_deactivated or i.person_id is null or not (${staysOn})) and not ${waits}`

/** What a planned row `p` is about waits for someone: without the row it would be planned, and said, once more. */
const waitsStill = `(exists (select from requests q where p.subject_kind = 'request' and q.id::text = p.subject_id and q.state in ('open', 'asked'))
  or exists (select from role_checks c where p.subject_kind = 'roleCheck' and c.id::text = p.subject_id and c.closed_at is null))`

/** What is deleted when its time has come, by SQL alone. What nobody prunes is kept as a record, or by the one who keeps it. */
export const terms: readonly Term[] = [
  term('turns', 30, 'keys of what was done once', `delete from turns where created_at < ${before}`),
  term(
    'drafts',
    7,
    'what was typed and not finished',
    `delete from drafts where created_at < ${before} and not exists (select from identities i where i.id = identity_id and ${isHeld('i.person_id')})`,
  ),
  term(
    'codes',
    0,
    'codes to link two accounts by, once they ended',
    `delete from link_codes where expires_at < ${before}`,
  ),
  term(
    'planned',
    90,
    'what was planned, after it happened or was set aside',
    `delete from planned p where p.state <> 'open' and coalesce(p.settled_at, p.due_at) < ${before} and not ${waitsStill}`,
  ),
  term('limits', 1, 'limits that platforms named, once they passed', `delete from send_limits where until < ${before}`),
  term('files', 0, 'made files, after their link ended', `delete from files where expires_at < ${before}`),
  term(
    'messages',
    90,
    'messages that are no record, with their text',
    `update deliveries t set facts = '{}', card = null where ${oldMessage('t')} and (t.card is not null or t.facts <> '{}')`,
    `delete from posted_messages p using deliveries d where d.id = p.delivery_id and p.subject_kind is null and ${oldMessage('d')}`,
    // A card that still follows its subject keeps its row, without what was said.
    `delete from deliveries d where ${oldMessage('d')} and not exists (select from posted_messages p where p.delivery_id = d.id)`,
  ),
  term(
    'accounts',
    30,
    'accounts of who left, after they were last seen',
    `delete from drafts where identity_id in (${goneAccounts})`,
    `delete from link_codes where identity_id in (${goneAccounts})`,
    // Also what was under way to someone at the moment they were forgotten.
    `delete from posted_messages p using deliveries d where d.id = p.delivery_id and (d.identity_id in (${goneAccounts}) or d.identity_id is null and d.channel_id is null)`,
    `update deliveries set identity_id = null, message_id = null, conversation = 'none:' || coalesce(person_id, id),
       state = case when state in ('open', 'sending') then 'void' else state end, reason = case when state in ('open', 'sending') then 'personGone' else reason end,
       fence = fence + 1 where identity_id in (${goneAccounts})`,
    `delete from identities where id in (${goneAccounts})`,
  ),
  term(
    'channels',
    365,
    'channels that are bound to nothing any more',
    `delete from channels where ended_at < ${before}`,
  ),
  term(
    'contacts',
    730,
    'moments of contact about a lobby point, after its end',
    // One that was declined, or went on as another, has no result: it ended when it last moved.
    `delete from lobby_contacts c using lobby_points p where p.id = c.point_id and not ${isHeld('c.person_id')}
       and coalesce(p.ended_at, case when p.state in ('declined', 'archived') then p.moved_at end) < ${before}`,
  ),
  term(
    'registrations',
    730,
    'who was invited to a meeting and who came, after it; how many they were stays',
    `update meeting_registrations r set person_id = null, by_id = null, instead_of_id = null, version = r.version + 1 from meetings m
     where m.id = r.meeting_id and m.ends_at < ${before} and r.person_id is not null and not ${isHeld('r.person_id')}`,
  ),
  term(
    'polls',
    365,
    'on which days people could come to a meeting, after it was asked',
    `delete from meeting_date_answers a using meeting_polls o where o.meeting_id = a.meeting_id and o.until < ${before} and not ${isHeld('a.person_id')}`,
  ),
  term(
    'needs',
    14,
    'what people eat and need at a meeting, and the key that it was sealed with, after it',
    // Gone by the end of the last day, and not a day later because of the hour at which the meeting ended.
    `delete from vault.meeting_keys k using meetings m where m.id = k.meeting_id and m.ends_at < ${before} + interval '1 day'`,
    `delete from meeting_needs n using meeting_registrations r, meetings m where r.id = n.registration_id and m.id = r.meeting_id and m.ends_at < ${before} + interval '1 day'`,
  ),
  term('holds', 365, 'that something was held, after it ended', `delete from holds where ends_on < ${before}`),
  term('retentions', 365, 'that what was due was deleted', `delete from retentions where ran_on < ${before}`),
]

/** Who left long ago is forgotten as if they had asked for it; the rules of features end what they hold. */
export const leaversTerm = {
  name: 'people',
  days: 365,
  what: 'names and addresses of who has had no account, function, role or seat since',
} as const
