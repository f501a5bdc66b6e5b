// SPDX-License-Identifier: EUPL-1.2

import type { Card } from '#/chat/card.ts'
import type { Reads } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { pageIn, pageSize } from '#/chat/page.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Text } from '#/chat/texts.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { readHold } from '#/database/hold.ts'
import { claimedLine, decidedLine, type RequestFacts, whoAsks } from '#/features/desk/cards/request.ts'
import { deliveryButtons, missedText } from '#/features/desk/cards/undelivered.ts'
import { undoButton } from '#/features/desk/commands/decide.ts'
import { lacking } from '#/features/desk/commands/lacking.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { hasChannel } from '#/features/desk/rules/channel.ts'
import { undelivered, undeliveredCount } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { dateIn } from '#/network/calendar.ts'
import { workingHours } from '#/network/days-off.ts'
import { networkName } from '#/network/setting.ts'
import { undoMs as justMs } from '#/requests/decide.ts'
import { type AnyRequestKind, isFinal, type Request } from '#/requests/kind.ts'
import { decidedSince, openCount, openRequests } from '#/requests/load.ts'
import { isOverdue } from '#/requests/remind.ts'

type Items = NonNullable<Card['items']>

const dayMs = 24 * 60 * 60 * 1000
/** What was decided a moment ago stands before all else, so no more of it. */
const mostDecided = 5

/** How long something waits, in the words of a list. */
export function age(createdAt: Date, turn: Turn): Text {
  const t = deskTexts.in(turn.locale)
  const days = Math.floor((turn.now.getTime() - createdAt.getTime()) / dayMs)
  return days < 1 ? t('desk.today') : t('desk.age', { count: days })
}

/** What was decided a moment ago: whoever did so can take it back here, anybody else can reopen it with a reason. */
async function justDecided(db: Db, kinds: readonly AnyRequestKind[], views: Views, request: Request, turn: Turn) {
  const t = deskTexts.in(turn.locale)
  const reader = readerOf(turn)
  const facts = await requestFacts(db, views, request, reader)
  const stays = request.state === 'approved' && isFinal(kinds, request)
  const isTheirs = request.decidedBy?.id === turn.actor.person
  return {
    text: t('desk.decided', {
      number: request.number,
      what: { text: facts.what },
      state: { text: decidedLine(facts, reader) },
    }),
    accessory: stays
      ? lineButton(t('button.show'), `verzoek ${request.number}`)
      : isTheirs
        ? undoButton(request.id, turn.locale)
        : { does: 'open' as const, name: 'request.reopen', label: t('button.reopen'), value: request.id },
  }
}

/** One that waits: what, by whom, since when, and how it stands. */
function waiting(facts: RequestFacts, isLate: boolean, turn: Turn): Items[number] {
  const t = deskTexts.in(turn.locale)
  const { request, what } = facts
  return {
    text: [
      t('desk.item', {
        number: request.number,
        what: { text: what },
        by: { text: whoAsks(facts, turn.locale) },
        age: { text: age(request.openedAt, turn) },
      }),
      ...(isLate ? [`**${t('desk.overdue')}**`] : []),
      ...(request.state === 'asked' ? [t('desk.asked')] : []),
      ...(request.claimedBy ? [claimedLine(request, turn.locale)] : []),
    ].join(' · '),
    accessory: lineButton(t('button.show'), `verzoek ${request.number}`),
  }
}

/** After the database was put back. */
async function held(db: Db, turn: Turn): Promise<Items> {
  const t = deskTexts.in(turn.locale)
  const hold = await readHold(db)
  return hold ? [{ text: `**${t('held.text')}**`, accessory: lineButton(t('held.show'), 'vrijgeven') }] : []
}

/** A part of the list: how many lines it takes, and those of them that stand on a page. */
interface Part {
  readonly lines: number
  readonly items: (from: number, count: number) => Promise<Items>
}

const whole = (items: Items): Part => ({
  lines: items.length,
  items: async (from, count) => items.slice(from, from + count),
})

async function requestsPart(db: Db, views: Views, turn: Turn): Promise<Part> {
  const { off } = await workingHours(db, turn.zone)
  const isLate = (request: Request) =>
    request.state === 'open' && isOverdue(dateIn(turn.zone, request.waitsSince), turn.today, off)
  return {
    lines: await openCount(db),
    async items(from, count) {
      const requests = await openRequests(db, count, from)
      const facts = await Promise.all(requests.map(request => requestFacts(db, views, request, readerOf(turn))))
      return facts.map(one => waiting(one, isLate(one.request), turn))
    },
  }
}

/** Each message that was lost has two lines, for its two buttons. */
async function lostPart(db: Db, turn: Turn): Promise<Part & { readonly count: number }> {
  const t = deskTexts.in(turn.locale)
  const count = await undeliveredCount(db)
  return {
    count,
    lines: 2 * count,
    async items(from, lines) {
      const network = await networkName(db)
      return (await undelivered(db, lines / 2, from / 2)).flatMap(one => {
        const [again, arrived] = deliveryButtons(one, turn.locale)
        return [
          { text: missedText(one, network, turn.locale, turn.zone), accessory: again },
          { text: t('desk.orElse'), accessory: arrived },
        ]
      })
    },
  }
}

/** `m50 secretariaat [blad]`: what was just decided, what waits, oldest first, what is missing, and what was not delivered, with its reason and a text to forward. */
export const showDesk = (kinds: readonly AnyRequestKind[], views: Views): Reads<string> => ({
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn, typed) {
    const t = deskTexts.in(turn.locale)
    const decided = await decidedSince(db, new Date(turn.now.getTime() - justMs), mostDecided)
    const requests = await requestsPart(db, views, turn)
    const lost = await lostPart(db, turn)
    const parts = [
      whole(await held(db, turn)),
      whole(await Promise.all(decided.map(request => justDecided(db, kinds, views, request, turn)))),
      requests,
      whole(await lacking(db, turn)),
      lost,
    ]
    const { page, last, from } = pageIn(typed, starts(parts).end)
    return {
      card: {
        version: 1,
        title: t('desk.title'),
        text: [
          ...((await hasChannel(db)) ? [] : [t('desk.noChannel', { inChannel: turn.typedInChannel ?? turn.typed })]),
          requests.lines > 0 ? t('desk.open', { count: requests.lines }) : t('desk.empty'),
          ...(lost.count > 0 ? [t('desk.undelivered', { count: lost.count })] : []),
          ...(last > 1 ? [t('page.of', { page, last })] : []),
        ].join('\n'),
        items: await onPage(parts, from),
        ...(page < last && { buttons: [lineButton(t('page.next'), `secretariaat ${page + 1}`)] }),
      },
      to: 'me',
    }
  },
})

/** At which line each part starts, an even one, so that no message that was lost is cut in two; and where all ends. */
function starts(parts: readonly Part[]): { readonly at: readonly number[]; readonly end: number } {
  const at: number[] = []
  let end = 0
  for (const { lines } of parts) {
    at.push(end)
    end += lines + (lines % 2)
  }
  return { at, end }
}

async function onPage(parts: readonly Part[], first: number): Promise<Items> {
  const { at } = starts(parts)
  const items = await Promise.all(
    parts.map(({ lines, items }, i) => {
      const from = Math.max(0, first - (at[i] ?? 0))
      const count = Math.min(lines, first + pageSize - (at[i] ?? 0)) - from
      return count > 0 ? items(from, count) : []
    }),
  )
  return items.flat()
}
