// SPDX-License-Identifier: EUPL-1.2
import type { TurnPoint } from '#/chat/points.ts'
import type { RouterParts } from '#/chat/router-parts.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Account, Incoming, Turn } from '#/chat/turn.ts'
import { noMark, statement } from '#/database/db.ts'
import { dateIn } from '#/network/calendar.ts'
import { identify } from '#/network/identify.ts'
import { type Known, loadActor } from '#/network/load-actor.ts'
import { Refusal } from '#/network/refusal.ts'

const dayMs = 24 * 60 * 60 * 1000

const touchActivity = statement(
  'identity_active',
  'update identities set active_at = $2::timestamptz, unreached_at = null where id = $1::uuid',
)

export interface Speakers {
  /** Who speaks, for what only reads. An account that is new, or whose profile is older than a day, is asked after first. @throws Refusal when nobody can say who it is. */
  turnFor(incoming: Incoming): Promise<Turn>
  /** The turn of someone whom a writing turn's own first statement brought. */
  turnOf(incoming: Incoming, known: Known): Turn
  isFresh(known: Known | null, now: Date): known is Known
  /** Whether the account was ever seen, without asking after it. */
  isKnown(incoming: Incoming): Promise<boolean>
  /** Asks the platform who an account is and notes it, outside any other transaction. */
  learn(who: Pick<Incoming, 'account' | 'now'>): Promise<void>
  /** Resolves once it is noted that this one was active here, where that is news: what is said to them from their answer on goes where they spoke last [F04]. */
  isNoted(account: Account): Promise<void>
  /** The language that this one reads. */
  localeFor(incoming: Incoming): Promise<Locale>
  /** The same, where it is known by now. */
  localeRead(account: Account): Locale | undefined
}

/** Knows who speaks: by their account, and by what its platform says of it at most once a day. */
export function createSpeakers(parts: RouterParts): Speakers {
  const { database, zone } = parts
  const mark = (point: TurnPoint) => (parts.mark ?? noMark)(point)

  /** In which language each one who is being answered reads. */
  const reads = new WeakMap<Account, Locale>()

  function turnOf(incoming: Incoming, known: Known): Turn {
    const locale = known.actor.locale ?? parts.defaultLocale
    reads.set(incoming.account, locale)
    return {
      ...incoming,
      actor: known.actor,
      as: {
        personId: known.actor.person,
        role: 'member',
        municipalityId: known.actor.municipality?.id ?? null,
        app: incoming.account.platform,
      },
      locale,
      zone,
      today: dateIn(zone, incoming.now),
      links: parts.links,
      vault: parts.vault,
    }
  }

  const isFresh = (known: Known | null, now: Date): known is Known =>
    known?.checkedAt != null && now.getTime() - known.checkedAt.getTime() < dayMs

  async function ask(incoming: Pick<Incoming, 'account' | 'now'>, isKnown: boolean): Promise<void> {
    await mark('turn.beforeProfile')
    const profile = await parts.profile(incoming.account).catch(() => null)
    await mark('turn.afterProfile')
    if (!profile) {
      if (isKnown) return
      throw new Refusal('chat.profile')
    }
    const settled = await database.turns.transaction(async tx => {
      const arrivals = await identify(tx, incoming.account, profile, {
        now: incoming.now,
        today: dateIn(zone, incoming.now),
        app: incoming.account.platform,
        secretariat: parts.secretariat,
      })
      await mark('turn.afterIdentify')
      for (const arrival of arrivals) await parts.arrived(tx, arrival, incoming.now)
      const flushed = await parts.flush(tx, incoming.now, null)
      await mark('turn.beforeLearned')
      return flushed
    })
    await mark('turn.afterLearned')
    settled()
  }

  /** Who speaks, for what only reads. */
  async function turnFor(incoming: Incoming): Promise<Turn> {
    const today = dateIn(zone, incoming.now)
    let known = await loadActor(database.turns, incoming.account, today)
    if (!isFresh(known, incoming.now)) {
      await ask(incoming, known !== null)
      known = await loadActor(database.turns, incoming.account, today)
    }
    if (!known) throw new Refusal('chat.profile')
    noteActivity(incoming.account, known, incoming.now)
    return turnOf(incoming, known)
  }

  /** What is being noted of each one who is being answered. */
  const noted = new WeakMap<Account, Promise<void>>()

  /** Roughly when someone was last active, and where: a person with two accounts is written to there. */
  function noteActivity(account: Account, known: Known, now: Date): void {
    if (known.activeAt && !known.isNews && now.getTime() - known.activeAt.getTime() < dayMs / 24) return
    const noting = database.background.query(touchActivity, [known.actor.identity, now.toISOString()])
    noted.set(
      account,
      noting.then(
        () => {},
        () => {},
      ),
    )
  }

  const localeFor = async (incoming: Incoming): Promise<Locale> => {
    const read = reads.get(incoming.account)
    if (read) return read
    if (database.pulse.away()) return parts.defaultLocale
    const known = await loadActor(database.turns, incoming.account, dateIn(zone, incoming.now)).catch(() => null)
    return known?.actor.locale ?? parts.defaultLocale
  }

  return {
    turnFor,
    turnOf(incoming, known) {
      noteActivity(incoming.account, known, incoming.now)
      return turnOf(incoming, known)
    },
    isFresh,
    isKnown: async incoming => (await loadActor(database.turns, incoming.account, dateIn(zone, incoming.now))) !== null,
    async learn(incoming) {
      const known = await loadActor(database.turns, incoming.account, dateIn(zone, incoming.now))
      await ask(incoming, known !== null)
    },
    isNoted: async account => noted.get(account),
    localeFor,
    localeRead: account => reads.get(account),
  }
}
