// SPDX-License-Identifier: EUPL-1.2
import { setTimeout as pause } from 'node:timers/promises'
import type { Profile } from '#/chat/platform.ts'
import type { Account, ReadsAlong } from '#/chat/turn.ts'
import type { Addresses } from '#/platforms/teams/addresses.ts'
import type { Connector, Member } from '#/platforms/teams/connector.ts'
import type { NamesTenant } from '#/platforms/teams/foreign.ts'
import type { Place, Speaker } from '#/platforms/teams/incoming.ts'
import { failureOf } from '#/platforms/teams/outcome.ts'
import { remember } from '#/platforms/teams/remember.ts'

/** Who speaks, and what the list of members says of them. */
export interface People {
  /** The account behind a speaker, with its own tenant [T05]. @throws when Teams does not say whose it is. */
  accountOf(speaker: Speaker, place: Place): Promise<Account>
  /** @throws when Teams does not say. Null for who is not in the conversation in which they spoke. */
  profile(account: Account): Promise<Profile | null>
  /** All who read along in a channel, asked now or (`lately`) some minutes ago. @throws when Teams does not say. */
  readers(place: ReadIn, how?: { readonly lately: boolean }): Promise<readonly ReadsAlong[]>
  /** Someone came or went: whoever reads along is asked anew, in all channels, since a team tells it in its first one. */
  changed(): void
  /** Someone is in a conversation no more: whoever speaks there under that id is looked at anew. */
  left(conversation: string, user: string): void
}

type ReadIn = Pick<Place, 'serviceUrl' | 'conversation' | 'tenant'>

interface Meeting {
  readonly place: Place
  readonly speaker: Speaker
}

/** So long it is waited until Teams may be asked who speaks or reads along, since hundreds may press at once; and for what the clock asks as well, which must not be held up. */
const longestWaitMs = 30_000
const longestProfileWaitMs = 2_000
/** Another copy hears of changes that this one does not. */
const latelyMs = 5 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000

const accountKey = ({ workspace, user }: Account): string => `${workspace} ${user}`

const userOf = ({ aadObjectId, id }: Speaker): string => aadObjectId ?? id

/** A guest of a tenant bears the address of another one in its name there. */
const isGuestName = (name: string | null | undefined): boolean => /#ext#/i.test(name ?? '')

const isGuest = ({ userPrincipalName, userRole }: Member): boolean =>
  isGuestName(userPrincipalName) || userRole === 'guest' || userRole === 'anonymous'

export interface PeopleParts {
  readonly connector: Connector
  readonly addresses: Addresses
  readonly hostTenant: string
  readonly hostName: string
  readonly namesTenant: NamesTenant
  /** Hears of an account with which the bot has no conversation any more: nothing else tells that it was closed. */
  readonly unreached: (account: Omit<Account, 'platform'>) => Promise<void>
  /** Nothing is waited for after it. */
  readonly stopping: AbortSignal
}

