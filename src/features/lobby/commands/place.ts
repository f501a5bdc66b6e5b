// SPDX-License-Identifier: EUPL-1.2
// Where a point was put on an agenda, and with whom it was talked about.
import type { FormHandler, Reads, Submitted, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Tx } from '#/database/db.ts'
import { coverageCard } from '#/features/lobby/cards/ended.ts'
import { contactForm, longestOccasion, longestSpokesperson, placeForm } from '#/features/lobby/cards/life-forms.ts'
import { ofSubmitted, ofTyped, pointOf, secretOf } from '#/features/lobby/commands/about.ts'
import { dayErrors, offersTargets } from '#/features/lobby/commands/fields.ts'
import { showSteps, stepsAnswer } from '#/features/lobby/commands/life.ts'
import { demandRunning } from '#/features/lobby/rules/conclude.ts'
import { demandHere, longestContact, noteContact } from '#/features/lobby/rules/contacts.ts'
import { isDay } from '#/features/lobby/rules/day.ts'
import { coverageOf, placePoint } from '#/features/lobby/rules/placements.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { isToRun } from '#/features/lobby/rules/states.ts'
import { targets } from '#/features/lobby/rules/targets.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** `m50 lobby stappen <nr> [blad]`. */
export const stepsLine: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.read',
  of: ofTyped,
  run: (db, turn, typed, point) => showSteps(db, turn, point, typed.replace(/^lp\s+/i, '').split(/\s+/)[1] ?? ''),
}

const opensPlace: Reads<string, Point> = {
  does: 'reads',
  asks: 'lobby.place',
  of: pointOf,
  async run(db, turn, _, point) {
    demandRunning(point)
    return { form: placeForm(point, await targets(db, turn.today), turn.today, turn.locale), ...secretOf(point) }
  },
}

/** `m50 lobby agendeer <nr>`. */
export const placeLine: Reads<string, Point> = { ...opensPlace, of: ofTyped }

/** [Agenderen]. */
export const placeHandler: FormHandler = {
  open: opensPlace,
  suggest: { target: offersTargets },
  submit: {
    does: 'writes',
    asks: 'lobby.place',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, point: Point) {
      const t = lobbyTexts.in(turn.locale)
      const target = (await targets(tx, turn.today)).find(({ id }) => id === fields.target)
      const [occasion, spokesperson] = [fields.occasion?.trim() ?? '', fields.spokesperson?.trim() ?? '']
      const [placedOn, next] = [fields.placedOn?.trim() ?? '', fields.nextContact?.trim() ?? '']
      const long = (text: string, max: number) => t('tooLong', { length: [...text].length, max })
      const errors = {
        ...(!target && { target: t('empty.target') }),
        ...(!occasion && { occasion: t('placeForm.noOccasion') }),
        ...([...occasion].length > longestOccasion && { occasion: long(occasion, longestOccasion) }),
        ...(!isDay(placedOn) && { placedOn: t(placedOn ? 'noSuchDay' : 'placeForm.noDay') }),
        ...(!spokesperson && { spokesperson: t('placeForm.noSpokesperson') }),
        ...([...spokesperson].length > longestSpokesperson && {
          spokesperson: long(spokesperson, longestSpokesperson),
        }),
        ...dayErrors('nextContact', next, turn),
      }
      if (!target || Object.keys(errors).length > 0) return { fieldErrors: errors }
      demandRunning(point)
      const given = { target: target.id, occasion, placedOn, spokesperson, nextContactOn: next || null }
      const noted = await placePoint(tx, point, given, turn.as, turn)
      return { code: 'placed', ids: { point: point.id, noted } }
    },
    answer: stepsAnswer,
  },
}

/** `m50 lobby contact <nr> <tekst>`; without a text, or with one that is too long, the form for it. */
export const contactLine: Writes<string, Point> = {
  does: 'writes',
  asks: 'lobby.contact',
  of: ofTyped,
  async run(tx, turn, typed, point) {
    const [, text = ''] = /^(?:lp\s*|#)?\d+\s*(.*)$/is.exec(typed) ?? []
    const line = text.trim()
    demandHere(point)
    if (!line || [...line].length > longestContact)
      return { form: contactForm(point, line, turn.locale), ...secretOf(point) }
    const noted = await noteContact(tx, point, { text: line, nextContactOn: null }, turn.as, turn)
    return { code: 'contacted', ids: { point: point.id, noted } }
  },
  answer: stepsAnswer,
}

/** Which point a button names, and what was typed before it. */
function carriedIn(value: string): { readonly id: string; readonly typed: string } {
  const [id = '', ...rest] = value.split(' ')
  return { id, typed: rest.join(' ') }
}

/** [Contact noteren]. */
export const contactHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'lobby.contact',
    of: (db, value, turn) => pointOf(db, carriedIn(value).id, turn),
    async run(_, turn, value, point: Point) {
      demandHere(point)
      return { form: contactForm(point, carriedIn(value).typed, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'lobby.contact',
    of: ofSubmitted,
    async run(tx: Tx, turn: Turn, { fields }: Submitted, point: Point) {
      const t = lobbyTexts.in(turn.locale)
      const text = fields.contact?.trim() ?? ''
      const length = [...text].length
      const next = fields.nextContact?.trim() ?? ''
      demandHere(point)
      const errors = {
        ...(length === 0 && { contact: t('contactForm.empty') }),
        ...(length > longestContact && { contact: t('tooLong', { length, max: longestContact }) }),
        // It may have got its outcome while the form was open.
        ...(next && !isToRun(point.state)
          ? { nextContact: t('contactForm.noNext', { number: point.number }) }
          : dayErrors('nextContact', next, turn)),
      }
      if (Object.keys(errors).length > 0) return { fieldErrors: errors }
      const noted = await noteContact(tx, point, { text, nextContactOn: next || null }, turn.as, turn)
      return { code: 'contacted', ids: { point: point.id, noted } }
    },
    answer: stepsAnswer,
  },
}

/** `m50 lobby provincies`. */
export const provincesLine: Reads<string> = {
  does: 'reads',
  asks: 'lobby.read',
  run: async (db, turn) => ({
    card: coverageCard(await coverageOf(db, readersOf(turn.actor), turn.today), turn.locale),
    to: 'me',
  }),
}
