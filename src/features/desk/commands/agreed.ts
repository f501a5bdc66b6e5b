// SPDX-License-Identifier: EUPL-1.2
import type { Guess } from '#/chat/feature.ts'
import { readerOf } from '#/chat/reader.ts'
import { statement } from '#/database/db.ts'
import { approveButton } from '#/features/desk/cards/request.ts'
import { relationOf } from '#/features/desk/commands/decide.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { RequestId } from '#/network/ids.ts'
import { fold } from '#/network/names.ts'
import { may } from '#/network/policy.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { loadRequest } from '#/requests/load.ts'
import { shownAs } from '#/requests/shown.ts'
import { isOpen } from '#/requests/states.ts'

const yes = new Set(
  'akkoord goedgekeurd goedkeuren goed prima ok oke okay ja agreed agree approved approve yes fine'.split(' '),
)
const no = new Set('niet geen nee nooit not no never'.split(' '))
/** Whoever writes more than this tells something. */
const longest = 6

/** Whether a line says yes, and little else: "prima, akkoord", "ik ga akkoord". It only offers a button. */
function saysYes(line: string): boolean {
  const words = line
    .split(/\s+/)
    .map(word => fold(word).replace(/[^a-z]/g, ''))
    .filter(Boolean)
  return words.length <= longest && words.some(word => yes.has(word)) && !words.some(word => no.has(word))
}

const requestOfThread = statement(
  'request_of_thread',
  `select p.subject_id::uuid as id from posted_messages p
   where p.conversation_id = $1 and p.message_id = $2 and p.subject_kind = 'request' limit 1`,
)

/** "Akkoord" in a request's thread is answered to whoever may decide, with the button, and never taken as a decision [F68]. */
export const guessAgreed =
  (kinds: readonly AnyRequestKind[], views: Views): Guess =>
  async (db, turn, words) => {
    const { channel, thread } = turn.where
    if (!thread || !saysYes(words)) return null
    const [found] = await db.query<{ id: RequestId }>(requestOfThread, [channel, thread])
    const request = found && (await loadRequest(db, found.id))
    if (!request || !may(turn.actor, 'request.decide', relationOf(kinds, request))) return null
    const t = deskTexts.in(turn.locale)
    const { number } = request
    if (!isOpen(request.state)) return { version: 1, text: t('agreed.over', { number }) }
    const facts = await requestFacts(db, views, request, readerOf(turn))
    return {
      version: 1,
      text: t('agreed.text', { number, what: { text: facts.what } }),
      buttons: [approveButton(facts, shownAs(request), turn.locale)],
    }
  }
