// SPDX-License-Identifier: EUPL-1.2
import { committeesTraces } from '#/database/traces/committees.ts'
import { digestsTraces } from '#/database/traces/digests.ts'
import { lobbyTraces } from '#/database/traces/lobby.ts'
import { meetingsTraces } from '#/database/traces/meetings.ts'
import { messagesTraces } from '#/database/traces/messages.ts'
import { networkTraces } from '#/database/traces/network.ts'
import { peopleTraces } from '#/database/traces/people.ts'
import { requestsTraces } from '#/database/traces/requests.ts'
import type { Traces } from '#/database/traces/shape.ts'
import { workingsTraces } from '#/database/traces/workings.ts'

/** By table, in the order of the catalogue. Forgetting goes through them from the last to the first, so that nothing is left hanging on what goes. */
export const traces: Readonly<Record<string, Traces | null>> = {
  ...networkTraces,
  ...peopleTraces,
  ...requestsTraces,
  ...lobbyTraces,
  ...meetingsTraces,
  ...committeesTraces,
  ...digestsTraces,
  ...messagesTraces,
  ...workingsTraces,
}

/** What the queue of jobs holds of them, in its own schema, until it cleans up by itself: the conversation that a job keeps its order in. */
export const jobs: Traces = {
  about: 't.singleton_key = any(who.conversations)',
  shows: `jsonb_build_object('id', t.id, 'name', t.name, 'singleton_key', t.singleton_key, 'state', t.state, 'created_on', t.created_on)`,
  forget: [{ does: 'deletes', where: 't.singleton_key = any(who.conversations)' }],
}