export function createPeople({
  connector,
  addresses,
  hostTenant,
  hostName,
  namesTenant,
  unreached,
  stopping,
}: PeopleParts): People {
  const met = new Map<string, Meeting>()
  const tenants = new Map<string, { readonly tenant: string; readonly at: number }>()
  const fresh = new Map<string, Member>()
  let changes = 0
  const lists = new Map<string, { readonly members: readonly Member[]; readonly at: number }>()

  /** Asks when it may be asked [T30]. @throws as the call does. */
  async function patiently<Answer>(call: () => Promise<Answer>, withinMs: number): Promise<Answer> {
    const deadline = performance.now() + withinMs
    for (;;) {
      try {
        return await call()
      } catch (error) {
        const { failed } = failureOf(error, 'conversation')
        if (failed.outcome !== 'limited') throw error
        const waitMs = failed.retryAfterSeconds * 1000
        if (performance.now() + waitMs > deadline) throw error
        await pause(waitMs, undefined, { signal: stopping })
      }
    }
  }

  /** In the conversation itself; where the bot need not be in it, else in the bot's own with them. */
  async function look({ place, speaker }: Meeting, withinMs = longestWaitMs): Promise<Member | null> {
    const { tenant, isAnywhere } = place
    const isOthers = isAnywhere && place.kind === 'direct'
    const found = isOthers ? null : await patiently(() => connector.member(place, speaker.id), withinMs)
    return found ?? (isAnywhere ? lookUp({ workspace: tenant, user: userOf(speaker) }) : null)
  }

  /** Someone whom this copy has not met, in the bot's own conversation with them. @throws where there is none, since that says nothing of them. */
  async function lookUp({ workspace, user }: Omit<Account, 'platform'>): Promise<Member | null> {
    const serviceUrl = await addresses.of(workspace)
    const opened = await connector.openDirect(serviceUrl, workspace, user)
    const isOutside = opened.outcome === 'refused' && (opened.reason === 'personGone' || opened.reason === 'botRemoved')
    if (isOutside) await unreached({ workspace, user })
    if (opened.outcome !== 'sent') throw new Error('an account that is not reached')
    return connector.member({ serviceUrl, tenant: workspace, conversation: opened.message }, user)
  }

  /** In a personal conversation the tenant is the person's; elsewhere people of several tenants may be together. */
  async function tenantOf(meeting: Meeting): Promise<{ tenant: string; member?: Member }> {
    const { place, speaker } = meeting
    if (place.kind === 'direct' && !place.isAnywhere) return { tenant: place.tenant }
    const key = `${place.conversation} ${speaker.id}`
    const known = tenants.get(key)
    if (known && performance.now() - known.at < dayMs) return { tenant: known.tenant }
    const member = await look(meeting)
    if (!member) throw new Error('someone who is not in the conversation')
    const tenant = member.tenantId?.toLowerCase() || place.tenant
    remember(tenants, key, { tenant, at: performance.now() })
    return { tenant, member }
  }

  /** The address that counts: what the host's list shows, guests included; of another tenant only a name in a domain that names this very tenant [T04]. */
  async function addressOf(workspace: string, { email, userPrincipalName: name }: Member): Promise<string | null> {
    if (workspace === hostTenant) return email?.trim() || (isGuestName(name) ? null : name?.trim()) || null
    if (!name || isGuestName(name)) return null
    const domain = name.split('@')[1] ?? ''
    return (await namesTenant(domain, workspace)) ? name : null
  }

  return {
    async accountOf(speaker, place) {
      const { tenant, member } = await tenantOf({ speaker, place })
      if (!tenant) throw new Error('an activity without a tenant')
      const account: Account = { platform: 'teams', workspace: tenant, user: userOf(speaker) }
      remember(met, accountKey(account), { speaker, place })
      if (member) remember(fresh, accountKey(account), member)
      return account
    },

    async readers(place, { lately } = { lately: false }) {
      const { conversation, tenant } = place
      const kept = lately ? lists.get(conversation) : undefined
      const isFresh = kept !== undefined && performance.now() - kept.at < latelyMs
      const since = changes
      const ask = () => connector.members(place)
      // A delivery is waited for by nobody: it comes again.
      const members = isFresh ? kept.members : await (lately ? ask() : patiently(ask, longestWaitMs))
      // Someone may have come while the pages were read.
      if (!isFresh && since === changes) remember(lists, conversation, { members, at: performance.now() })
      const readers: ReadsAlong[] = []
      for (const member of members) {
        const workspace = member.tenantId?.toLowerCase() || tenant
        readers.push({
          account: { platform: 'teams', workspace, user: member.aadObjectId?.toLowerCase() ?? member.id },
          name: member.name?.trim() || member.id,
          email: await addressOf(workspace, member),
          isGuest: isGuest(member),
        })
      }
      return readers
    },

    changed() {
      changes += 1
      lists.clear()
    },

    left: (conversation, user) => void tenants.delete(`${conversation} ${user}`),

    async profile(account) {
      const key = accountKey(account)
      const meeting = met.get(key)
      // Whoever left the place where they were met may still be reached.
      const member =
        fresh.get(key) ?? (meeting && (await look(meeting, longestProfileWaitMs))) ?? (await lookUp(account))
      fresh.delete(key)
      if (!member) return null
      const { workspace } = account
      const email = await addressOf(workspace, member)
      return {
        name: member.name?.trim() || account.user,
        email,
        isGuest: isGuest(member),
        isBot: false,
        isDeactivated: false,
        locale: meeting?.speaker.locale ?? null,
        // The connector tells no tenant's name; a domain that names the tenant tells whose it is.
        workspaceName: workspace === hostTenant ? hostName : (email?.split('@')[1] ?? null),
      }
    },
  }
}
