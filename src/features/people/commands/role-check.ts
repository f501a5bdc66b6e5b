// SPDX-License-Identifier: EUPL-1.2
import type { Outcome, Writes } from '#/chat/feature.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { checksCard, roleAskCard } from '#/features/people/cards/role-check.ts'
import { roleOfWords } from '#/features/people/commands/roles.ts'
import {
  answerCheck,
  closeCheck,
  closedChecks,
  lockRoleAsk,
  type RoleAsk,
  remindCheck,
  roleAsk,
  roleChecks,
  startCheck,
} from '#/features/people/rules/role-check.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { asId } from '#/network/ids.ts'
import { Refusal } from '#/network/refusal.ts'

const overview = async (db: Db, turn: Turn, said?: string): Promise<Answer> => {
  const [running, closed] = await Promise.all([roleChecks(db, turn.today), closedChecks(db, turn.today)])
  const card = checksCard(running, closed, turn.locale, turn.zone)
  return { card: { ...card, ...(said && { text: said }) }, to: 'me' }
}

const answer = (db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> => {
  const t = peopleTexts.in(turn.locale)
  const count = Number(ids.count ?? 0)
  const said = {
    started: t('check.started', { count }),
    reminded: t('check.reminded', { count }),
    closed: t('check.closed'),
  }
  return overview(db, turn, said[code as keyof typeof said])
}

/** `m50 rol controle [rol]`: asks all who hold that role; without one, the rounds that run and what came of the last ones. */
export const checkLine: Writes<string> = {
  does: 'writes',
  asks: 'role.check',
  async run(tx, turn, typed) {
    if (!typed) return overview(tx, turn)
    const { asked } = await startCheck(tx, roleOfWords(typed) ?? '', turn.as, turn)
    return { code: 'started', ids: { count: asked } }
  },
  answer,
}

/** A round that runs. */
const running = async (db: Db, value: string, turn: Turn): Promise<{ readonly subject: string } | null> => {
  const check = asId<string>(value)
  return check && (await roleChecks(db, turn.today)).some(({ id }) => id === check) ? { subject: check } : null
}

/** [Herinneren]: those of a round who have not answered. */
export const remindPress: Writes<string, string> = {
  does: 'writes',
  asks: 'role.check',
  of: running,
  run: async (tx, turn, _, check) => ({
    code: 'reminded',
    ids: { count: await remindCheck(tx, check, turn.as, turn) },
  }),
  answer,
}

/** [Afronden]. */
export const closePress: Writes<string, string> = {
  does: 'writes',
  asks: 'role.check',
  of: running,
  async run(tx, turn, _, check) {
    await closeCheck(tx, check, turn.as, turn.now)
    return { code: 'closed', ids: {} }
  },
  answer,
}

/** [Klopt nog] and [Klopt niet meer]. */
export const answerAs = (said: 'yes' | 'no'): Writes<string, RoleAsk> => ({
  does: 'writes',
  asks: 'role.answer',
  async of(db, value, turn) {
    const subject = await lockRoleAsk(db, value, turn.today)
    return subject && { subject, person: subject.person }
  },
  async run(tx, turn, _, asked) {
    const isSecretariat = turn.actor.roles.some(role => role.kind === 'secretariat')
    await answerCheck(tx, asked, said, isSecretariat, turn.as, turn)
    return { code: said, ids: { ask: asked.id } }
  },
  async answer(db, turn, { ids }) {
    const asked = await roleAsk(db, String(ids.ask), turn.today)
    if (!asked) throw new Refusal('chat.absent')
    return { card: roleAskCard(asked, turn.locale), to: 'me' }
  },
})
