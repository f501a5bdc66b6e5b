// SPDX-License-Identifier: EUPL-1.2
// Someone reports: of their own accord, because they were asked, or once more with what was asked to be changed [F48] [F49].
import { dayOf } from '#/chat/dates.ts'
import type { FormHandler, Outcome, Reads, Reply, Submitted, Writes } from '#/chat/feature.ts'
import type { Fields, Form } from '#/chat/form.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { readersOf } from '#/features/lobby/rules/sight.ts'
import { pillars } from '#/features/pillars/rules/pillars.ts'
import { called, calledInText } from '#/features/vng/cards/called.ts'
import { filedCard } from '#/features/vng/cards/report.ts'
import {
  allPillars,
  type BegunReport,
  linkedPillars,
  reportButton,
  reportForm,
  samePillars,
} from '#/features/vng/cards/report-form.ts'
import { pressedCommittee, typedCommittee } from '#/features/vng/commands/about.ts'
import { isLink } from '#/features/vng/commands/meetings.ts'
import { pressedReport, shownReport } from '#/features/vng/commands/report.ts'
import { type AskKind, openAsks } from '#/features/vng/rules/asks.ts'
import { type Committee, committeeById, committees } from '#/features/vng/rules/committees.ts'
import { type CommitteeMeeting, inputTime } from '#/features/vng/rules/meetings.ts'
import { lockedReport, longestReport, type Report, type ReportText, reportById } from '#/features/vng/rules/reports.ts'
import { type About, fileReport, type GivenReport, rewordReport } from '#/features/vng/rules/write-report.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { clockOf, momentIn } from '#/network/clock-time.ts'
import { workingHours } from '#/network/days-off.ts'
import { asId, type CommitteeMeetingId, type PillarId, type ReportId } from '#/network/ids.ts'
import type { Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { networkName } from '#/network/setting.ts'
import { answer as answerQuestion } from '#/requests/decide.ts'

type Wrong = { readonly fieldErrors: Readonly<Record<string, string>> }

/** Of what a form is a report, before anything is filled in. */
interface Begin {
  readonly about: Omit<About, 'committee'> & { readonly committee: Committee | null }
  readonly given: Partial<GivenReport>
  readonly intro: string
}

const askValue = (meeting: CommitteeMeetingId, kind: AskKind): string => `ask.${meeting}.${kind}`

/** What a meeting's report is called where nobody says otherwise: "Financiën, do 12 mrt". */
const usualTitle = ({ committeeName, startsAt }: CommitteeMeeting, { locale, zone }: Turn): string =>
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
  const found = (await openAsks(db, turn.actor.person, turn)).find(
    one => one.kind === kind && one.meeting.id === asId<CommitteeMeetingId>(meeting),
  )
  if (!found) throw new Refusal('vng.answered', {}, given === undefined ? {} : { given })
  return found
}

const kept = ({ pillars: of, ...report }: Report): Partial<GivenReport> => ({
  ...report,
  pillars: of.map(({ id }) => id),
})

/** What a button opens the form with: `new`, a committee, `ask.<meeting>.<before|after>`, or `again.<report>`. @throws Refusal */
async function beginOf(db: Db, turn: Turn, value: string, said?: string): Promise<Begin> {
  const intro = vngTexts.in(turn.locale)('reportForm.intro')
  const [what, id, kind] = value.split('.')
  if (what === 'ask' && id !== undefined) {
    const asked = await askedIn(db, turn, { meeting: id, kind, given: said })
    const committee = await committeeById(db, asked.meeting.committee, turn.today)
    const about = { committee, meeting: asked.meeting.id, kind: asked.kind }
    return { about, given: { title: usualTitle(asked.meeting, turn) }, intro: introOf(asked.meeting, turn) }
  }
  if (what === 'again' && id !== undefined) {
    const report = await pressedReport(db, turn, id)
    if (report.author === null || !readersOf(turn.actor).includes(report.author)) throw new Refusal('chat.absent')
    const committee = await committeeById(db, report.committee, turn.today)
    return { about: { committee, meeting: report.meeting, kind: report.kind }, given: kept(report), intro }
  }
  return { about: { committee: await pressedCommittee(db, turn, value), meeting: null, kind: 'any' }, given: {}, intro }
}

async function formOf(db: Db, turn: Turn, begun: BegunReport): Promise<Form> {
  const choices = {
    committees: await committees(db, turn.today),
    pillars: await pillars(db, turn.today),
    network: await networkName(db),
  }
  return reportForm(begun, choices, turn.locale, turn.zone)
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
    const found = typed ? await typedCommittee(db, turn, typed, 'meld ') : null
    return found && !('name' in found) ? found : beginForm(db, turn, found?.id ?? 'new')
  },
}

/** For which pillars it is. */
async function pillarsIn(
  db: Db,
  turn: Turn,
  value: string,
  committee: Committee,
  old: Report | null,
): Promise<readonly PillarId[]> {
  const all = (await pillars(db, turn.today)).map(({ id }) => id)
  const linked = committee.pillars.map(({ id }) => id)
  if (value === samePillars && old) return old.pillars.map(({ id }) => id)
  if (value === allPillars) return all
  // A committee that matters to none in particular matters to all.
  if (value === linkedPillars) return linked.length > 0 ? linked : all
  return all.filter(id => id === value)
}

