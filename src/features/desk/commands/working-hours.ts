// SPDX-License-Identifier: EUPL-1.2
import { plainDayOf } from '#/chat/dates.ts'
import type { FormHandler, Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { dayIn } from '#/features/desk/rules/planning.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'
import { daysOffBetween, quietHours, setDayOff, setQuietHours, workingHours } from '#/network/days-off.ts'
import { mayEver } from '#/network/policy.ts'
import { replanReminders } from '#/requests/remind.ts'

const daysShown = 20

/** `m50 planning vrije-dagen`: the coming year's days off, each with the button that makes it a working day after all. */
export const showDaysOff: Reads<string> = {
  does: 'reads',
  asks: 'planning.read',
  async run(db, turn) {
    const t = deskTexts.in(turn.locale)
    const until = Temporal.PlainDate.from(turn.today).add({ years: 1 }).toString()
    const maySet = mayEver(turn.actor, 'workingHours.set')
    const days = (await daysOffBetween(db, turn.today, until)).slice(0, daysShown)
    return {
      card: {
        version: 1,
        title: t('days.title'),
        text: t('days.how'),
        items: days.map(day => ({
          text: t(day.is_off ? 'days.item' : 'days.works', {
            day: plainDayOf(day.date, turn.locale),
            name: day.name || t('days.unnamed'),
          }),
          ...(maySet && {
            accessory: {
              does: 'press' as const,
              name: day.is_off ? 'day.work' : 'day.off',
              label: t(day.is_off ? 'days.work' : 'days.off'),
              value: day.date,
            },
          }),
        })),
        buttons: [
          ...(maySet ? [{ does: 'open' as const, name: 'day.add', label: t('days.add'), value: 'day' }] : []),
          lineButton(t('planning.periods'), 'planning vakanties'),
        ],
      },
      to: 'me',
    }
  },
}

const dayDone: Writes<string>['answer'] = async (_, turn, { code, ids }) => {
  const t = deskTexts.in(turn.locale)
  const day = plainDayOf(String(ids.date), turn.locale)
  return {
    card: {
      version: 1,
      text: t(code === 'off' ? 'day.doneOff' : 'day.doneWork', { day }),
      buttons: [lineButton(t('planning.days'), 'planning vrije-dagen')],
    },
    to: 'me',
  }
}

const setDay = async (
  tx: Parameters<Writes<string>['run']>[0],
  turn: Parameters<Writes<string>['run']>[1],
  day: { readonly date: string; readonly name: string; readonly isOff: boolean },
) => {
  await setDayOff(tx, day)
  await replanReminders(tx, await workingHours(tx, turn.zone))
  const how = day.isOff ? 'off' : 'work'
  audit(tx, { action: `day.${how}`, subject: { kind: 'day', id: day.date }, by: turn.as })
  return { code: how, ids: { date: day.date } }
}

/** [Toch een werkdag] and [Toch vrij]. */
export const dayAs = (how: 'off' | 'work'): Writes<string> => ({
  does: 'writes',
  asks: 'workingHours.set',
  run: (tx, turn, value) => setDay(tx, turn, { date: dayIn(value), name: '', isOff: how === 'off' }),
  answer: dayDone,
})

/** A day off of the network's own. */
export const dayForm: FormHandler = {
  open: {
    does: 'reads',
    asks: 'workingHours.set',
    async run(_, turn) {
      const t = deskTexts.in(turn.locale)
      return {
        form: {
          version: 1,
          name: 'day.add',
          title: t('day.title'),
          submit: t('day.submit'),
          context: 'day',
          inputs: [
            { kind: 'date', name: 'date', label: t('day.date') },
            { kind: 'text', name: 'name', label: t('day.name'), hint: t('day.hint'), max: 60, optional: true },
          ],
          reopen: { label: t('days.add'), value: 'day' },
        },
      }
    },
  },
  submit: {
    does: 'writes',
    asks: 'workingHours.set',
    run: (tx, turn, { fields }) =>
      setDay(tx, turn, { date: dayIn(fields.date ?? ''), name: fields.name?.trim() ?? '', isOff: true }),
    answer: dayDone,
  },
}

const bounds = { until: [0, 23], from: [1, 24] } as const

/** `m50 planning stille-uren`, and [Stille uren]: the form. */
export const quietLine: Reads<string> = {
  does: 'reads',
  asks: 'workingHours.set',
  async run(db, turn) {
    const t = deskTexts.in(turn.locale)
    const { from, until, weekends, daysOff } = await quietHours(db)
    return {
      form: {
        version: 1,
        name: 'planning.quiet',
        title: t('quiet.title'),
        submit: t('quiet.submit'),
        intro: t('quiet.intro'),
        context: 'quiet',
        inputs: [
          { kind: 'number', name: 'until', label: t('quiet.until'), value: until, min: 0, max: 23 },
          { kind: 'number', name: 'from', label: t('quiet.from'), value: from, min: 1, max: 24 },
          { kind: 'checkbox', name: 'weekends', label: t('quiet.weekends'), value: weekends, optional: true },
          { kind: 'checkbox', name: 'daysOff', label: t('quiet.daysOff'), value: daysOff, optional: true },
        ],
        reopen: { label: t('planning.hours'), value: 'quiet' },
      },
    }
  },
}

/** When nothing goes out that can wait. */
export const quietForm: FormHandler = {
  open: quietLine,
  submit: {
    does: 'writes',
    asks: 'workingHours.set',
    async run(tx, turn, { fields }) {
      const t = deskTexts.in(turn.locale)
      const errors: Record<string, string> = {}
      const hour = (field: 'until' | 'from'): number => {
        const [min, max] = bounds[field]
        const value = Number(fields[field] || Number.NaN)
        if (!Number.isInteger(value) || value < min || value > max) errors[field] = t('quiet.whole', { min, max })
        return value
      }
      const until = hour('until')
      const from = hour('from')
      if (Object.keys(errors).length === 0 && until >= from) errors.from = t('quiet.order')
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      const before = await quietHours(tx)
      await setQuietHours(tx, { from, until, weekends: fields.weekends === 'on', daysOff: fields.daysOff === 'on' })
      await replanReminders(tx, await workingHours(tx, turn.zone))
      audit(tx, {
        action: 'quietHours.set',
        subject: { kind: 'setting', id: 'network.quietHours' },
        by: turn.as,
        old: { from: before.from, until: before.until },
        new: { from, until },
      })
      return { code: 'quiet', ids: { from, until } }
    },
    async answer(_, turn, { ids }) {
      const t = deskTexts.in(turn.locale)
      const text = t('quiet.done', { until: ids.until ?? '', from: ids.from ?? '' })
      return { card: { version: 1, text, buttons: [lineButton(t('planning.show'), 'planning')] }, to: 'me' }
    },
  },
}
