// SPDX-License-Identifier: EUPL-1.2
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readArgs, words } from './args.ts'
import { ApiError, type Call } from './calls.ts'
import type { Fault, Faults } from './faults.ts'
import { fetchFile, fileMethods } from './files.ts'
import { isObject, type JsonObject } from './json.ts'
import { chatMethods } from './method-chat.ts'
import { conversationMethods } from './method-conversations.ts'
import { viewMethods } from './method-views.ts'
import type { Caller } from './places.ts'
import type { Rates } from './rate.ts'
import { useResponseUrl } from './response-url.ts'
import { changed, complain, type World } from './world.ts'

const methods: Record<string, (caller: Caller, args: JsonObject) => JsonObject> = {
  ...conversationMethods,
  ...chatMethods,
  ...viewMethods,
  ...fileMethods,
}

export type WebApi = {
  world: World
  faults: Faults
  rates: Rates
  demandText: boolean
  /** Called after a message was posted, changed or removed: Slack tells the bot of those too. */
  afterCall(call: Call): void
}

type Reply = { status: number; body: JsonObject | string; headers?: Record<string, string> }

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function callerWith(api: WebApi, token: string | undefined): Caller {
  if (!token) throw new ApiError('not_authed')
  for (const workspace of api.world.workspaces.values())
    if (workspace.bot?.token === token)
      return { world: api.world, workspace, bot: workspace.bot, demandText: api.demandText }
  throw new ApiError('invalid_auth')
}

const answered = (world: World, call: Call, run: () => JsonObject): Reply => {
  try {
    const body = run()
    call.outcome = 'ok'
    call.acted = true
    const ts = words(body, 'ts') ?? words(body, 'message_ts')
    if (ts) call.ts = ts
    const channel = words(body, 'channel')
    if (channel) call.channel = channel
    return { status: 200, body }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    call.outcome = error.error
    const faults = error.details.errors
    if (Array.isArray(faults)) complain(world, `${call.method}: ${error.error}: ${faults.join(', ')}`)
    return { status: 200, body: { ok: false, error: error.error, ...error.details } }
  }
}

const tooMany = (retryAfter: number): Reply => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(retryAfter) },
})

/** Lets a call go through its fault. Undefined where the line is cut. */
async function withFault(
  api: WebApi,
  call: Call,
  { fault, lifted }: { fault: Fault; lifted: Promise<void> },
  act: () => Reply,
): Promise<Reply | undefined> {
  switch (fault.kind) {
    case 'error':
      call.outcome = fault.error
      return { status: 200, body: { ok: false, error: fault.error } }
    case 'limited':
      api.rates.limit(call, fault.retryAfter)
      call.outcome = 'limited'
      return tooMany(fault.retryAfter)
    case 'http':
      if (fault.acts) act()
      call.outcome = `http ${fault.status}`
      return { status: fault.status, body: 'upstream trouble' }
    case 'cut':
      if (fault.acts) act()
      call.outcome = 'cut'
      return undefined
    case 'stall': {
      const reply = fault.acts ? act() : undefined
      const outcome = call.outcome
      call.outcome = 'stalled'
      changed(api.world)
      await lifted
      call.outcome = outcome
      return reply ?? act()
    }
  }
}

function send(response: ServerResponse, reply: Reply | undefined): void {
  if (!reply) {
    response.socket?.destroy()
    return
  }
  if (response.destroyed) return
  const isText = typeof reply.body === 'string'
  response.writeHead(reply.status, {
    'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
    ...reply.headers,
  })
  response.end(isText ? reply.body : JSON.stringify(reply.body))
}

async function serve(api: WebApi, call: Call, act: () => Reply): Promise<Reply | undefined> {
  const wait = api.rates.refuse(call)
  if (wait !== undefined) {
    call.outcome = 'limited'
    return tooMany(wait)
  }
  const fault = api.faults.take(call)
  const acting = () => {
    const reply = act()
    if (call.acted) api.afterCall(call)
    return reply
  }
  return fault ? withFault(api, call, fault, acting) : acting()
}

/** Answers one HTTP request of the bot: `/api/<method>`, or a response_url. */
export async function answerBot(api: WebApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedAt = Date.now()
  const url = new URL(request.url ?? '/', 'http://slack')
  const body = await bodyOf(request)
  const [, root, name = ''] = url.pathname.split('/')
  if (root === 'files') {
    fetchFile(api.world, name, request, response)
    return
  }
  if (root !== 'api' && root !== 'response') {
    send(response, { status: 404, body: 'Not found' })
    return
  }
  const call: Call = {
    method: root === 'api' ? name : 'response_url',
    args: {},
    arrivedAt,
    outcome: 'open',
    acted: false,
    early: false,
  }
  api.world.calls.push(call)
  const act = root === 'api' ? apiCall(api, call, request, body, url) : responseCall(api, call, name, body)
  const reply = await serve(api, call, act)
  changed(api.world)
  send(response, reply)
}

/** The conversation that a message to a person's id goes to, where it exists: limits and faults hold for the conversation. */
const directConversation = (world: World, id: string): string | undefined =>
  /^[UW]/.test(id)
    ? [...world.channels.values()].find(each => each.kind === 'im' && each.members.has(id))?.id
    : undefined

function apiCall(api: WebApi, call: Call, request: IncomingMessage, body: string, url: URL): () => Reply {
  let caller: Caller
  try {
    call.args = readArgs(request.headers['content-type'] ?? '', body, url.searchParams)
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? words(call.args, 'token')
    delete call.args.token
    const channel = words(call.args, 'channel')
    if (channel) call.channel = directConversation(api.world, channel) ?? channel
    caller = callerWith(api, token)
    call.teamId = caller.workspace.id
  } catch (error) {
    return () =>
      answered(api.world, call, () => {
        throw error
      })
  }
  return () => ({
    ...answered(api.world, call, () => {
      const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined
      if (!method) throw new ApiError('unknown_method', { req_method: call.method })
      return method(caller, call.args)
    }),
    headers: { 'x-oauth-scopes': [...caller.bot.scopes].join(',') },
  })
}

function responseCall(api: WebApi, call: Call, secret: string, body: string): () => Reply {
  const grant = api.world.responseUrls.get(secret)
  const channel = grant && api.world.channels.get(grant.channel)
  if (channel) call.channel = channel.id
  return () => {
    const reply = answered(api.world, call, () => {
      const args = readArgs('application/json', body, new URLSearchParams())
      if (!isObject(args)) throw new ApiError('invalid_payload')
      call.args = args
      const workspace = channel && api.world.workspaces.get(channel.teamId)
      if (!workspace?.bot) throw new ApiError('invalid_url')
      useResponseUrl({ world: api.world, workspace, bot: workspace.bot, demandText: api.demandText }, secret, args)
      return { ok: true }
    })
    // A response_url answers in words: ok, or 404 with what is wrong.
    return call.acted ? { status: 200, body: 'ok' } : { status: 404, body: reply.body }
  }
}
