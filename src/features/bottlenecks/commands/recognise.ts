// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { FormHandler, Outcome, Reads, Submitted, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import {
  exampleButton,
  recogniseButton,
  showBottleneck,
  unrecogniseButton,
} from '#/features/bottlenecks/cards/bottleneck.ts'
import { exampleForm } from '#/features/bottlenecks/cards/forms.ts'
import { numberIn, pressedBottleneck, shown, typedBottleneck } from '#/features/bottlenecks/commands/read.ts'
import {
  type Bottleneck,
  demandStands,
  exampleDigest,
  lockBottlenecks,
} from '#/features/bottlenecks/rules/bottlenecks.ts'
import { exemplifyBottleneck, recognise, unrecognise } from '#/features/bottlenecks/rules/recognise.ts'
import { longest } from '#/features/bottlenecks/rules/share.ts'
import { bottleneckTexts } from '#/features/bottlenecks/texts.ts'
import { municipalityName } from '#/network/actor.ts'
import type { MunicipalityId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

function municipalityOf(turn: Turn): MunicipalityId {
  if (!turn.as.municipalityId) throw new Refusal('bottlenecks.noMunicipality')
  return turn.as.municipalityId
}

/** What is so by now, for whoever pressed: always said, also where it was so before. */
async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const bottleneck = await pressedBottleneck(db, turn, String(ids.bottleneck))
  const t = bottleneckTexts.in(turn.locale)
  const { number, municipality, recognitions } = bottleneck
  const isOwn = municipality === ids.municipality
  const others = recognitions.filter(one => one.municipality !== ids.municipality).length
  const of = { municipality: municipalityName(turn.actor, String(ids.municipality)), number, count: others }
  const next: Button[] =
    code === 'unrecognised'
      ? [recogniseButton(bottleneck, turn.locale)]
      : [exampleButton(bottleneck, turn.locale), ...(isOwn ? [] : [unrecogniseButton(bottleneck, turn.locale)])]
  const [point] = bottleneck.points
  // What it became is where its municipality is counted from then on.
  if (point && code === 'recognised') {
    const numbers = { ...of, point: point.number }
    const goOn = [
      lineButton(t('became.support', numbers), `lobby steun ${point.number}`),
      lineButton(`LP ${point.number}`, `lobby ${point.number}`),
    ]
    const text = t('became.recognised', numbers)
    return { card: { version: 1, text, buttons: [...goOn, ...next, showBottleneck(number, turn.locale)] }, to: 'me' }
  }
  const said = isOwn && code === 'recognised' ? 'own' : (code as 'recognised' | 'unrecognised' | 'exemplified')
  return {
    card: { version: 1, text: t(`done.${said}`, of), buttons: [...next, showBottleneck(number, turn.locale)] },
    to: 'me',
  }
}

async function give(tx: Tx, turn: Turn, { id }: Pick<Bottleneck, 'id'>): Promise<Outcome> {
  const municipality = municipalityOf(turn)
  const bottleneck = await recognise(tx, id, municipality, turn.as, turn.now)
  return { code: 'recognised', ids: { bottleneck, municipality } }
}

/** [Speelt bij ons ook]: given twice is given once. */
export const recognisePress: Writes<string> = {
  does: 'writes',
  asks: 'bottleneck.recognise',
  run: async (tx, turn, value) => give(tx, turn, await pressedBottleneck(tx, turn, value)),
  answer,
}

/** `m50 knelpunt herken <nr>`. */
export const recogniseLine: Writes<string> = {
  does: 'writes',
  asks: 'bottleneck.recognise',
  async run(tx, turn, typed) {
    const number = numberIn(typed)
    if (number === null) throw new Refusal('bottlenecks.which')
    return give(tx, turn, await typedBottleneck(tx, turn, number))
  },
  answer,
}

/** [Herkenning intrekken], by anyone of the same municipality. */
export const unrecognisePress: Writes<string> = {
  does: 'writes',
  asks: 'bottleneck.recognise',
  async run(tx, turn, value) {
    const bottleneck = await pressedBottleneck(tx, turn, value)
    demandStands(bottleneck)
    const { id } = bottleneck
    const municipality = municipalityOf(turn)
    await unrecognise(tx, id, municipality, turn.as, turn.now)
    return { code: 'unrecognised', ids: { bottleneck: id, municipality } }
  },
  answer,
}

const opensExample: Reads<string> = {
  does: 'reads',
  asks: 'bottleneck.recognise',
  async run(db, turn, value) {
    const bottleneck = await pressedBottleneck(db, turn, value)
    demandStands(bottleneck)
    if (bottleneck.mergedInto !== null) return shown(db, turn, bottleneck)
    const municipality = municipalityOf(turn)
    const own = bottleneck.recognitions.find(one => one.municipality === municipality)
    return { form: exampleForm(bottleneck, own?.example ?? null, own, null, turn.locale) }
  },
}

/** The bottleneck of a form, locked, so that two colleagues of one moment follow one another; where it went on in another meanwhile, that one. */
async function presentLocked(tx: Tx, turn: Turn, value: string): Promise<Bottleneck> {
  const { id } = await pressedBottleneck(tx, turn, value)
  await lockBottlenecks(tx, [id])
  const now = await pressedBottleneck(tx, turn, id)
  if (now.mergedInto === null) return now
  return presentLocked(tx, turn, (await typedBottleneck(tx, turn, now.mergedInto)).id)
}

/** [Voorbeeld toevoegen]: a municipality's own example, by which it recognises the bottleneck. */
export const exampleHandler: FormHandler = {
  open: opensExample,
  submit: {
    does: 'writes',
    asks: 'bottleneck.recognise',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const t = bottleneckTexts.in(turn.locale)
      const example = fields.example?.trim() ?? ''
      const length = [...example].length
      if (length === 0) return { fieldErrors: { example: t('empty.example') } }
      if (length > longest.example) return { fieldErrors: { example: t('tooLong', { length, max: longest.example }) } }
      const [typedId = '', begun] = context.split('.')
      const now = await presentLocked(tx, turn, typedId)
      const municipality = municipalityOf(turn)
      const own = now.recognitions.find(one => one.municipality === municipality)
      if (own?.example && own.example !== example && exampleDigest(own) !== begun) {
        const written = t('card.example', { name: own.name, example: own.example })
        return { form: exampleForm(now, example, own, written, turn.locale) }
      }
      const bottleneck = await recognise(tx, now.id, municipality, turn.as, turn.now)
      await exemplifyBottleneck(tx, bottleneck, municipality, example, turn.as, turn.now)
      return { code: 'exemplified', ids: { bottleneck, municipality } }
    },
    answer,
  },
}
