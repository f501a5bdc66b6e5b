// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { HomeSection, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { readerOf } from '#/chat/reader.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { stateLine, whoAsks } from '#/features/desk/cards/request.ts'
import { relationOf } from '#/features/desk/commands/decide.ts'
import { age } from '#/features/desk/commands/desk.ts'
import { health } from '#/features/desk/commands/health.ts'
import { lacking } from '#/features/desk/commands/lacking.ts'
import { requestFacts, type Views } from '#/features/desk/commands/views.ts'
import { firstRun, notePillarsSeen } from '#/features/desk/rules/first-run.ts'
import { undeliveredCount } from '#/features/desk/rules/undelivered.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { audit } from '#/network/audit.ts'
import { may, mayEver } from '#/network/policy.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'
import { openCount, openRequests, requestsOf } from '#/requests/load.ts'

const shown = 5
const looked = 50

/** What waits on someone to decide or answer, their own requests, and for the secretariat the first steps and the state of things. */
export const deskHome =
  (kinds: readonly AnyRequestKind[], views: Views) =>
  async (db: Db, turn: Turn): Promise<readonly HomeSection[]> => {
    const { person } = turn.actor
    if (!person) return []
    return [
      ...(mayEver(turn.actor, 'request.decide') ? [await toDecide(db, turn, kinds, views)] : []),
      ...(await ownRequests(db, turn, views)),
      ...(mayEver(turn.actor, 'channel.bind') ? await firstSteps(db, turn) : []),
      ...(mayEver(turn.actor, 'desk.read') ? [await state(db, turn)] : []),
    ]
  }

const show = (turn: Turn, number: number): Button =>
  lineButton(deskTexts.in(turn.locale)('button.show'), `verzoek ${number}`)

async function toDecide(db: Db, turn: Turn, kinds: readonly AnyRequestKind[], views: Views): Promise<HomeSection> {
  const t = deskTexts.in(turn.locale)
  const theirs = (await openRequests(db)).filter(
    request => request.state === 'open' && may(turn.actor, 'request.decide', relationOf(kinds, request)),
  )
  const facts = await Promise.all(
    theirs.slice(0, shown).map(request => requestFacts(db, views, request, readerOf(turn))),
  )
  const rest = theirs.length - facts.length
  return {
    place: 'waiting',
    items: [
      ...facts.map(f => ({
        text: t('home.request', {
          number: f.request.number,
          what: { text: f.what },
          by: { text: whoAsks(f, turn.locale) },
          age: { text: age(f.request.openedAt, turn) },
        }),
        accessory: show(turn, f.request.number),
      })),
      ...(rest > 0
        ? [{ text: t('home.more', { count: rest }), accessory: lineButton(t('home.openDesk'), 'secretariaat') }]
        : []),
    ],
  }
}

async function ownRequests(db: Db, turn: Turn, views: Views): Promise<readonly HomeSection[]> {
  const t = deskTexts.in(turn.locale)
  const reader = readerOf(turn)
  const own = turn.actor.person ? await requestsOf(db, turn.actor.person, looked) : []
  const facts = await Promise.all(own.slice(0, shown).map(request => requestFacts(db, views, request, reader)))
  return [
    {
      place: 'waiting',
      items: own
        .filter(request => request.state === 'asked')
        .map(request => ({
          text: t('home.answer', { number: request.number }),
          accessory: { does: 'open', name: 'request.answer', label: t('button.answer'), value: request.id },
        })),
    },
    {
      place: 'mine',
      title: t('home.mine'),
      items: [
        ...facts.map(f => ({
          text: t('mine.item', {
            number: f.request.number,
            what: { text: f.what },
            state: { text: stateLine(f, reader) },
          }),
          accessory: show(turn, f.request.number),
        })),
        ...(own.length > shown
          ? [{ text: t('home.mineMore'), accessory: lineButton(t('home.mineAll'), 'verzoek') }]
          : []),
      ],
    },
  ]
}

/** The first days' list: what is done is gone, and so is the list in the end [E47]. */
async function firstSteps(db: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const t = deskTexts.in(turn.locale)
  const { channel, pillars, colleague, officers } = await firstRun(db, turn.today)
  const steps: readonly (readonly [boolean, string, Button])[] = [
    [channel, t('home.channel'), lineButton(t('home.channelButton'), 'help kanaal')],
    [
      pillars,
      t('home.pillarsStep'),
      { does: 'press', name: 'desk.pillarsSeen', label: t('home.pillarsSeen'), value: 'pillars' },
    ],
    [colleague, t('home.colleague'), lineButton(t('home.officersButton'), 'rol geef')],
    [officers.known >= officers.all, t('home.officers', officers), lineButton(t('home.officersButton'), 'rol geef')],
  ]
  const left = steps.filter(([isDone]) => !isDone)
  return [
    {
      place: 'firstRun',
      title: t('home.first', { done: steps.length - left.length, all: steps.length }),
      items: left.map(([, text, accessory]) => ({ text, accessory })),
    },
  ]
}

async function state(db: Db, turn: Turn): Promise<HomeSection> {
  const t = deskTexts.in(turn.locale)
  const open = await openCount(db)
  const lost = await undeliveredCount(db)
  return {
    place: 'coming',
    title: t('home.desk'),
    items: [
      {
        text: [t('home.openCount', { count: open }), t('home.lostCount', { count: lost })].join(' · '),
        accessory: lineButton(t('home.openDesk'), 'secretariaat'),
      },
      ...(await lacking(db, turn)),
      await health(db, turn),
    ],
  }
}

/** [Ze kloppen]: the secretariat has looked at the pillars. */
export const pillarsSeen: Writes<string> = {
  does: 'writes',
  asks: 'channel.bind',
  async run(tx, turn) {
    await notePillarsSeen(tx, turn.now)
    audit(tx, { action: 'firstRun.pillars', subject: { kind: 'setting', id: 'firstRun.pillars' }, by: turn.as })
    return { code: 'seen', ids: {} }
  },
  answer: async (_, turn) => ({ card: { version: 1, text: deskTexts.in(turn.locale)('pillarsSeen') }, to: 'me' }),
}
