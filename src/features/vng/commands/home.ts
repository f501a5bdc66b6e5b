// SPDX-License-Identifier: EUPL-1.2
import { dayOf } from '#/chat/dates.ts'
import type { Belongings, HomeSection } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { reportButton } from '#/features/vng/cards/report-form.ts'
import { openAsks } from '#/features/vng/rules/asks.ts'
import { committeesOf, endSeatsOf } from '#/features/vng/rules/seats.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** What someone was asked about a committee and has not answered. */
export async function vngHome(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const { locale, zone } = turn
  const t = vngTexts.in(locale)
  const asks = await openAsks(db, readersOf(turn.actor), turn)
  return [
    {
      place: 'waiting',
      items: asks.map(({ kind, meeting }) => ({
        text: t(`ask.${kind}.title`, {
          committee: called(meeting.committeeName, locale),
          at: dayOf(meeting.startsAt, locale, zone),
        }),
        accessory: { ...reportButton(`ask.${meeting.id}.${kind}`, locale), label: t(`ask.${kind}.button`) },
      })),
    },
  ]
}

/** The seats of someone who leaves end with them: the VNG gives them to a person, and no successor takes them over. */
export const vngBelongings: Belongings = {
  async lines(db, person, reader) {
    const names = await committeesOf(db, person, reader.today)
    return names.length > 0
      ? [
          vngTexts.in(reader.locale)('belongings', {
            names: {
              text: listed(
                names.map(name => calledInText(name, reader.locale).text),
                reader.locale,
              ),
            },
          }),
        ]
      : []
  },
  async handOver(tx, from, _, by, at) {
    await endSeatsOf(tx, from, by, at.today)
  },
}
