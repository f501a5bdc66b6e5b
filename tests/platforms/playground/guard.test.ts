// SPDX-License-Identifier: EUPL-1.2
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Play, play } from './play.ts'

let its: Play
beforeAll(async () => {
  its = await play()
})
afterAll(() => its.close())

interface Answered {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

/** Plain HTTP, since fetch sets its own Host and Origin. */
const send = (path: string, headers: Record<string, string> = {}, body?: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = request(`${its.url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers }, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

const line = JSON.stringify({
  as: 'w.devries',
  conversation: 'algemeen',
  nonce: '0190f5d2-0000-7000-8000-000000000001',
  text: '/m50 help',
})
const json = { 'content-type': 'application/json' }

describe('[T15] the playground', () => {
  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000'])('answers this machine, as %s', async host => {
    expect((await send('', { host })).status).toBe(200)
  })

  it.each(['m50.example', 'localhost.m50.example', '127.0.0.1.m50.example', '192.168.1.20:3000', '0.0.0.0:3000'])(
    'refuses the Host %j, for page and acts alike',
    async host => {
      for (const answered of [
        await send('', { host }),
        await send('/api/world', { host }),
        await send('/api/say', { host, ...json }, line),
      ])
        expect(answered.status).toBe(403)
      expect(its.taken).toEqual([])
    },
  )

  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'])(
    'refuses the forwarded header %s',
    async name => {
      expect((await send('', { [name]: '10.0.0.1' })).status).toBe(403)
      expect((await send('/api/say', { ...json, [name]: '10.0.0.1' }, line)).status).toBe(403)
      expect(its.taken).toEqual([])
    },
  )

  it('takes acts from its own page alone', async () => {
    const own = new URL(its.url).origin
    expect((await send('/api/say', { ...json, origin: 'https://kwaad.example' }, line)).status).toBe(403)
    expect((await send('/api/say', { ...json, origin: 'http://localhost:9' }, line)).status).toBe(403)
    expect((await send('/api/say', { ...json, 'sec-fetch-site': 'cross-site' }, line)).status).toBe(403)
    expect((await send('/api/stream?as=s.jansen', { 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect(its.taken).toEqual([])
    expect((await send('/api/say', { ...json, origin: own, 'sec-fetch-site': 'same-origin' }, line)).status).toBe(200)
    expect(its.taken).toHaveLength(1)
  })

  it('takes acts as JSON alone, which no form of another site can send', async () => {
    const before = its.taken.length
    expect((await send('/api/say', { 'content-type': 'text/plain' }, line)).status).toBe(415)
    expect((await send('/api/say', { 'content-type': 'application/x-www-form-urlencoded' }, `a=${line}`)).status).toBe(
      415,
    )
    const broken = await send('/api/say', json, '{"as":')
    expect(broken).toMatchObject({ status: 400, body: '{"kind":"wrong"}' })
    expect(its.taken).toHaveLength(before)
  })

  it('is where the address without a path leads', async () => {
    const answered = await fetch(new URL('/', its.url), { redirect: 'manual' })
    expect([answered.status, answered.headers.get('location')]).toEqual([302, '/playground'])
  })

  it('serves a page that loads from here alone, and no script in it', async () => {
    const page = await send('')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/)
    const links = [...page.body.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, link]) => link ?? '')
    expect(links.length).toBeGreaterThan(2)
    for (const link of links) {
      expect(link).toMatch(/^\/playground\//)
      expect((await send(link.replace('/playground', ''))).status).toBe(200)
    }
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=/)
  })

  it('gives nothing else from its folders', async () => {
    for (const path of ['/page/../playground.ts', '/page/%2e%2e/playground.ts', '/page/', '/page/..%2fpeople.ts'])
      expect((await send(path)).status).toBe(404)
  })
})
