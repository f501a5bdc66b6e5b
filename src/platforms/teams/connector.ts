// SPDX-License-Identifier: EUPL-1.2
import type { App } from '@microsoft/teams.apps'
import { z } from 'zod'
import type { Limited, RefusedReason, Sent } from '#/chat/platform.ts'
import type { Log } from '#/database/log.ts'
import { threadMark } from '#/platforms/teams/incoming.ts'
import type { TeamsMessage } from '#/platforms/teams/message.ts'
import { failureOf, TooSoon } from '#/platforms/teams/outcome.ts'
import { remember } from '#/platforms/teams/remember.ts'
import type { Throttle } from '#/platforms/teams/throttle.ts'

/** A conversation, whose tenant's it is, and the connector that it is reached by. `conversation` names the thread as well, where there is one. */
export interface Spot {
  readonly tenant: string
  readonly serviceUrl: string
  readonly conversation: string
}

/** Someone as a conversation's list of members shows them. */
const member = z.object({
  id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  userRole: z.string().nullish(),
  tenantId: z.string().nullish(),
  aadObjectId: z.string().nullish(),
})

export type Member = z.infer<typeof member>

const paged = z.object({ members: z.array(member), continuationToken: z.string().nullish() })
/** The connector gives no more at a time. */
const membersAtOnce = 500

/** A team or channel. */
const named = z.object({ id: z.string(), name: z.string().nullish() })

/** The names of the calls that limits are kept by. */
export const methods = {
  post: 'activities.create',
  update: 'activities.update',
  direct: 'conversations.create',
  find: 'none',
  typing: 'activities.typing',
  member: 'members.get',
  members: 'members.list',
  names: 'teams.get',
} as const

/** The calls that the bot makes, each once, and none before Teams allows it. None throws but those that ask who is there. */
export interface Connector {
  post(at: Spot, message: TeamsMessage): Promise<Sent>
  update(at: Spot, id: string, message: TeamsMessage): Promise<Sent>
  /** The bot's own conversation with someone, made where there is none; safe to ask again. */
  openDirect(serviceUrl: string, tenant: string, user: string): Promise<Sent>
  typing(at: Spot): Promise<void>
  /** Null for who is not there. @throws when the connector does not say, or may not be asked yet. */
  member(at: Spot, user: string): Promise<Member | null>
  /** All who are there. @throws when the connector does not say, or may not be asked yet. */
  members(at: Spot): Promise<readonly Member[]>
  /** A channel's name: the first one of a team has none, and is called as the team. Null where the connector does not say. */
  channelName(at: Spot, team: string): Promise<string | null>
}

/** What the package wants of an activity is what it gives back: its own types know no other cards than those it draws itself. */
type Params = Parameters<App['api']['conversations']['createActivity']>[1]
const paramsOf = (activity: object): Params => activity as Params

/** The connector has one word for what is not there, whatever was asked. */
const meaning = (sent: Sent, reasons: Partial<Record<RefusedReason, RefusedReason>>): Sent =>
  sent.outcome === 'refused' ? { ...sent, reason: reasons[sent.reason] ?? sent.reason } : sent

export interface ConnectorParts {
  readonly app: App
  readonly throttle: Throttle
  /** Hears what the connector itself refuses for now, also where an answer met it. */
  readonly limited: (limit: Limited) => void
  readonly log: Log
}

