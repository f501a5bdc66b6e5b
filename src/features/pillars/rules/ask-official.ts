// SPDX-License-Identifier: EUPL-1.2
import type { Tx } from '#/database/db.ts'
import { notify, touch } from '#/delivery/notify.ts'
import type { PersonId } from '#/network/ids.ts'

/** Asks an official, whom an executive named, to confirm. The message follows what becomes of it: answered, or somebody else named. */
export function askOfficial(tx: Tx, official: PersonId, request: string): void {
  notify(
    tx,
    [{ kind: 'person', person: official }],
    'pillars.officialAsked',
    { request },
    { subject: { kind: 'officialAsk', id: request } },
  )
}

/** Tells an official that the executive is in, and asks once more where they have not answered. It follows the ask as well. */
export function tellOfficial(tx: Tx, official: PersonId, request: string): void {
  notify(
    tx,
    [{ kind: 'person', person: official }],
    'pillars.officialJoined',
    { request },
    { subject: { kind: 'officialJoined', id: request } },
  )
}

/** What became of the request or the seat changes what its official was asked, and was told. */
export function touchAsk(tx: Tx, request: string): void {
  touch(tx, { kind: 'officialAsk', id: request })
  touch(tx, { kind: 'officialJoined', id: request })
}
