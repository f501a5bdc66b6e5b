// SPDX-License-Identifier: EUPL-1.2
import type { FormHandler, Writes } from '#/chat/feature.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { officialForm, officialNamedCard } from '#/features/pillars/cards/joining.ts'
import { showPillar } from '#/features/pillars/cards/pillars.ts'
import { namedOfficial } from '#/features/pillars/commands/named-official.ts'
import { answerOfficial, lockSupport, replaceOfficial, type Support } from '#/features/pillars/rules/answer-official.ts'
import { joiner } from '#/features/pillars/rules/join.ts'
import { nameOfficial, noOfficial } from '#/features/pillars/rules/official.ts'
import { type Pillar, pillarById } from '#/features/pillars/rules/pillars.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import type { PersonId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'
import { Refusal } from '#/network/refusal.ts'

async function pillarFor(db: Db, turn: Turn, id: string): Promise<Pillar> {
  const pillar = await pillarById(db, turn.today, id)
  if (!pillar) throw new Refusal('pillars.absent')
  return pillar
}

const ofOfficial = async (db: Db, value: string) => {
  const subject = await lockSupport(db, value)
  return subject && { subject, person: subject.official.person as PersonId | null }
}

const ofExecutive = async (db: Db, value: string) => {
  const subject = await lockSupport(db, value)
  return subject && { subject, person: subject.executive }
}

/** [Ja, dat doe ik] and [Nee, dat doe ik niet], by the named official alone. */
export const answerAs = (isYes: boolean): Writes<string, Support> => ({
  does: 'writes',
  asks: 'official.answer',
  of: ofOfficial,
  async run(tx, turn, _, support) {
    await answerOfficial(tx, support, isYes, turn.as)
    return { code: 'answered', ids: { executive: support.executive, pillar: support.pillar } }
  },
  async answer(db, turn, { ids }) {
    const t = pillarTexts.in(turn.locale)
    const pillar = await pillarFor(db, turn, String(ids.pillar))
    const params = { executive: await personName(db, String(ids.executive)), pillar: pillar.name }
    return {
      card: {
        version: 1,
        text: t(isYes ? 'officialAnswered.yes' : 'officialAnswered.no', params),
        ...(isYes && { buttons: [showPillar(t('officialAnswered.show'), pillar)] }),
      },
      to: 'me',
    }
  },
})

export const officialHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'pillar.join',
    of: ofExecutive,
    async run(db, turn, value, support: Support) {
      const { municipality } = joiner(turn.actor)
      return { form: officialForm(await pillarFor(db, turn, support.pillar), value, municipality.name, turn.locale) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'pillar.join',
    of: (db, { context }) => ofExecutive(db, context),
    async run(tx, turn, { fields }, support: Support) {
      const named = await nameOfficial(tx, joiner(turn.actor), fields.official ?? '', turn.today)
      await replaceOfficial(tx, support, named, turn.as)
      return {
        code: 'named',
        ids: { pillar: support.pillar, on: support.on === 'request' ? support.request.id : support.id },
      }
    },
    async answer(db, turn, { ids }) {
      const support = await lockSupport(db, String(ids.on))
      const pillar = await pillarFor(db, turn, String(ids.pillar))
      const named = await namedOfficial(db, support?.official ?? noOfficial)
      return { card: officialNamedCard(pillar, named, turn.locale), to: 'me' }
    },
  },
}
