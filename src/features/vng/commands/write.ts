// SPDX-License-Identifier: EUPL-1.2
// Someone reports: of their own accord, because they were asked, or once more after it was declined [F48].
import { dayOf } from '#/chat/dates.ts'
import type { FormHandler, Outcome, Reads, Reply, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { called } from '#/features/vng/cards/called.ts'
import { headlineOf } from '#/features/vng/cards/headline.ts'
import { filedCard } from '#/features/vng/cards/report.ts'
import { type BegunReport, linkedPillars, reportButton } from '#/features/vng/cards/report-form.ts'
import { committeeThen, pressedCommittee, typedCommittee } from '#/features/vng/commands/about.ts'
import { pressedReport } from '#/features/vng/commands/report.ts'
import { formOf, givenIn, kept } from '#/features/vng/commands/report-fields.ts'
import { type AskKind, openAsks } from '#/features/vng/rules/asks.ts'
import { type Committee, committeeById } from '#/features/vng/rules/committees.ts'
import type { CommitteeMeeting } from '#/features/vng/rules/meetings.ts'
import { longestReport, type Report } from '#/features/vng/rules/reports.ts'
import { readAhead } from '#/features/vng/rules/urgent.ts'
import { type About, fileReport, type GivenReport } from '#/features/vng/rules/write-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { asId, type CommitteeMeetingId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

/** Of what a form is a report, before anything is filled in. */
interface Begin {
  readonly about: Omit<About, 'committee'> & { readonly committee: Committee | null }
  readonly given: Partial<GivenReport>
  readonly intro: string
  /** What was declined or taken back before, and is said once more. */
  readonly old: Report | null
}

const askValue = (meeting: CommitteeMeetingId, kind: AskKind): string => `ask.${meeting}.${kind}`

/** "Financiën, do 12 mrt". */
const meetingName = ({ committeeName, startsAt }: CommitteeMeeting, { locale, zone }: Turn): string =>
  `${committeeName}, ${dayOf(startsAt, locale, zone)}`

const introOf = (meeting: CommitteeMeeting, turn: Turn): string =>
  vngTexts.in(turn.locale)('reportForm.of', {
    committee: called(meeting.committeeName, turn.locale),
    at: dayOf(meeting.startsAt, turn.locale, turn.zone),
  })

/** What someone was asked, while it waits for them. @throws Refusal */
async function askedIn(
  db: Db,
  turn: Turn,
  { meeting, kind, given }: Readonly<Record<'meeting' | 'kind' | 'given', string | undefined>>,
) {
  const found = (await openAsks(db, readersOf(turn.actor), turn)).find(
    one => one.kind === kind && one.meeting.id === asId<CommitteeMeetingId>(meeting),
  )
  if (!found) throw new Refusal('vng.answered', {}, given === undefined ? {} : { given })
  return found
}

/** What a button opens the form with: `new`, a committee, `ask.<meeting>.<before|after>`, or `again.<report>`. @throws Refusal */
async function beginOf(db: Db, turn: Turn, value: string, said?: string): Promise<Begin> {
  const intro = vngTexts.in(turn.locale)('reportForm.intro')
  const [what, id, kind] = value.split('.')
  if (what === 'ask' && id !== undefined) {
    const asked = await askedIn(db, turn, { meeting: id, kind, given: said })
    const committee = await committeeThen(db, turn, asked.meeting.committee, asked.meeting.startsAt)
    const about = { committee, meeting: asked.meeting.id, kind: asked.kind, isAnswer: true }
    return { about, given: {}, intro: introOf(asked.meeting, turn), old: null }
  }
  if (what === 'again' && id !== undefined) {
    const report = await pressedReport(db, turn, id)
    if (report.author === null || !readersOf(turn.actor).includes(report.author)) throw new Refusal('chat.absent')
    const committee = await committeeThen(db, turn, report.committee, report.createdAt)
    return {
      about: { committee, meeting: report.meeting, kind: report.kind, isAnswer: false },
      given: kept(report),
      intro,
      old: report,
    }
  }
  const committee = await pressedCommittee(db, turn, value)
  return { about: { committee, meeting: null, kind: 'any', isAnswer: false }, given: {}, intro, old: null }
}

async function beginForm(db: Db, turn: Turn, value: string): Promise<Answer> {
  const { about, given, intro } = await beginOf(db, turn, value)
  const isOfMeeting = about.meeting !== null
  const begun: BegunReport = {
    name: 'vng.report',
    kind: about.kind,
    committee: isOfMeeting ? null : { id: about.committee?.id ?? null },
    given,
    intro,
    context: value,
    reopen: value,
  }
  return { form: await formOf(db, turn, begun) }
}

/** `m50 vng meld [commissie]`. */
export const reportLine: Reads<string> = {
  does: 'reads',
  asks: 'report.write',
  async run(db, turn, typed) {
    const found = typed ? await typedCommittee(db, turn, typed, 'meld ', { coming: false }) : null
    return found && !('name' in found) ? found : beginForm(db, turn, found?.id ?? 'new')
  },
}

/** Who answers what they were asked need not think of a title. */
const titled = (fields: Fields): Fields => ({
  ...fields,
  title: fields.title?.trim() || headlineOf(fields.summary ?? ''),
})

async function file(
  tx: Tx,
  turn: Turn,
  about: Begin['about'] & { readonly committee: Committee },
  given: GivenReport,
): Promise<Outcome> {
  const filed = await fileReport(tx, turn.actor, { ...about, committee: about.committee.id }, given, turn.as, turn)
  return { code: 'filed', ids: { report: filed.id, request: filed.request } }
}

async function filedAnswer(db: Db, turn: Turn, { ids }: Outcome): Promise<Answer> {
  const report = await pressedReport(db, turn, String(ids.report))
  const knowing = new Set([report.author, turn.actor.person])
  const card = filedCard(report, await readAhead(db, report, knowing, turn.today), Number(ids.request), turn.locale)
  return { card, to: 'me', ...(report.isConfidential && { secret: true }) }
}

export const reportHandler: FormHandler = {
  open: { does: 'reads', asks: 'report.write', run: (db, turn, value) => beginForm(db, turn, value) },
  submit: {
    does: 'writes',
    asks: 'report.write',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const { about, old } = await beginOf(tx, turn, context, fields.summary)
      const committee =
        about.meeting === null ? await committeeById(tx, fields.committee ?? '', turn.today) : about.committee
      const given = await givenIn(tx, turn, about.kind === 'any' ? fields : titled(fields), committee, old)
      if ('fieldErrors' in given) return given
      if (!committee) throw new Refusal('chat.absent')
      return file(tx, turn, { ...about, committee }, given)
    },
    answer: filedAnswer,
  },
}

