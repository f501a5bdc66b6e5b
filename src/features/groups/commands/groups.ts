// SPDX-License-Identifier: EUPL-1.2

import type { FormHandler, Outcome, Reads, Writes } from '#/chat/feature.ts'
import type { Fields } from '#/chat/form.ts'
import { saidFirst } from '#/chat/said-first.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db, Tx } from '#/database/db.ts'
import { chooseGroup, groupCard, groupForm, groupsCard, membersCard } from '#/features/groups/cards/groups.ts'
import {
  endGroup,
  findGroup,
  groupIn,
  groupsOf,
  groupsToLeave,
  joinGroup,
  leaveGroup,
  membersOf,
  runningGroup,
  startGroup,
  type ThemeGroup,
  themeGroup,
  themeGroups,
} from '#/features/groups/rules/groups.ts'
import { reportOf } from '#/features/groups/rules/report.ts'
import { groupTexts } from '#/features/groups/texts.ts'
import { pillarById, pillars } from '#/features/pillars/rules/pillars.ts'
import { chairedPillar } from '#/network/actor.ts'
import { may, mayEver, type Relation } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'

/** A group that runs. */
export async function show(db: Db, turn: Turn, group: ThemeGroup): Promise<Answer> {
  const { person } = turn.actor
  const own = person ? await groupsOf(db, person, turn.today) : []
  const isIn = own.some(({ id }) => id === group.id)
  const sight = {
    isIn,
    mayManage: may(turn.actor, 'group.manage', { pillar: group.pillar }),
    mayReport: may(turn.actor, 'group.report', { pillar: group.pillar, person: isIn ? person : null }),
    report: await reportOf(db, group.id),
  }
  return { card: groupCard(group, sight, turn.locale, turn.zone), to: 'me' }
}

/** `m50 themagroep [naam]`. */
export const showGroups: Reads<string> = {
  does: 'reads',
  asks: 'group.read',
  async run(db, turn, typed) {
    if (typed) return show(db, turn, await findGroup(db, turn.today, typed, true))
    const mayStart = mayEver(turn.actor, 'group.manage')
    return { card: groupsCard(await themeGroups(db, turn.today), mayStart, turn.locale), to: 'me' }
  },
}

/** `m50 themagroep leden <naam>`. */
export const showMembers: Reads<string> = {
  does: 'reads',
  asks: 'group.read',
  async run(db, turn, typed) {
    if (!typed) return { card: chooseGroup(await themeGroups(db, turn.today), 'leden', turn.locale), to: 'me' }
    const group = await findGroup(db, turn.today, typed, true)
    return { card: membersCard(group, await membersOf(db, group.id), turn.locale), to: 'me' }
  },
}

type Part = typeof joinGroup
type Among = (db: Db, turn: Turn) => Promise<readonly ThemeGroup[]>

const todays: Among = (db, turn) => themeGroups(db, turn.today)
const theirs: Among = (db, turn) => groupsToLeave(db, turn.actor.person, turn.today)

/** Joining and leaving: by a typed name or by the button on a card. */
function part(code: 'joined' | 'left', act: Part, among: Among, verb: string): Writes<string> {
  return {
    does: 'writes',
    asks: 'group.join',
    async run(tx, turn, typed) {
      const groups = await among(tx, turn)
      if (!typed) return { card: chooseGroup(groups, verb, turn.locale), to: 'me' }
      const group = groupIn(groups, typed, false)
      await act(tx, turn.actor, group, turn.as, turn.now)
      return { code, ids: { group: group.id } }
    },
    answer,
  }
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const group = await themeGroup(db, String(ids.group))
  if (!group) throw new Refusal('chat.absent')
  const text = groupTexts.in(turn.locale)(`done.${code as 'new' | 'joined' | 'left' | 'ended'}`, {
    group: group.name,
    inChannel: turn.typedInChannel ?? turn.typed,
  })
  if (code !== 'joined' && code !== 'new') return { card: { version: 1, text }, to: 'me' }
  return saidFirst(text, await show(db, turn, group))
}

export const join = part('joined', joinGroup, todays, 'doe-mee')
export const leave = part('left', leaveGroup, theirs, 'verlaat')

/** The same by the button on a card, which names a theme group by id. */
const pressed = (code: 'joined' | 'left', act: Part, among: Among): Writes<string> => ({
  does: 'writes',
  asks: 'group.join',
  async run(tx, turn, id) {
    const group = (await among(tx, turn)).find(one => one.id === id)
    if (!group) throw new Refusal('chat.absent')
    await act(tx, turn.actor, group, turn.as, turn.now)
    return { code, ids: { group: group.id } }
  },
  answer,
})

export const joinPress = pressed('joined', joinGroup, todays)
export const leavePress = pressed('left', leaveGroup, theirs)

type About = (Relation & { readonly subject: ThemeGroup | null }) | null

/** A running group by its typed name, for who may ever lead one. */
export async function managed(db: Db, typed: string, turn: Turn): Promise<About> {
  if (!mayEver(turn.actor, 'group.manage')) return null
  const group = await findGroup(db, turn.today, typed, false)
  return { subject: group, pillar: group.pillar }
}

type Of = NonNullable<Writes<string, ThemeGroup | null>['of']>

const ending = (of: Of): Writes<string, ThemeGroup | null> => ({
  does: 'writes',
  asks: 'group.manage',
  of,
  async run(tx, turn, _, group) {
    if (!group) return { card: chooseGroup(await themeGroups(tx, turn.today), 'beeindig', turn.locale), to: 'me' }
    await endGroup(tx, group, turn.as, turn)
    return { code: 'ended', ids: { group: group.id } }
  },
  answer,
})

/** `m50 themagroep beeindig <naam>`. */
export const end = ending(async (db, typed, turn) =>
  typed ? managed(db, typed, turn) : { subject: null, pillar: chairedPillar(turn.actor) },
)

export const endPress = ending(async (db, id, turn) => {
  const group = await runningGroup(db, id, turn.today)
  return group && { subject: group, pillar: group.pillar }
})

const open: Reads<string, null> = {
  does: 'reads',
  asks: 'group.manage',
  of: async (_, __, turn) => ({ subject: null, pillar: chairedPillar(turn.actor) }),
  run: async (db, turn) => ({ form: groupForm(await pillars(db, turn.today), chairedPillar(turn.actor), turn.locale) }),
}

/** `m50 themagroep nieuw`. */
export const startLine = open

export const startForm: FormHandler = {
  open,
  submit: {
    does: 'writes',
    asks: 'group.manage',
    of: async (db: Db, { fields }: { readonly fields: Fields }, turn: Turn) => ({
      subject: null,
      pillar: (await pillarById(db, turn.today, fields.pillar ?? ''))?.id ?? null,
    }),
    async run(tx: Tx, turn: Turn, { fields }: { readonly fields: Fields }) {
      const pillar = await pillarById(tx, turn.today, fields.pillar ?? '')
      if (!pillar) throw new Refusal('groups.noPillar', {}, { field: 'pillar' })
      const given = { name: fields.name ?? '', pillar: pillar.id, until: fields.until ?? '' }
      return { code: 'new', ids: { group: await startGroup(tx, given, turn.as, turn.today) } }
    },
    answer,
  },
}
