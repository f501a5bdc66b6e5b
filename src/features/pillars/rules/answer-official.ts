// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { askOfficial, touchAsk } from '#/features/pillars/rules/ask-official.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import type { Official } from '#/features/pillars/rules/official.ts'
import { type ActedAs, audit } from '#/network/audit.ts'
import { asId, type PersonId, type PillarId, type RequestId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'
import { amend } from '#/requests/decide.ts'
import type { Request } from '#/requests/kind.ts'
import { lockRequest } from '#/requests/load.ts'
import { refreshRequest } from '#/requests/refresh.ts'
import { isOpen } from '#/requests/states.ts'

/** Where an executive's official stands: on a request that waits, or on a seat. */
export type Support =
  | {
      readonly on: 'request'
      readonly request: Request
      readonly pillar: PillarId
      readonly executive: PersonId
      readonly official: Official
    }
  | {
      readonly on: 'seat'
      readonly id: string
      /** The request that it came of: what the official was asked hangs on it. */
      readonly request: RequestId | null
      readonly pillar: PillarId
      readonly executive: PersonId
      readonly official: Official
    }

const seatRow = statement(
  'official_seat',
  `select id, pillar_id as pillar, person_id as executive, official_id as person, official_state as state, official_text as text, request_id as request
   from pillar_members where (id = $1::uuid or request_id = $1::uuid) and ended_at is null for update`,
)

/** Loads and locks what `value` (a request's or seat's id) stands for; a request that was approved meanwhile leads to its seat. */
export async function lockSupport(db: Db, value: string): Promise<Support | null> {
  const id = asId<RequestId>(value)
  if (!id) return null
  const request = await lockRequest(db, id)
  if (request && isOpen(request.state)) {
    if (request.kind !== joinKind.name) return null
    const subject = joinKind.subject.parse(request.subject)
    return { on: 'request', request, pillar: subject.pillar, executive: subject.person, official: subject.official }
  }
  const [row] = await db.query<{
    id: string
    pillar: PillarId
    executive: PersonId
    person: string | null
    state: Official['state']
    text: string | null
    request: RequestId | null
  }>(seatRow, [id])
  if (!row) return null
  const { pillar, executive, person, state, text, request: from } = row
  return { on: 'seat', id: row.id, request: from, pillar, executive, official: { person, state, text } }
}

const askOf = (support: Support): RequestId | null => (support.on === 'request' ? support.request.id : support.request)

async function put(tx: Tx, support: Support, official: Official, by: ActedAs, action: string): Promise<void> {
  const ask = askOf(support)
  if (ask) touchAsk(tx, ask)
  if (support.on === 'request') {
    const { pillar, executive: person } = support
    return amend(tx, support.request, by, { pillar, person, official }, action)
  }
  await tx.prisma.pillarMember.update({
    where: { id: support.id },
    data: {
      officialId: official.person,
      officialState: official.state,
      officialText: official.text,
      version: { increment: 1 },
    },
  })
  if (support.request) await refreshRequest(tx, support.request)
  audit(tx, {
    action,
    subject: { kind: 'pillarMember', id: support.id },
    by,
    old: { state: support.official.state, official: support.official.person },
    new: { state: official.state, official: official.person },
  })
}

/** The named official says yes or no. Saying it twice is once. The executive hears of a no [A16]. */
export async function answerOfficial(tx: Tx, support: Support, isYes: boolean, by: ActedAs): Promise<void> {
  const state = isYes ? 'confirmed' : 'declined'
  if (support.official.state === state) return
  await put(tx, support, { ...support.official, state }, by, isYes ? 'official.confirmed' : 'official.declined')
  if (!isYes)
    notify(tx, [{ kind: 'person', person: support.executive }], 'pillars.officialDeclined', {
      official: support.official.person,
      pillar: support.pillar,
      subject: support.on === 'request' ? support.request.id : support.id,
    })
}

/** The executive names another official. @throws Refusal when that is the one who is named already. */
export async function replaceOfficial(tx: Tx, support: Support, named: Official, by: ActedAs): Promise<void> {
  if (named.person !== null && named.person === support.official.person && support.official.state !== 'declined')
    throw new Refusal('pillars.officialSame', {}, { field: 'official' })
  await put(tx, support, named, by, 'official.named')
  const ask = askOf(support)
  if (named.state === 'asked' && named.person && ask) askOfficial(tx, named.person as PersonId, ask)
}
