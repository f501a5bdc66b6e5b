// SPDX-License-Identifier: EUPL-1.2
import type { RequestView } from '#/chat/feature.ts'
import { pointById } from '#/features/lobby/rules/points.ts'
import { programmeButton, titleOf } from '#/features/meetings/cards/meeting.ts'
import { meetingById, readersFor } from '#/features/meetings/rules/meetings.ts'
import { itemKind } from '#/features/meetings/rules/propose-item.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'

/** How what is proposed stands on the secretariat's card. What is said of a lobby point is for who may know of it [T20]. */
export const itemView: RequestView = async (db, request, reader) => {
  const t = meetingTexts.in(reader.locale)
  const { meeting: id, title, about, lobbyPoint: of } = itemKind.subject.parse(request.subject)
  const meeting = await meetingById(db, id, readersFor(reader.person), reader.today)
  const point = of && (await pointById(db, of, readersFor(reader.person), reader.today))
  const isHidden = of !== null && !point
  return {
    what: t('programme.request', { title: meeting?.title ?? '' }),
    lines: isHidden
      ? [t('programme.hidden')]
      : [
          t('programme.proposed', { title }),
          ...(about ? [t('programme.about', { about })] : []),
          ...(point ? [t('programme.point', { number: point.number, title: point.title })] : []),
          ...(meeting ? [titleOf(meeting, reader.locale, reader.zone)] : []),
        ],
    ...(meeting && { granted: programmeButton(meeting.number, reader.locale) }),
  }
}
