// SPDX-License-Identifier: EUPL-1.2
import type { Outcome } from '#/chat/feature.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import type { Request } from '#/requests/kind.ts'
import { loadRequest } from '#/requests/load.ts'

export const withdrawnOutcome = ({ id, number }: Request): Outcome => ({
  code: 'withdraw',
  ids: { number, request: id },
})

/** That a request is withdrawn, with the button that asks the same again, where its kind has one. */
export const withdrawnAnswer =
  (views: Views) =>
  async (db: Db, turn: Turn, { ids }: Outcome): Promise<Answer> => {
    const id = asId<RequestId>(String(ids.request))
    const request = id && (await loadRequest(db, id))
    const again = request && (await requestFacts(db, views, request, readerOf(turn))).again
    return {
      card: {
        version: 1,
        text: deskTexts.in(turn.locale)('done.withdraw', { number: ids.number ?? '' }),
        ...(again && { buttons: [again] }),
      },
      to: 'me',
    }
  }
