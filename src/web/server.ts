// SPDX-License-Identifier: EUPL-1.2
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import express, { type Express } from 'express'
import type { Log } from '#/database/log.ts'
import { fault, notFound } from '#/web/endings.ts'
import { safeHeaders } from '#/web/headers.ts'

export interface WebSettings {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  /** How many proxies stand before us. */
  readonly trustProxy: number
}

/** Reads a request and answers it; what it throws is logged and answered by the web. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** In milliseconds. */
export interface Patience {
  /** Until the headers of a request are here, and until all of it is. */
  readonly headers: number
  readonly request: number
  /** For requests under way when the server closes. */
  readonly closing: number
}

export interface Listening {
  readonly port: number
  /** Accepts nothing more, lets requests under way be answered, and cuts what lasts longer than `patience.closing` [T39]. */
  close(): Promise<void>
}

export interface Web {
  /** For routes, also after `listen`. No body is read before a route asks for it. */
  readonly app: Express
  /** Takes what a platform posts to a path, hundreds at once: it is no page, and passes by what the app does for pages. Before the web is open it is met by what the app does then. */
  post(path: string, listener: Listener): void
  /** @throws CannotListen with one sentence. */
  listen(): Promise<Listening>
}

/** The port or host cannot be had. `message` is one sentence for whoever starts the bot, without a stack to read. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** Slack has given up on an answer after three seconds. */
const usualPatience: Patience = { headers: 10_000, request: 15_000, closing: 3_000 }
/** Longer than a load balancer keeps a connection (60 s is usual): the one who closes first must be the one who sends. */
const keepAliveMs = 75_000
const headersAtMost = 100

/** The web server that all doors share: safe headers, limits on what comes in, and an answer to whatever no route takes or what throws [T16]. */
export function createWeb(parts: {
  readonly settings: WebSettings
  readonly log: Log
  readonly patience?: Patience
  /** Whether what platforms post is taken. */
  readonly isOpen?: () => boolean
}): Web {
  const { settings, log, patience = usualPatience, isOpen = () => true } = parts
  const app = newApp(settings)
  const posts = new Map<string | undefined, Listener>()
  const hear = (listener: Listener, request: IncomingMessage, response: ServerResponse) =>
    void listener(request, response).catch(error => {
      log.error({ method: request.method, status: 500, error }, 'A request failed')
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  // Around the app, since routes are added to it while it serves: what ends a request must come after them.
  const front = newApp(settings)
  front.use(safeHeaders(settings.publicUrl), app, notFound, fault(log))
  const take: RequestListener = (request, response) => {
    const listener = request.method === 'POST' && isOpen() ? posts.get(request.url) : undefined
    if (hasTooManyHeaders(request)) response.writeHead(431, { connection: 'close' }).end()
    else if (listener) hear(listener, request, response)
    else front(request, response)
  }
  return {
    app,
    post(path, listener) {
      posts.set(path, listener)
      // Written in another way, with a slash or a question behind it.
      app.post(path, (request, response) => hear(listener, request, response))
    },
    listen: () => listen(take, settings, patience),
  }
}

function newApp({ trustProxy }: WebSettings): Express {
  return express().disable('x-powered-by').disable('etag').set('trust proxy', trustProxy)
}

// Node itself leaves out, unsaid, what passes a thousand: a proxy's word of where a request comes from could be among it.
const hasTooManyHeaders = ({ rawHeaders }: IncomingMessage): boolean => rawHeaders.length > 2 * headersAtMost

async function listen(take: RequestListener, { port, host }: WebSettings, patience: Patience): Promise<Listening> {
  const limits = {
    headersTimeout: patience.headers,
    requestTimeout: patience.request,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(1_000, patience.headers),
  }
  const server = createServer(limits, take)
  const underWay = responsesOf(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(cannotListen(error, port, host)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => close(server, underWay, patience.closing),
  }
}

/** The responses that are not sent yet. */
function responsesOf(server: Server): ReadonlySet<ServerResponse> {
  const underWay = new Set<ServerResponse>()
  server.prependListener('request', (_, response) => {
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    if (!server.listening) response.setHeader('connection', 'close')
  })
  return underWay
}

async function close(server: Server, underWay: ReadonlySet<ServerResponse>, patienceMs: number): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
  // A response whose headers had left keeps its connection: it becomes idle later.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearTimeout(cut)
  clearInterval(sweep)
}

function cannotListen(error: Error, port: number, host: string): CannotListen {
  const code = 'code' in error ? error.code : undefined
  const sentence =
    code === 'EADDRINUSE'
      ? `Port ${port} of ${host} is in use already: stop what uses it, or set PORT to another.`
      : code === 'EACCES'
        ? `Port ${port} may not be used by this account: set PORT to one above 1023.`
        : `The bot cannot listen on ${host} (${code}): set HOST to an address of this machine.`
  return new CannotListen(sentence, { cause: error })
}
