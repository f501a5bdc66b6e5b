// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Outcome, Reads, Submitted } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { chooseCard, scheduleForm } from '#/features/digests/cards/forms.ts'
import { atOf, namedIn, readersOf, relationOf, withId } from '#/features/digests/commands/about.ts'
import { previewLine } from '#/features/digests/commands/preview.ts'
import { digestsToSend } from '#/features/digests/rules/coming.ts'
import { changeSchedule, heldScheduleOf, type Of, scheduleOf, silences } from '#/features/digests/rules/schedules.ts'
import { planAnew } from '#/features/digests/rules/sending-moment.ts'
import { rhythms, timeIn } from '#/features/digests/rules/times.ts'
import { touchDrafts } from '#/features/digests/rules/write-digest.ts'
import { digestTexts } from '#/features/digests/texts.ts'
import { Refusal } from '#/network/refusal.ts'

const formOf = async (db: Db, turn: Turn, of: Of): Promise<Answer> => ({
  form: scheduleForm(await scheduleOf(db, of, turn.today), of.id, turn.locale),
})

/** `m50 digest ritme [pijler]`. */
export const scheduleLine: Reads<string, Of | null> = {
  does: 'reads',
  asks: 'digest.review',
  of: async (db, typed, turn) => relationOf(await namedIn(db, turn.today, typed, { read: true })),
  async run(db, turn, typed, of) {
    if (of) return formOf(db, turn, of)
    if (typed) throw new Refusal('digests.unknown', { words: typed })
    return { card: chooseCard(await readersOf(db, turn.today), 'digest ritme', turn.locale), to: 'me' }
  },
}

const mostHours = 40
/** So far ahead the clock plans. */
const monthMs = 31 * 24 * 3_600_000

/** [Dag en tijd]. */
export const scheduleHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'digest.review',
    of: async (db, value, turn) => relationOf(await withId(db, turn.today, value)),
    async run(db, turn, _, of: Of | null) {
      if (!of) throw new Refusal('chat.absent')
      return formOf(db, turn, of)
    },
  },
  submit: {
    does: 'writes',
    asks: 'digest.review',
    of: async (db: Db, { context }: Submitted, turn: Turn) => relationOf(await withId(db, turn.today, context)),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, of: Of | null) {
      if (!of) throw new Refusal('chat.absent')
      const t = digestTexts.in(turn.locale)
      const schedule = await heldScheduleOf(tx, of, turn.today)
      const timeOfDay = timeIn(fields.time ?? '')
      const reviewHours = Number(fields.review || Number.NaN)
      const isWhole = Number.isInteger(reviewHours) && reviewHours >= 1 && reviewHours <= mostHours
      const weekday = Number(fields.weekday)
      const isDay = Number.isInteger(weekday) && weekday >= 1 && weekday <= 7
      if (timeOfDay === null || !isWhole)
        return {
          fieldErrors: {
            ...(timeOfDay === null && { time: t('schedule.noTime') }),
            ...(!isWhole && { review: t('schedule.noHours') }),
          },
        }
      await changeSchedule(
        tx,
        schedule,
        {
          weekday: isDay ? weekday : schedule.weekday,
          timeOfDay,
          rhythm: rhythms.find(one => one === fields.rhythm) ?? schedule.rhythm,
          pausesInRecess: fields.recess === 'on',
          silence: silences.find(one => one === fields.silence) ?? schedule.silence,
          reviewHours,
          isOff: fields.rhythm === 'off',
        },
        turn.as,
        turn.today,
      )
      const at = await atOf(tx, turn)
      await planAnew(tx, schedule, await digestsToSend(tx, at, new Date(at.now.getTime() + monthMs)))
      await touchDrafts(tx, schedule)
      return { code: 'scheduled', ids: { of: of.id } }
    },
    async answer(db: Db, turn: Turn, { ids }: Outcome) {
      return saidFirst(
        digestTexts.in(turn.locale)('done.scheduled'),
        await previewLine.run(db, turn, String(ids.of), undefined),
      )
    },
  },
}
