// SPDX-License-Identifier: EUPL-1.2
import { functions, needsConfirming } from '#/network/actor.ts'

/** SQL: whether a dated row (a role, a membership, a pillar) holds on a day: `ends_on` is the first day that it no longer does. */
export const holds = (row: string, day: string): string =>
  `(${row}.starts_on <= ${day} and (${row}.ends_on is null or ${row}.ends_on > ${day}))`

/** SQL: the kinds of role that are a function at home, as a list. */
export const homeFunctions = `(${functions.map(kind => `'${kind}'`).join(', ')})`

/** SQL: whether a person may speak for their municipality on a day, as the policy's `speaker`: an official or adviser from the start, the others once confirmed. */
export const speaks = (person: string, day: string): string =>
  `exists (select from roles voice where voice.person_id = ${person} and voice.kind in ${homeFunctions} and ${holds('voice', day)}
     and (voice.confirmed_at is not null or voice.kind in (${functions
       .filter(kind => !needsConfirming(kind))
       .map(kind => `'${kind}'`)
       .join(', ')})))`
