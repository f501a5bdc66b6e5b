// SPDX-License-Identifier: EUPL-1.2
// [Geef inbreng], and what was brought in [F55].
import { momentOf } from '#/chat/dates.ts'
import type { FormHandler, Reads, Submitted } from '#/chat/feature.ts'
import type { Text } from '#/chat/texts.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { called } from '#/features/vng/cards/called.ts'
import { committeeButton } from '#/features/vng/cards/committee.ts'
import { inputButton, inputForm, inputsCard, inputValue } from '#/features/vng/cards/input.ts'
import { showReport, titleOf } from '#/features/vng/cards/report.ts'
import { giveInput, type InputAbout, inputsOf, longestInput, ownInput } from '#/features/vng/rules/inputs.ts'
import { committeeMeeting } from '#/features/vng/rules/meetings.ts'
import { reportById, takesInput } from '#/features/vng/rules/reports.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { asId, type CommitteeId, type CommitteeMeetingId, type MunicipalityId, type ReportId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** What input is given to, as its reader may know it. */
interface Topic {
  readonly about: InputAbout
  readonly title: Text
  readonly committee: CommitteeId
  readonly number: number | null
  readonly until: Date | null
  readonly isOpen: boolean
}

async function topicOf(db: Db, turn: Turn, value: string): Promise<Topic | null> {
  const [kind, id] = value.split('.')
  if (kind === 'meeting') {
    const meeting = await asked(db, id)
    if (!meeting || meeting.cancelledAt) return null
    const title = vngTexts.in(turn.locale)('input.meeting', {
      committee: called(meeting.committeeName, turn.locale),
      at: momentOf(meeting.startsAt, turn.locale, turn.zone),
    })
    const { committee, inputUntil: until } = meeting
    return { about: { kind, id: meeting.id }, title, committee, number: null, until, isOpen: until > turn.now }
  }
  const report = kind === 'report' ? await pressed(db, turn, id) : null
  if (!report) return null
  const { committee, number, inputUntil: until } = report
  const title = titleOf(report, turn.locale)
  return {
    about: { kind: 'report', id: report.id },
    title,
    committee,
    number,
    until,
    isOpen: takesInput(report, turn.now),
  }
}

const asked = async (db: Db, value: string | undefined) => {
  const id = asId<CommitteeMeetingId>(value)
  return id && committeeMeeting(db, id)
}

const pressed = async (db: Db, turn: Turn, value: string | undefined) => {
  const id = asId<ReportId>(value)
  return id && reportById(db, id, readersOf(turn.actor), turn.today)
}

/** @throws Refusal */
async function demandTopic(db: Db, turn: Turn, value: string): Promise<Topic> {
  const topic = await topicOf(db, turn, value)
  if (!topic) throw new Refusal('chat.absent')
  return topic
}

/** @throws Refusal where the time for it is over */
function demandOpen({ isOpen }: Topic, given?: string): void {
  if (!isOpen) throw new Refusal('vng.inputOver', {}, given === undefined ? {} : { given })
}

/** For whom it is said: what colleagues bring in is their municipality's. @throws Refusal */
function municipalityOf({ actor }: Turn): MunicipalityId {
  if (!actor.municipality) throw new Refusal('vng.noMunicipality')
  return actor.municipality.id
}

export const inputHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'report.input',
    async run(db, turn, value) {
      const topic = await demandTopic(db, turn, value)
      demandOpen(topic)
      municipalityOf(turn)
      return {
        form: inputForm(topic.about, topic.title, await ownInput(db, topic.about, turn.actor.person), turn.locale),
      }
    },
  },
  submit: {
    does: 'writes',
    asks: 'report.input',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const topic = await demandTopic(tx, turn, context)
      demandOpen(topic, fields.summary)
      const municipality = municipalityOf(turn)
      const t = vngTexts.in(turn.locale)
      const text = fields.summary?.trim() ?? ''
      const { length } = [...text]
      if (length === 0) return { fieldErrors: { summary: t('wrong.input') } }
      if (length > longestInput) return { fieldErrors: { summary: t('tooLong', { length, max: longestInput }) } }
      await giveInput(tx, topic.about, municipality, text, turn.as, turn.now)
      return { code: 'inputGiven', ids: { about: inputValue(topic.about) } }
    },
    async answer(db, turn, { ids }) {
      const topic = await demandTopic(db, turn, String(ids.about))
      const t = vngTexts.in(turn.locale)
      const at = topic.until ? momentOf(topic.until, turn.locale, turn.zone) : ''
      return {
        card: {
          version: 1,
          text: t('done.inputGiven', { at }),
          buttons: [{ ...inputButton(topic.about, turn.locale), label: t('button.changeInput') }, leadsTo(topic, turn)],
        },
        to: 'me',
      }
    },
  },
}

const leadsTo = ({ committee, number }: Topic, { locale }: Turn) =>
  number === null ? committeeButton(committee, vngTexts.in(locale)('button.committee')) : showReport(number, locale)

/** [Alle inbreng]: whoever sits there, whoever reported and the secretariat read all of it, others what they said themselves. */
export const inputsPress: Reads<string> = {
  does: 'reads',
  asks: 'committee.read',
  async run(db, turn, value): Promise<Answer> {
    const topic = await demandTopic(db, turn, value)
    const page = Math.min(Math.max(Math.trunc(Number(value.split('.')[2])) || 0, 0), 10_000)
    const all = await inputsOf(db, topic.about, readersOf(turn.actor), turn)
    const title = vngTexts.in(turn.locale)('input.of', { title: { text: topic.title } })
    return {
      card: inputsCard(title, all, page, topic.about, leadsTo(topic, turn), turn.locale),
      to: 'me',
      secret: true,
    }
  },
}
