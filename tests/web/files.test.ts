// SPDX-License-Identifier: EUPL-1.2
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { html, page } from '#/chat/html.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import { createLinks, makeFile, type Part } from '#/network/files.ts'
import type { IdentityId } from '#/network/ids.ts'
import { mountFiles } from '#/web/files.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { anAccount, aPerson, aSource } from '../support/people.ts'
import { type Served, serve } from './serve.ts'

const secret = 'Kanarieveer'
const parts = [
  { name: 'page.html', mediaType: 'text/html; charset=utf-8', content: `<p>${secret}</p>` },
  { name: 'data.json', mediaType: 'application/json', content: `{"who":"${secret}"}` },
]

let test: TestDatabase
let database: Database
let web: Served
let reader: IdentityId
let links: ReturnType<typeof createLinks>

beforeAll(async () => {
  test = await freshDatabase()
  database = openDatabase({ url: test.url, turns: 2, background: 1 })
  web = await serve()
  mountFiles(web.app, database.turns, 'https://m50.example', async () => true)
  links = createLinks(randomBytes(32), web.url)
  reader = (await anAccount(test, {
    source: await aSource(test),
    person: await aPerson(test),
    user: 'U1',
  })) as IdentityId
})
afterAll(async () => {
  await web.close()
  await database.close()
  await test.drop()
})

const made = async (kind: string, of: readonly Part[] = parts): Promise<string> =>
  links.urlOf(
    await database.turns.transaction(tx => makeFile(tx, links, { reader, kind, locale: 'nl', parts: of }, new Date())),
  )
const press = (url: string, cookie = '', part = '0') =>
  fetch(url, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: `part=${part}`,
  })
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

it('[T24] gives nothing to whoever fetches the link, however often, and the file to whoever presses first', async () => {
  const url = await made('first')
  for (const method of ['GET', 'HEAD', 'GET']) {
    const looked = await fetch(url, { method })
    expect(looked.status).toBe(200)
    expect(looked.headers.getSetCookie()).toEqual([])
    expect(await looked.text()).not.toContain(secret)
  }
  const opened = await press(url)
  expect(await opened.text()).toContain(secret)
  expect(opened.headers.getSetCookie()[0]).toMatch(/; Path=\/files; .*HttpOnly; Secure; SameSite=Strict$/)
  expect(opened.headers.get('referrer-policy')).toBe('no-referrer')
  const again = await press(url, cookieOf(opened), '1')
  expect(again.headers.get('content-disposition')).toBe('attachment; filename=data.json')
  expect(await again.json()).toEqual({ who: secret })
  const [row] = await test.query(`select opened_at is not null as opened from files where kind = 'first'`)
  expect(row).toEqual({ opened: true })
})

it('[T24] refuses every other browser with a kind sentence, also when two press at the same moment', async () => {
  const url = await made('second')
  const both = await Promise.all([press(url), press(url)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
  const first = both.find(({ status }) => status === 200) ?? expect.fail('nobody got it')
  const name = cookieOf(first).split('=')[0]
  for (const cookie of ['', `${name}=`, `${name}=${randomBytes(32).toString('base64url')}`, `${name}=x; ${name}=y`]) {
    const refused = await press(url, cookie)
    expect(refused.status).toBe(403)
    const said = await refused.text()
    expect(said).toContain('Vraag een nieuwe link aan')
    expect(said).not.toContain(secret)
  }
  expect(await (await press(url, cookieOf(first))).text()).toContain(secret)
})

it('[T24] answers a wrong link, an old one and one that was replaced alike', async () => {
  const replaced = await made('third')
  const url = await made('third')
  const token = url.split('/').at(-1) ?? ''
  await made('old')
  await test.query(`update files set expires_at = now() - interval '1 second' where kind = 'old'`)
  const wrong = [
    'x',
    'A'.repeat(43),
    // Its first letter: of the last one two bits say nothing.
    `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`,
    '%00',
    '..%2f..%2fpage.css',
  ]
  const answers = await Promise.all(
    [replaced, ...wrong.map(other => `${web.url}/files/${other}`)].flatMap(link => [fetch(link), press(link)]),
  )
  const said = new Set(await Promise.all(answers.map(async answer => `${answer.status} ${await answer.text()}`)))
  expect(said.size).toBe(1)
  expect([...said][0]).toMatch(/^404 .*Deze link werkt niet/s)
  // A part that there is not binds nobody.
  expect((await press(url, '', '7')).status).toBe(404)
  expect((await press(url)).status).toBe(200)
})

it('[T47] keeps neither the link nor what is in the file readable in the database', async () => {
  const url = await made('fourth')
  const token = Buffer.from(url.split('/').at(-1) ?? '', 'base64url')
  expect(token).toHaveLength(32)
  const [{ all } = { all: '' }] = await test.query<{ all: string }>(
    `select string_agg(f::text || p::text, '') as all from files f join file_parts p on p.file_id = f.id`,
  )
  for (const form of [token.toString('hex'), token.toString('base64url'), Buffer.from(secret).toString('hex')])
    expect(all).not.toContain(form)
})

it('[T14] puts what a person typed into a page as text', () => {
  const typed = `<script>alert("x")</script> & 'q' \u202e`
  const shown = page('nl', typed, html`<p title="${typed}">${[html`<b>${typed}</b>`]}</p>`)
  expect(shown).not.toContain('<script')
  expect(shown).not.toContain('\u202e')
  expect(shown).toContain('<b>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;q&#39; </b>')
})

it('[F91] offers each kind that a file comes in under its name, as it was made', async () => {
  const bytes = new Uint8Array([0x50, 0x4b, 0x00, 0xff])
  const url = await made('kinds', [
    { name: 'agenda.docx', mediaType: 'application/vnd.openxmlformats', content: bytes },
    { name: 'agenda.pdf', mediaType: 'application/pdf', content: '%PDF' },
  ])
  const page = await (await fetch(url)).text()
  expect(page).toContain('<button name="part" value="0">agenda.docx</button>')
  expect(page).toContain('<button name="part" value="1">agenda.pdf</button>')
  const first = await press(url)
  expect(new Uint8Array(await first.arrayBuffer())).toEqual(bytes)
  const second = await press(url, cookieOf(first), '1')
  expect(second.headers.get('content-disposition')).toContain('agenda.pdf')
  expect(await second.text()).toBe('%PDF')
})
