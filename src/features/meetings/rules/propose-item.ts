// SPDX-License-Identifier: EUPL-1.2
// What a member would talk about at a meeting, and who plans it decides on [F43].
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { lockMeeting, type Meeting } from '#/features/meetings/rules/meetings.ts'
import { addItem, type GivenItem, longestItem, removeItem } from '#/features/meetings/rules/programme.ts'
import type { Actor } from '#/network/actor.ts'
import type { ActedAs } from '#/network/audit.ts'
import type { AgendaItemId, LobbyPointId, MeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { fileRequest } from '#/requests/file.ts'
import type { RequestKind } from '#/requests/kind.ts'

const itemSubject = z.object({
  meeting: z.uuid().transform(id => id as MeetingId),
  title: z.string().max(longestItem.title),
  about: z.string().max(longestItem.about).nullable(),
  lobbyPoint: z
    .uuid()
    .nullable()
    .transform(id => id as LobbyPointId | null),
  /** What came of it, once it was approved. */
  item: z
    .uuid()
    .nullish()
    .transform(id => (id ?? null) as AgendaItemId | null),
})
export type ProposedItem = z.infer<typeof itemSubject>

/** Whether members propose something for it by now. */
export const takesProposals = ({ state, startsAt }: Pick<Meeting, 'state' | 'startsAt'>, now: Date): boolean =>
  (state === 'open' || state === 'closed') && startsAt > now

const state = statement('agenda_meeting', 'select id, number, state from meetings where id = $1::uuid')
const keep = statement(
  'agenda_item_of_request',
  `update requests set subject = subject || jsonb_build_object('item', $2::text) where id = $1::uuid`,
)

async function lockedState(tx: Tx, id: MeetingId): Promise<Pick<Meeting, 'id' | 'number' | 'state'>> {
  await lockMeeting(tx, id)
  const [found] = await tx.query<Pick<Meeting, 'id' | 'number' | 'state'>>(state, [id])
  if (!found) throw new Refusal('meetings.changeGone')
  return found
}

/** A matter for the programme of a meeting, decided by the secretariat. */
export const itemKind: RequestKind<ProposedItem> = {
  name: 'meeting.item',
  subject: itemSubject,
  async approve(tx, request, by, at) {
    const { meeting, title, about, lobbyPoint: point } = request.subject
    const proposer = request.requester?.id ?? null
    const item = await addItem(tx, await lockedState(tx, meeting), { title, about, point }, proposer, by, at.now)
    await tx.query(keep, [request.id, item])
    if (proposer) notify(tx, [{ kind: 'person', person: proposer }], 'meetings.itemAccepted', { meeting })
  },
  async undo(tx, request, by) {
    const { item, ...subject } = request.subject
    if (request.state === 'approved' && item) await removeItem(tx, await lockedState(tx, subject.meeting), item, by)
    return { ...subject, item: null }
  },
}

const keyOf = (meeting: MeetingId, person: string, title: string): string =>
  `${itemKind.name} ${meeting} ${person} ${createHash('sha256').update(title).digest('hex').slice(0, 16)}`

/** Lays a matter before who decides on the programme. @throws Refusal where it lies there already */
export async function proposeItem(
  tx: Tx,
  actor: Actor,
  meeting: Meeting,
  given: GivenItem,
  by: ActedAs,
  at: { readonly now: Date; readonly today: string },
): Promise<number> {
  const { person, municipality } = actor
  const { title, about, point } = given
  if (!person) throw new Refusal('chat.absent')
  const filed = await fileRequest(
    tx,
    {
      kind: itemKind,
      subject: { meeting: meeting.id, title, about, lobbyPoint: point, item: null } satisfies ProposedItem,
      subjectKey: keyOf(meeting.id, person, title),
      requester: person,
      municipality: municipality?.id ?? null,
      isSecretariat: false,
    },
    by,
    at,
  )
  if (!filed) throw new Refusal('meetings.itemAsked')
  return filed.number
}
