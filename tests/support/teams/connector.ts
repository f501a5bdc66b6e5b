// SPDX-License-Identifier: EUPL-1.2
// The connector's side: what the bot asks of it is done in the world, as Teams documents it. It offers no list of what was said, since Teams offers none.
import type { Json } from './json.ts'
import { type Call, type Conversation, type Message, nextId, personalOf, type User, type World } from './world.ts'

export interface Answer {
  readonly status: number
  readonly body: object
}

const refuse = (status: number, code: string): Answer => ({ status, body: { error: { code, message: code } } })

const mostCharacters = 80 * 1024
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const userNamed = (world: World, id: string): User | undefined =>
  world.users.get(id) ?? [...world.users.values()].find(user => user.aadObjectId === id)

function cardIn(world: World, body: Json): Json | undefined {
  const [attachment, ...others] = Array.isArray(body.attachments) ? body.attachments : []
  if (attachment === undefined) return undefined
  const isCard = attachment.contentType === 'application/vnd.microsoft.card.adaptive' && others.length === 0
  if (!isCard || attachment.content?.version !== '1.5')
    world.complaints.push('an attachment that is no Adaptive Card 1.5')
  return attachment.content
}

interface At {
  readonly conversation: Conversation
  readonly thread: string | undefined
}

function placed(world: World, id: string): At | undefined {
  const [name = '', thread] = id.split(';messageid=')
  const conversation = world.conversations.get(name)
  if (!conversation || (thread !== undefined && !conversation.messages.some(message => message.id === thread)))
    return undefined
  return { conversation, thread }
}

function create(world: World, { conversation, thread }: At, body: Json): Answer {
  if (body.type === 'typing') return { status: 201, body: { id: nextId(world) } }
  const card = cardIn(world, body)
  if (!card && !text(body.text).trim()) world.complaints.push('a message without text or card')
  const message: Message = { id: nextId(world), thread, from: world.botId, text: text(body.text), card, updates: 0 }
  conversation.messages.push(message)
  return { status: 201, body: { id: message.id } }
}

function update(world: World, { conversation }: At, id: string, body: Json): Answer {
  const message = conversation.messages.find(each => each.id === id && each.from === world.botId)
  if (!message) return refuse(404, 'ActivityNotFoundInConversation')
  message.text = text(body.text)
  message.card = cardIn(world, body)
  message.updates += 1
  return { status: 200, body: { id } }
}

function open(world: World, body: Json): Answer {
  const [member, ...others] = Array.isArray(body.members) ? body.members : []
  const user = userNamed(world, text(member?.id))
  if (!user || others.length > 0 || body.isGroup === true) return refuse(400, 'BadSyntax')
  if (text(body.tenantId) !== user.tenant) return refuse(403, 'NotEnoughPermissions')
  if (!user.hasBot) return refuse(403, 'BotNotInConversationRoster')
  return { status: 201, body: { id: personalOf(world, user).id } }
}

const shown = (user: User) => ({
  id: user.id,
  name: user.name,
  aadObjectId: user.aadObjectId,
  email: user.email,
  userPrincipalName: user.upn,
  userRole: user.role,
  tenantId: user.tenant,
})

const pageSize = 2

function members(world: World, { conversation }: At, token: string | null): Answer {
  const all = [...conversation.members].flatMap(id => world.users.get(id) ?? [])
  const from = Number(token ?? 0)
  const next = from + pageSize < all.length ? { continuationToken: String(from + pageSize) } : {}
  return { status: 200, body: { members: all.slice(from, from + pageSize).map(shown), ...next } }
}

function memberOf(world: World, { conversation }: At, id: string): Answer {
  const user = userNamed(world, id)
  return user && conversation.members.has(user.id)
    ? { status: 200, body: shown(user) }
    : refuse(404, 'MemberNotFoundInConversation')
}

/** A team, or its channels, of which the first has no name. */
function teamOf(world: World, id: string, itsChannels: boolean): Answer {
  const channels = [...world.conversations.values()].filter(({ team }) => team?.id === id)
  const team = channels.find(({ hasBot }) => hasBot)?.team
  if (!team) return refuse(403, 'BotNotInConversationRoster')
  const conversations = channels.map(each => ({ id: each.id, name: each.id === id ? null : each.name }))
  return { status: 200, body: itsChannels ? { conversations } : team }
}

export interface Asked {
  readonly call: Call
  /** Does what was asked. */
  act(): Answer
}

/** What a request to the connector asks; null for what it does not offer. `path` begins with /v3/. */
export function askedOf(
  world: World,
  verb: string,
  url: URL,
  path: string,
  body: Json,
  authorization: string | undefined,
): Asked | null {
  const [, v3, collection, id, what, item] = path.split('/').map(decodeURIComponent)
  if (verb === 'GET' && v3 === 'v3' && collection === 'teams' && id !== undefined) {
    const asked = { method: 'names', path, conversation: undefined, body, authorization, status: 0 } as const
    return { call: asked, act: () => teamOf(world, id, what === 'conversations') }
  }
  if (v3 !== 'v3' || collection !== 'conversations') return null
  const call = (method: Call['method']): Call => ({ method, path, conversation: id, body, authorization, status: 0 })
  if (verb === 'POST' && id === undefined) return { call: call('open'), act: () => open(world, body) }
  const at = id === undefined ? undefined : placed(world, id)
  const there = (act: (at: At) => Answer) => (): Answer => {
    if (!at) return refuse(404, 'ConversationNotFound')
    if (!at.conversation.hasBot) return refuse(403, 'BotNotInConversationRoster')
    if (JSON.stringify(body).length > mostCharacters) return refuse(413, 'MessageSizeTooBig')
    return act(at)
  }
  if (verb === 'POST' && what === 'activities' && item === undefined)
    return { call: call(body.type === 'typing' ? 'typing' : 'create'), act: there(found => create(world, found, body)) }
  if (verb === 'PUT' && what === 'activities' && item !== undefined)
    return { call: call('update'), act: there(found => update(world, found, item, body)) }
  if (verb === 'GET' && what === 'members' && item !== undefined)
    return { call: call('member'), act: there(found => memberOf(world, found, item)) }
  if (verb === 'GET' && what === 'pagedMembers')
    return {
      call: call('members'),
      act: there(found => members(world, found, url.searchParams.get('continuationToken'))),
    }
  return null
}
