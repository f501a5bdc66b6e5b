// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Card } from '#/chat/card.ts'
import type { Feature, LiveSubject, NoticeKind, Reader } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Text } from '#/chat/texts.ts'
import { byline } from '#/chat/words.ts'
import type { Db } from '#/database/db.ts'
import { readMuchCard } from '#/features/desk/cards/read-much.ts'
import { closedOffCard, reminderCard, requestCard, undoneCard } from '#/features/desk/cards/request.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { questionById } from '#/features/desk/rules/questions.ts'
import { boundChannel } from '#/features/desk/rules/strangers.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { asId, type RequestId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'
import type { Request } from '#/requests/kind.ts'
import { loadRequest } from '#/requests/load.ts'
import { isOpen } from '#/requests/states.ts'

const ofRequest = z.object({ request: z.uuid() })
/** In which round it was done, by whom, and whom they acted for; a message of before this was noted has none. */
const acted = { round: z.number().nullish(), by: z.uuid().nullish(), behalf: z.uuid().nullish() }
const ofDeclined = z.object({
  request: z.uuid(),
  ...acted,
  reason: z.string().nullish(),
})
const ofUndone = z.object({
  request: z.uuid(),
  was: z.enum(['approved', 'declined']),
  ...acted,
  why: z.string().nullable(),
})
const ofQuestion = z.object({ request: z.uuid(), question: z.uuid() })
const record = { onUnclear: 'surely', recordClass: 'record' } as const

async function load(db: Db, id: string): Promise<Request | null> {
  const request = asId<RequestId>(id)
  return request && loadRequest(db, request)
}

const isOfAnother = (request: Request, round: number | null | undefined): boolean =>
  round != null && round !== request.round

async function actedBy(
  db: Db,
  { by, behalf }: { readonly by?: string | null | undefined; readonly behalf?: string | null | undefined },
  reader: Reader,
): Promise<Text> {
  return byline(by ? await personName(db, by) : '', behalf ? await personName(db, behalf) : null, reader.locale)
}

const wholeOf = ({ number }: Request): string => `verzoek ${number}`

async function drawRequest(
  db: Db,
  views: Views,
  id: string,
  reader: Reader,
): Promise<{ card: Card; version: number; whole: string } | null> {
  const request = await load(db, id)
  if (!request) return null
  const card = requestCard(await requestFacts(db, views, request, reader), reader)
  return { card, version: request.version, whole: wholeOf(request) }
}

/** An answer in the request's thread, with the request's own buttons while they last. */
async function drawAnswer(
  db: Db,
  views: Views,
  id: string,
  reader: Reader,
): Promise<{ card: Card; version: number; whole: string } | null> {
  const question = await questionById(db, id)
  const request = question && (await load(db, question.request))
  if (!request || !question.answer) return null
  const { requester, municipality, number, version } = request
  const name = municipality ? `${requester?.name ?? ''} (${municipality.name})` : (requester?.name ?? '')
  const t = deskTexts.in(reader.locale)
  const facts = await requestFacts(db, views, request, reader)
  const text = facts.isTold
    ? t('answered', { name, number, answer: question.answer })
    : t('answeredClosed', { name, number })
  const { buttons = [] } = requestCard(facts, reader)
  const show = facts.isTold ? [] : [lineButton(t('button.show'), `verzoek ${number}`)]
  return { card: { version: 1, text, buttons: [...buttons, ...show] }, version, whole: wholeOf(request) }
}

/** A reminder, with the request's own buttons while it waits; once decided, what became of it. */
async function drawReminder(
  db: Db,
  views: Views,
  id: string,
  reader: Reader,
): Promise<{ card: Card; version: number; whole: string } | null> {
  const request = await load(db, id)
  if (!request) return null
  const facts = await requestFacts(db, views, request, reader)
  return { card: reminderCard(facts, reader), version: request.version, whole: wholeOf(request) }
}

export const deskLive = (views: Views): Readonly<Record<string, LiveSubject>> => ({
  request: { table: 'requests', draw: (db, id, reader) => drawRequest(db, views, id, reader) },
  requestAnswer: { table: 'request_answers', draw: (db, id, reader) => drawAnswer(db, views, id, reader) },
  requestMoment: {
    table: 'requests',
    async draw(db, id, reader, begun) {
      const request = await load(db, id)
      if (!request) return null
      const facts = await requestFacts(db, views, request, reader)
      const card = facts.isClosedOff ? closedOffCard(facts, reader.locale) : begun.card
      return card && { card, version: request.version }
    },
  },
  requestReminder: { table: 'requests', draw: (db, id, reader) => drawReminder(db, views, id, reader) },
})

