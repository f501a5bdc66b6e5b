// SPDX-License-Identifier: EUPL-1.2
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CannotListen, createWeb, type Patience } from '#/web/server.ts'
import { rawLine } from '../support/raw-http.ts'
import { silent } from '../support/silent-log.ts'
import { type Served, serve } from './serve.ts'

const quick: Patience = { headers: 200, request: 400, closing: 300 }
const unending = 60_000
const secret = 'canary-7c1f'

let web: Served
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await web.close()
})

describe('[T16] what every answer carries', () => {
  it('is a strict policy, no frame, no guessing of types, no referrer and no cache', async () => {
    web = await serve()
    web.app.get('/page', (_, response) => void response.send('<p>page</p>'))
    for (const path of ['/page', '/nowhere']) {
      const { headers } = await fetch(`${web.url}${path}`)
      const policy = headers.get('content-security-policy')?.split(';')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy?.join()).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('binds browsers to https only where people come by https, and only this name', async () => {
    web = await serve()
    expect((await fetch(web.url)).headers.get('strict-transport-security')).toBeNull()
    await web.close()
    web = await serve({ publicUrl: 'https://bot.example' })
    expect((await fetch(web.url)).headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/)
  })
})

describe('[T16] what ends a request', () => {
  it('is a short text where no route takes it, in the language of who asks', async () => {
    web = await serve()
    const ask = (headers: Record<string, string>) => fetch(`${web.url}/login/${secret}`, { headers })
    const dutch = await ask({ 'accept-language': 'nl' })
    expect(dutch.status).toBe(404)
    expect(dutch.headers.get('content-type')).toContain('text/plain')
    expect(await dutch.text()).toBe('Deze pagina bestaat niet.\n')
    expect(await (await ask({ 'accept-language': 'en-GB' })).text()).toBe('This page does not exist.\n')
    expect(await (await ask({ accept: 'application/json' })).json()).toEqual({ error: 'Deze pagina bestaat niet.' })
  })

  it.each([
    ['throws', () => Promise.reject(new TypeError(secret))],
    ['rejects with no error', () => Promise.reject(secret)],
  ])('shows neither message nor stack of a route that %s, and a code that stands in the log', async (_, fail) => {
    web = await serve()
    web.app.get('/fails/:token', fail)
    const answer = await fetch(`${web.url}/fails/${secret}`)
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(text).toMatch(/^Er ging iets mis\. Probeer het later opnieuw \(code [0-9a-f]{8}\)\.\n$/)
    const [line] = web.lines
    expect(line).toMatchObject({ level: 'error', facts: { method: 'GET', status: 500 } })
    expect(text).toContain(line && 'code' in line.facts ? line.facts.code : 'no code')
    expect(JSON.stringify([line?.sentence, Object.keys(line?.facts ?? {})])).not.toContain(secret)
  })

  it('says what is wrong with a request, without a line in the log', async () => {
    web = await serve()
    web.app.get('/of/:name', (_, response) => void response.send('here'))
    web.app.get('/large', () => {
      throw Object.assign(new Error(secret), { status: 413 })
    })
    const wrong = await fetch(`${web.url}/of/%E0%A4%A`)
    expect([wrong.status, await wrong.text()]).toEqual([400, 'Dit verzoek klopt niet.\n'])
    const large = await fetch(`${web.url}/large`)
    expect([large.status, await large.text()]).toEqual([413, 'Dit is te groot om te ontvangen.\n'])
    expect(web.lines).toEqual([])
  })

  it('cuts an answer that fails halfway, so that nobody takes it for whole, and says so in the log alone', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    web = await serve()
    web.app.get('/half', async (_, response) => {
      response.set('content-length', '100').write('half')
      throw new Error(secret)
    })
    const answer = await fetch(`${web.url}/half`)
    await expect(answer.text()).rejects.toThrow()
    expect(web.lines).toHaveLength(1)
    expect(printed).not.toHaveBeenCalled()
  })

  it('comes after routes that are added while it serves', async () => {
    web = await serve()
    expect((await fetch(`${web.url}/later`)).status).toBe(404)
    web.app.get('/later', (_, response) => void response.send('there'))
    expect(await (await fetch(`${web.url}/later`)).text()).toBe('there')
  })
})

describe('what comes in', () => {
  it('reaches a route with its body as it came: nothing has read it', async () => {
    web = await serve()
    web.app.post('/raw', async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      response.send(Buffer.concat(chunks))
    })
    const body = '{"a" :  1}'
    const headers = { 'content-type': 'application/json' }
    expect(await (await fetch(`${web.url}/raw`, { method: 'POST', body, headers })).text()).toBe(body)
  })

  it('as a post of a platform passes by what pages need, from when it is wanted, however its path is written', async () => {
    let isOpen = false
    web = await serve({}, undefined, () => isOpen)
    web.app.use((request, response, next) => {
      if (isOpen && request.url !== '/from-platform') next()
      else response.status(503).end()
    })
    web.post('/from-platform', async (request, response) => void response.end(await text(request)))
    const post = (path: string) => fetch(`${web.url}${path}`, { method: 'POST', body: 'as it came' })
    expect((await post('/from-platform')).status).toBe(503)
    isOpen = true
    for (const path of ['/from-platform', '/from-platform/', '/From-Platform', '/from-platform?again=1'])
      expect(await (await post(path)).text()).toBe('as it came')
    const { headers } = await post('/from-platform')
    expect(headers.get('content-security-policy')).toBeNull()
    expect((await fetch(`${web.url}/From-Platform`)).status).toBe(404)
  })

  it.each(['/from-platform', '/from-platform/'])(
    '[T16] as a post of a platform to %s that fails shows nothing of the inside',
    async path => {
      web = await serve()
      web.post('/from-platform', async () => {
        throw new TypeError(secret)
      })
      const answer = await fetch(`${web.url}${path}`, { method: 'POST', body: secret })
      expect([answer.status, await answer.text()]).toEqual([500, ''])
      expect(web.lines).toMatchObject([{ level: 'error', facts: { method: 'POST', status: 500 } }])
    },
  )

  it('[T16] as a post of a platform is cut all the same: with too many headers, and when its body does not end', async () => {
    web = await serve({}, quick)
    web.post('/from-platform', async (request, response) => {
      const body = await text(request).catch(() => null)
      if (body !== null) response.end(body)
    })
    const many = rawLine(web.port)
    many.write(`POST /from-platform HTTP/1.1\r\nHost: localhost\r\n${'X-A: 1\r\n'.repeat(100)}\r\n`)
    expect(await many.closed).toMatch(/^HTTP\/1\.1 431 /)
    const slow = rawLine(web.port)
    slow.write('POST /from-platform HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf')
    expect(await slow.closed).not.toContain('200 OK')
  })

  it.each([
    [0, '127.0.0.1'],
    [1, '203.0.113.7'],
  ])('with %i proxies before us is from %s', async (trustProxy, from) => {
    web = await serve({ trustProxy })
    web.app.get('/from', (request, response) => void response.send(request.ip))
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' }
    expect(await (await fetch(`${web.url}/from`, { headers })).text()).toBe(from)
  })

  it('[T16] is cut when its headers do not end', async () => {
    web = await serve({}, { ...quick, request: unending })
    const silentOne = rawLine(web.port)
    const slowOne = rawLine(web.port)
    slowOne.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ')
    expect(await slowOne.closed).toMatch(/^HTTP\/1\.1 408 /)
    await silentOne.closed
  })

  it('[T16] is cut when its body does not end', async () => {
    web = await serve({}, quick)
    web.app.post('/read', async (request, response) => {
      for await (const _ of request);
      response.send('read')
    })
    const slow = rawLine(web.port)
    slow.write('POST /read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf')
    expect(await slow.closed).not.toContain('200 OK')
  })

  it('[T16] is answered and cut when nobody wants its body', async () => {
    web = await serve({}, { ...quick, request: unending })
    const endless = rawLine(web.port)
    endless.write('POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nbegin')
    expect(await endless.closed).toMatch(/^HTTP\/1\.1 404 .*connection: close/is)
  })

  it('[T16] has at most 16 kB of headers, and a hundred of them', async () => {
    web = await serve()
    const with_ = async (headers: string) => {
      const line = rawLine(web.port)
      line.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`)
      return line.closed
    }
    expect(await with_('X-A: 1\r\n'.repeat(98))).toMatch(/^HTTP\/1\.1 404 /)
    expect(await with_('X-A: 1\r\n'.repeat(99))).toMatch(/^HTTP\/1\.1 431 /)
    // More than Node hands on by itself: it must not pass for one without the last.
    expect(await with_(`${'A:1\r\n'.repeat(2_500)}X-Forwarded-For: 203.0.113.7\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    expect(await with_(`X-A: ${'a'.repeat(17_000)}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('[T16] that is no HTTP is told so in one line', async () => {
    web = await serve()
    const line = rawLine(web.port)
    line.write('\x16\x03\x01 hello\r\n\r\n')
    expect(await line.closed).toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
})

describe('[T39] an orderly close', () => {
  it('answers what is under way, on a connection that then ends, and accepts nothing more', async () => {
    web = await serve()
    const { promise: goOn, resolve: answerNow } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: hasArrived } = Promise.withResolvers<void>()
    web.app.get('/slow', async (_, response) => {
      hasArrived()
      await goOn
      response.send('answered')
    })
    const idle = rawLine(web.port)
    idle.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await idle.hears('niet.')
    const asked = fetch(`${web.url}/slow`)
    await arrived
    const closed = web.close()
    await idle.closed
    await expect(fetch(web.url)).rejects.toThrow()
    answerNow()
    const answer = await asked
    expect(answer.headers.get('connection')).toBe('close')
    expect(await answer.text()).toBe('answered')
    await closed
  })

  it('waits no longer than its patience for what does not end', async () => {
    web = await serve({}, quick)
    web.app.get('/stream', (_, response) => void response.write('begin\n'))
    const stream = await fetch(`${web.url}/stream`)
    const began = performance.now()
    await web.close()
    expect(performance.now() - began).toBeGreaterThan(quick.closing - 50)
    await expect(stream.text()).rejects.toThrow()
  })

  it('ends at once a stream that ended by itself meanwhile', async () => {
    web = await serve({}, { ...quick, closing: unending })
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    web.app.get('/stream', async (_, response) => {
      response.write('begin\n')
      await ended
      response.end('end\n')
    })
    const stream = await fetch(`${web.url}/stream`)
    const closed = web.close()
    end()
    expect(await stream.text()).toBe('begin\nend\n')
    await closed
  })

  it('may be asked twice', async () => {
    web = await serve()
    await Promise.all([web.close(), web.close()])
  })
})

describe('an address that cannot be had', () => {
  const listenOn = (port: number, host: string) =>
    createWeb({ settings: { port, host, publicUrl: 'http://localhost', trustProxy: 0 }, log: silent }).listen()

  it('is one sentence that says what to do', async () => {
    web = await serve()
    await expect(listenOn(web.port, '127.0.0.1')).rejects.toThrow(CannotListen)
    await expect(listenOn(web.port, '127.0.0.1')).rejects.toThrow(
      `Port ${web.port} of 127.0.0.1 is in use already: stop what uses it, or set PORT to another.`,
    )
    await expect(listenOn(0, '203.0.113.7')).rejects.toThrow(
      'The bot cannot listen on 203.0.113.7 (EADDRNOTAVAIL): set HOST to an address of this machine.',
    )
  })
})