/** What was filled in, or what is wrong with it. */
async function givenIn(
  db: Db,
  turn: Turn,
  fields: Fields,
  committee: Committee | null,
  old: Report | null,
): Promise<GivenReport | Wrong> {
  const t = vngTexts.in(turn.locale)
  const text = (name: ReportText) => fields[name]?.trim() ?? ''
  const long = Object.assign(
    {},
    ...(Object.keys(longestReport) as ReportText[]).map(name => {
      const { length } = [...text(name)]
      return length > longestReport[name] ? { [name]: t('tooLong', { length, max: longestReport[name] }) } : {}
    }),
  )
  const day = fields.inputUntil ?? ''
  const isKept = old?.inputUntil != null && day === clockOf(old.inputUntil, turn.zone).day
  const inputUntil = day ? momentIn(day, inputTime, turn.zone) : null
  const of = committee ? await pillarsIn(db, turn, fields.pillar ?? '', committee, old) : []
  const errors = {
    ...(!committee && { committee: t('wrong.committee') }),
    ...(!text('title') && { title: t('wrong.title') }),
    ...(!text('summary') && { summary: t('wrong.summary') }),
    ...long,
    ...(text('link') && !isLink(text('link')) && { link: t('wrong.link') }),
    ...(day && (!inputUntil || (inputUntil <= turn.now && !isKept)) && { inputUntil: t('wrong.until') }),
    ...(committee && of.length === 0 && { pillar: t('wrong.pillar') }),
  }
  if (Object.keys(errors).length > 0) return { fieldErrors: errors }
  return {
    title: text('title'),
    summary: text('summary'),
    decisions: text('decisions') || null,
    opportunities: text('opportunities') || null,
    action: text('action') || null,
    link: text('link') || null,
    isConfidential: fields.confidential === 'on',
    urgency: fields.urgency === 'urgent' ? 'urgent' : 'normal',
    inputUntil,
    pillars: of,
  }
}

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
  const card = filedCard(report, Number(ids.request), turn.locale)
  return { card, to: 'me', ...(report.isConfidential && { secret: true }) }
}

export const reportHandler: FormHandler = {
  open: { does: 'reads', asks: 'report.write', run: (db, turn, value) => beginForm(db, turn, value) },
  submit: {
    does: 'writes',
    asks: 'report.write',
    async run(tx: Tx, turn: Turn, { context, fields }: Submitted) {
      const { about } = await beginOf(tx, turn, context, fields.summary)
      const committee =
        about.meeting === null ? await committeeById(tx, fields.committee ?? '', turn.today) : about.committee
      const given = await givenIn(tx, turn, fields, committee, null)
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
    const asks = await openAsks(db, turn.actor.person, turn)
    return asks.map(({ kind, meeting }) => ({
      subject: { kind: 'committeeAsk', id: `${meeting.id}.${kind}` },
      button: {
        ...reportButton(askValue(meeting.id, kind), turn.locale),
        label: vngTexts.in(turn.locale)(`ask.${kind}.which`, { title: usualTitle(meeting, turn) }),
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
        const committee = await committeeById(tx, asked.meeting.committee, turn.today)
        const { length } = [...typed]
        if (length > longestReport.summary)
          throw new Refusal('vng.replyTooLong', { length, max: longestReport.summary })
        const fields = { title: usualTitle(asked.meeting, turn), summary: typed, pillar: linkedPillars }
        const given = await givenIn(tx, turn, fields, committee, null)
        if ('fieldErrors' in given || !committee) throw new Refusal('chat.absent')
        return file(tx, turn, { committee, meeting: asked.meeting.id, kind: asked.kind }, given)
      },
      answer: filedAnswer,
    }) satisfies Writes<string>,
}

const ofReport =
  (read: typeof reportById) =>
  async (db: Db, value: string, turn: Turn): Promise<(Relation & { readonly subject: Report }) | null> => {
    const id = asId<ReportId>(value)
    const report = id && (await read(db, id, readersOf(turn.actor), turn.today))
    return report ? { subject: report, person: report.author } : null
  }

/** [Aanpassen]: the text comes back in the form, and lies before the secretariat with what was changed [F49]. */
export const editHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'report.edit',
    of: ofReport(reportById),
    async run(db: Db, turn: Turn, _: string, report: Report) {
      if (report.state !== 'proposed') return shownReport(db, turn, report)
      const begun: BegunReport = {
        name: 'vng.edit',
        kind: report.kind,
        committee: null,
        given: kept(report),
        intro: vngTexts.in(turn.locale)('reportForm.edit', {
          number: report.number,
          committee: calledInText(report.committeeName, turn.locale),
        }),
        context: report.id,
        reopen: report.id,
      }
      return { form: await formOf(db, turn, begun) }
    },
  },
  submit: {
    does: 'writes',
    asks: 'report.edit',
    of: (db: Db, { context }: Submitted, turn: Turn) => ofReport(lockedReport)(db, context, turn),
    async run(tx: Tx, turn: Turn, { fields }: Submitted, report: Report) {
      const committee = await committeeById(tx, report.committee, turn.today)
      const given = await givenIn(tx, turn, fields, committee, report)
      if ('fieldErrors' in given) return given
      const request = await rewordReport(tx, report, given, turn.as, turn.now)
      if (request.state === 'asked') {
        const said = fields.remark?.trim().slice(0, 500) || vngTexts.in(turn.locale)('reportForm.changed')
        const hours = await workingHours(tx, turn.zone)
        await answerQuestion(tx, request, turn.as, said, { now: turn.now, today: turn.today, hours })
      }
      return { code: 'edited', ids: { report: report.id, request: request.number } }
    },
    async answer(db, turn, { ids }) {
      const report = await pressedReport(db, turn, String(ids.report))
      const card = filedCard(report, Number(ids.request), turn.locale)
      const said = vngTexts.in(turn.locale)('done.edited', { request: Number(ids.request) })
      return { card: { ...card, text: said }, to: 'me', ...(report.isConfidential && { secret: true }) }
    },
  },
}
