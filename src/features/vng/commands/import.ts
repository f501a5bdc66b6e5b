// SPDX-License-Identifier: EUPL-1.2
// When committees meet, taken from a calendar that the secretariat sends: a dry run first [F47].
import { z } from 'zod'
import type { FormHandler, Outcome, Submitted, Writes } from '#/chat/feature.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { fromTitles, importForm, importPlanCard } from '#/features/vng/cards/import.ts'
import { metBy, typedCommittee } from '#/features/vng/commands/about.ts'
import { meetingsLine } from '#/features/vng/commands/read.ts'
import {
  type CalendarFile,
  type CalendarMeeting,
  committeeIn,
  readCalendar,
} from '#/features/vng/rules/calendar-file.ts'
import { type Committee, committees, isComing } from '#/features/vng/rules/committees.ts'
import { applyImport, type ImportedMeeting, keepAgreed, planImport } from '#/features/vng/rules/import-meetings.ts'
import { vngTexts } from '#/features/vng/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { workingHours } from '#/network/days-off.ts'
import { dropDraft, keepDraft, readDraft } from '#/network/drafts.ts'
import type { CommitteeId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const mostMb = 1
const draft = 'vng.import'

const keptImport = z.object({
  meetings: z.array(
    z.object({
      committee: z.string().transform(id => id as CommitteeId),
      uid: z.string(),
      recurrence: z.string(),
      isRecurring: z.boolean(),
      startsAt: z.string(),
      endsAt: z.string(),
      title: z.string(),
      place: z.string().nullable(),
      about: z.string().nullable(),
      link: z.string().nullable(),
      isCancelled: z.boolean(),
    }),
  ),
  unknown: z.array(z.string()),
  skipped: z.int(),
})

/** What a file holds. @throws Refusal, at the field that it came in */
async function fileIn(turn: Turn, id: string, field?: string): Promise<CalendarFile> {
  const at = field ? { field } : {}
  const sent = await turn.readFile(id, mostMb * 1_000_000)
  if (!sent.ok) throw new Refusal(`chat.file.${sent.reason}`, { most: mostMb }, at)
  const read = await readCalendar(sent.bytes, turn.zone, turn.now)
  if (!read) throw new Refusal('vng.noCalendar', {}, at)
  return read
}

/** Keeps what was sent for [Toepassen]. `of` is the committee that all of it is of; null where the titles say. */
async function keep(tx: Tx, turn: Turn, file: CalendarFile, of: CommitteeId | null): Promise<Outcome> {
  const all = await committees(tx, turn.today, metBy(turn))
  const stands = ({ startsAt }: CalendarMeeting, committee: Committee) => {
    const day = dateIn(turn.zone, new Date(startsAt))
    return !isComing(committee, day) && (committee.endsOn === null || day < committee.endsOn)
  }
  // Of one that begins or ends, what it would have met for before or after that is left out.
  const found = file.meetings
    .map(meeting => ({ meeting, in: all.find(({ id }) => id === of) ?? committeeIn(meeting.title, all) }))
    .filter(one => one.in === null || stands(one.meeting, one.in))
    .map(one => ({ meeting: one.meeting, committee: one.in?.id ?? null }))
  const meetings = found.flatMap(({ meeting, committee }): ImportedMeeting[] =>
    committee ? [{ ...meeting, committee }] : [],
  )
  const unknown = [...new Set(found.flatMap(({ meeting, committee }) => (committee ? [] : [meeting.title])))]
  const { agreed } = await planImport(tx, meetings, await workingHours(tx, turn.zone), turn.now)
  await keepAgreed(tx, agreed)
  await keepDraft(tx, turn.actor.identity, 'form', draft, { meetings, unknown, skipped: file.skipped }, turn.now)
  return { code: 'read', ids: {} }
}

async function plannedNow(db: Db, turn: Turn) {
  const found = keptImport.safeParse(await readDraft(db, turn.actor.identity, 'form', draft))
  if (!found.success) throw new Refusal('vng.importGone')
  const { changes } = await planImport(db, found.data.meetings, await workingHours(db, turn.zone), turn.now)
  return { changes, ...found.data }
}

async function dryRun(db: Db, turn: Turn): Promise<Answer> {
  const { changes, ...file } = await plannedNow(db, turn)
  const names = new Map((await committees(db, turn.today, metBy(turn))).map(({ id, name }) => [id, name]))
  return { card: importPlanCard(changes, file, names, turn), to: 'me' }
}

interface Line {
  readonly typed: string
  readonly file: CalendarFile | null
}

/** `m50 vng importeer [commissie]`; with a file sent along, what that would change. */
export const importLine: Writes<string, undefined, Line> = {
  does: 'writes',
  asks: 'committee.manage',
  first: async (turn, _, typed) => ({
    typed,
    file: turn.act.kind === 'line' && turn.act.file ? await fileIn(turn, turn.act.file) : null,
  }),
  async run(tx, turn, { typed, file }) {
    const found = typed ? await typedCommittee(tx, turn, typed, 'importeer ') : null
    if (found && !('name' in found)) return found
    if (!file) return { form: importForm(await committees(tx, turn.today, metBy(turn)), found?.id ?? fromTitles, turn) }
    return keep(tx, turn, file, found?.id ?? null)
  },
  answer: dryRun,
}

export const importHandler: FormHandler = {
  open: {
    does: 'reads',
    asks: 'committee.manage',
    run: async (db, turn, value) => ({ form: importForm(await committees(db, turn.today, metBy(turn)), value, turn) }),
  },
  submit: {
    does: 'writes',
    asks: 'committee.manage',
    async first(turn, _, { fields }) {
      if (!fields.file) throw new Refusal('vng.noFile', {}, { field: 'file' })
      return { of: fields.committee ?? '', file: await fileIn(turn, fields.file, 'file') }
    },
    async run(tx: Tx, turn: Turn, { of, file }: { readonly of: string; readonly file: CalendarFile }) {
      const committee = (await committees(tx, turn.today, metBy(turn))).find(({ id }) => id === of)
      if (!committee && of !== fromTitles)
        return { fieldErrors: { committee: vngTexts.in(turn.locale)('wrong.committee') } }
      return keep(tx, turn, file, committee?.id ?? null)
    },
    answer: dryRun,
  } satisfies Writes<Submitted, undefined, { readonly of: string; readonly file: CalendarFile }>,
}

/** [Toepassen]. */
export const applyImportPress: Writes<string> = {
  does: 'writes',
  asks: 'committee.manage',
  async run(tx, turn) {
    const { changes } = await plannedNow(tx, turn)
    const count = await applyImport(tx, changes, turn.as, turn.now)
    await dropDraft(tx, turn.actor.identity, 'form', draft)
    return { code: 'applied', ids: { count } }
  },
  async answer(db, turn, { ids }) {
    const done = vngTexts.in(turn.locale)('import.done', { count: Number(ids.count) })
    return saidFirst(done, await meetingsLine.run(db, turn, '', undefined))
  },
}