export function createConnector({ app, throttle, limited, log }: ConnectorParts): Connector {
  const apis = new Map<string, App['api']>()
  /** Made once an address: each makes an HTTP client of its own, which costs more than a call. */
  function api(serviceUrl: string): App['api'] {
    const known = apis.get(serviceUrl)
    if (known) return known
    const made = app.api.clone({ serviceUrl })
    remember(apis, serviceUrl, made)
    return made
  }
  const at = (serviceUrl: string) => api(serviceUrl).conversations

  /** `at`: a tenant, and the conversation in it where the call is counted by that too. */
  async function sending(
    method: string,
    { tenant, conversation }: { readonly tenant: string; readonly conversation?: string },
    call: () => Promise<string>,
  ): Promise<Sent> {
    const scope = conversation === undefined ? 'method' : 'conversation'
    // A thread is counted with its channel.
    const [room] = conversation?.split(threadMark) ?? []
    const wait = throttle.take(tenant, room)
    if (wait > 0) return { outcome: 'limited', retryAfterSeconds: wait, scope }
    try {
      const message = await call()
      return message ? { outcome: 'sent', message } : { outcome: 'unclear' }
    } catch (error) {
      const { failed, word } = failureOf(error, scope)
      log.warn({ method, ...failed, word }, 'a call to Teams failed')
      if (failed.outcome === 'limited') {
        const seconds = failed.retryAfterSeconds
        throttle.heard(seconds, tenant, room)
        limited({ workspace: tenant, method, conversation: room, seconds })
      }
      return failed
    }
  }

  /** Asks something of a conversation, of what it holds. @throws what the call does, and where it would come too soon. */
  async function looking<Answer>(
    method: string,
    { tenant, conversation }: { readonly tenant: string; readonly conversation: string },
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const wait = throttle.take(tenant, conversation, 'looking')
    if (wait > 0) throw new TooSoon(wait)
    try {
      return await call()
    } catch (error) {
      const { failed, word } = failureOf(error, 'conversation')
      log.warn({ method, outcome: failed.outcome, word }, 'a call to Teams failed')
      if (failed.outcome === 'limited') throttle.heard(failed.retryAfterSeconds, tenant, conversation, 'looking')
      throw error
    }
  }

  return {
    post: (spot, message) =>
      sending(methods.post, spot, async () => {
        const { serviceUrl, conversation } = spot
        const created = await at(serviceUrl).createActivity(conversation, paramsOf(message))
        return created.id
      }),
    update: (spot, id, message) =>
      sending(methods.update, spot, async () => {
        const { serviceUrl, conversation } = spot
        await at(serviceUrl).updateActivity(conversation, id, paramsOf({ ...message, id }))
        return id
      }).then(sent => meaning(sent, { channelGone: 'messageGone' })),
    openDirect: (serviceUrl, tenant, user) =>
      sending(methods.direct, { tenant }, async () => {
        const opened = await at(serviceUrl).create({
          isGroup: false,
          bot: { id: `28:${app.id}`, role: 'bot' },
          members: [{ id: user, role: 'user' }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        } as Parameters<ReturnType<typeof at>['create']>[0])
        return opened.id
      }).then(sent => meaning(sent, { channelGone: 'personGone', notInChannel: 'personGone' })),
    async typing(spot) {
      await sending(methods.typing, spot, async () => {
        const { serviceUrl, conversation } = spot
        await at(serviceUrl).createActivity(conversation, paramsOf({ type: 'typing' }))
        return 'typing'
      })
    },
    async member(spot, user) {
      const { serviceUrl, conversation } = spot
      try {
        return await looking(methods.member, spot, async () =>
          member.parse(await at(serviceUrl).getMemberById(conversation, user)),
        )
      } catch (error) {
        if (failureOf(error, 'conversation').failed.outcome === 'refused') return null
        throw error
      }
    },
    async members(spot) {
      const { serviceUrl, conversation } = spot
      const all: Member[] = []
      let token: string | undefined
      do {
        const page = await looking(methods.members, spot, async () =>
          paged.parse(await at(serviceUrl).getPagedMembers(conversation, membersAtOnce, token)),
        )
        all.push(...page.members)
        token = page.continuationToken || undefined
      } while (token)
      return all
    },
    async channelName({ serviceUrl, tenant, conversation: channel }, team) {
      const { teams } = api(serviceUrl)
      const asked = looking(methods.names, { tenant, conversation: team }, async () => {
        if (channel === team) return named.parse(await teams.getById(team)).name ?? null
        const all = z.array(named).parse(await teams.getConversations(team))
        return all.find(({ id }) => id === channel)?.name ?? null
      })
      return asked.catch(() => null)
    },
  }
}