export function deskNotices(views: Views): NonNullable<Feature['notices']> {
  const fresh: NoticeKind<z.infer<typeof ofRequest>> = {
    ...record,
    isOfSubject: true,
    facts: ofRequest,
    draw: async (db, { request }, reader) => (await drawRequest(db, views, request, reader))?.card ?? null,
  }
  const declined: NoticeKind<z.infer<typeof ofDeclined>> = {
    ...record,
    facts: ofDeclined,
    async draw(db, { request: id, round, by, behalf, reason }, reader) {
      const request = await load(db, id)
      // Taken back before it went out: what is told then says nothing of it.
      if (request?.state !== 'declined' || isOfAnother(request, round)) return null
      const t = deskTexts.in(reader.locale)
      const { what } = await requestFacts(db, views, request, reader)
      return {
        version: 1,
        title: t('declined.title', { number: request.number }),
        text: [
          t('declined.text', { what: { text: what } }),
          t('declined.reason', { reason: reason ?? request.reason ?? '' }),
          t('declined.by', { by: { text: await actedBy(db, { by: by ?? request.decidedBy?.id, behalf }, reader) } }),
        ].join('\n'),
        buttons: [{ does: 'open', name: 'desk.feedback', label: t('declined.feedback'), value: 'help' }],
      }
    },
  }
  const question: NoticeKind<z.infer<typeof ofQuestion>> = {
    ...record,
    facts: ofQuestion,
    async draw(db, { question: id }, reader) {
      const q = await questionById(db, id)
      const request = q?.isOpen ? await load(db, q.request) : null
      if (!q || !request) return null
      const t = deskTexts.in(reader.locale)
      const { change } = await requestFacts(db, views, request, reader)
      return {
        version: 1,
        title: t('question.title', { number: q.number }),
        text: [t('question.text', { by: q.askedBy, question: q.question }), t('question.how')].join('\n'),
        buttons: [
          { does: 'open', name: 'request.answer', label: t('question.button'), value: q.request, style: 'primary' },
          ...(change ? [change] : []),
        ],
      }
    },
  }
  const answered: NoticeKind<z.infer<typeof ofQuestion>> = {
    ...record,
    isOfSubject: true,
    facts: ofQuestion,
    draw: async (db, { question: id }, reader) => (await drawAnswer(db, views, id, reader))?.card ?? null,
  }
  const reminder: NoticeKind<z.infer<typeof ofRequest>> = {
    onUnclear: 'surely',
    recordClass: 'message',
    facts: ofRequest,
    async draw(db, { request: id }, reader) {
      const request = await load(db, id)
      return request && isOpen(request.state) ? ((await drawReminder(db, views, id, reader))?.card ?? null) : null
    },
  }
  const undone: NoticeKind<z.infer<typeof ofUndone>> = {
    ...record,
    facts: ofUndone,
    async draw(db, { request: id, round, was, by, behalf, why }, reader) {
      const request = await load(db, id)
      // Decided again before it went out: that is told next.
      if (!request || !isOpen(request.state) || isOfAnother(request, round)) return null
      const facts = await requestFacts(db, views, request, reader)
      return undoneCard(facts, { was, by: await actedBy(db, { by, behalf }, reader), why }, reader)
    },
  }
  const dropped: NoticeKind<z.infer<typeof ofRequest>> = {
    ...record,
    facts: ofRequest,
    async draw(db, { request: id }, reader) {
      const request = await load(db, id)
      if (request?.state !== 'withdrawn') return null
      const { what } = await requestFacts(db, views, request, reader)
      const text = deskTexts.in(reader.locale)('dropped', { number: request.number, what: { text: what } })
      return { version: 1, text }
    },
  }
  const feedback: NoticeKind<{ name: string; remark: string }> = {
    onUnclear: 'surely',
    recordClass: 'message',
    // `account`: whose remark it is, so that it goes when they do.
    facts: z.object({ name: z.string(), remark: z.string(), account: z.uuid().optional() }),
    draw: async (_, { name, remark }, reader) => ({
      version: 1,
      title: deskTexts.in(reader.locale)('feedback.notice', { name }),
      text: remark
        .split('\n')
        .map(line => `> ${escapeMarkdown(line)}`)
        .join('\n'),
    }),
  }
  const secondClaim: NoticeKind<{ person: string }> = {
    onUnclear: 'surely',
    recordClass: 'message',
    facts: z.object({ person: z.uuid() }),
    draw: async (db, { person }, reader) => ({
      version: 1,
      text: deskTexts.in(reader.locale)('secondClaim', { name: await personName(db, person) }),
    }),
  }
  const readMuch: NoticeKind<{ person: string }> = {
    ...record,
    facts: z.object({ person: z.uuid() }),
    async draw(db, { person }, reader) {
      const name = await personName(db, person)
      return name === '' ? null : readMuchCard(name, reader.locale)
    },
  }
  const strangers: NoticeKind<{ channel: string }> = {
    onUnclear: 'surely',
    recordClass: 'message',
    facts: z.object({ channel: z.uuid() }),
    async draw(db, { channel: id }, reader) {
      const channel = await boundChannel(db, id)
      if (!channel) return null
      const params = { channel: channel.name, typed: reader.typed }
      return { version: 1, text: deskTexts.in(reader.locale)('channel.strangers', params) }
    },
  }
  return {
    'channel.strangers': strangers,
    'request.new': fresh,
    'request.declined': declined,
    'request.question': question,
    'request.answered': answered,
    'request.reminder': reminder,
    'request.undone': undone,
    'request.dropped': dropped,
    'desk.feedback': feedback,
    'desk.secondClaim': secondClaim,
    'desk.readMuch': readMuch,
  }
}