/** A plain direct message answers the one question that waits. */
export const reportReply: Reply = {
  async open(db, turn) {
    const asks = await openAsks(db, readersOf(turn.actor), turn)
    return asks.map(({ kind, meeting }) => ({
      subject: { kind: 'committeeAsk', id: `${meeting.id}.${kind}` },
      button: {
        ...reportButton(askValue(meeting.id, kind), turn.locale),
        label: vngTexts.in(turn.locale)(`ask.${kind}.which`, { title: meetingName(meeting, turn) }),
      },
    }))
  },
  take: ({ id }) =>
    ({
      does: 'writes',
      asks: 'report.write',
      async run(tx, turn, typed) {
        const [meeting, kind] = id.split('.')
        const asked = await askedIn(tx, turn, { meeting, kind, given: typed })
        const committee = await committeeThen(tx, turn, asked.meeting.committee, asked.meeting.startsAt)
        const { length } = [...typed]
        if (length > longestReport.summary)
          throw new Refusal('vng.replyTooLong', { length, max: longestReport.summary })
        const fields = { summary: typed, pillar: linkedPillars }
        const given = await givenIn(tx, turn, titled(fields), committee, null)
        if ('fieldErrors' in given || !committee) throw new Refusal('chat.absent')
        return file(tx, turn, { committee, meeting: asked.meeting.id, kind: asked.kind, isAnswer: true }, given)
      },
      answer: filedAnswer,
    }) satisfies Writes<string>,
}
