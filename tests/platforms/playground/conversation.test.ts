// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Form } from '#/chat/form.ts'
import { listen } from './listen.ts'
import { type Play, play, said } from './play.ts'

let its: Play
beforeAll(async () => {
  its = await play()
})
afterAll(() => its.close())
beforeEach(async () => {
  its.taken.length = 0
  its.answer(() => said('Goed.'))
  await its.rows.query('truncate playground_messages')
})

const messages = () =>
  its.rows.query<{ conversation: string; author: string; only: string | null; text: string; thread: string | null }>(
    'select conversation, author, only_for as only, text, thread_of::text as thread from playground_messages order by id',
  )
const inGeneral = { as: 'w.devries', conversation: 'algemeen' }
const inDirect = { as: 'w.devries', conversation: '@w.devries' }

const join: Form = {
  version: 1,
  name: 'pillar.join',
  title: 'Lid worden van de pijler Bestuur',
  submit: 'Versturen',
  context: 'bestuur',
  inputs: [
    { kind: 'person', name: 'official', label: 'Welke ambtenaar ondersteunt u?' },
    { kind: 'municipality', name: 'municipality', label: 'Gemeente' },
  ],
  reopen: { label: 'Formulier openen', value: 'bestuur' },
}

describe('what is typed', () => {
  it('is a command after /m50 or m50, seen by who typed it alone', async () => {
    for (const text of ['/m50 pijler', 'm50 pijler', '/M50']) await its.act('say', { ...inGeneral, text })
    expect(its.taken.map(({ act }) => act)).toEqual([
      { kind: 'line', text: 'pijler', by: 'command' },
      { kind: 'line', text: 'pijler', by: 'command' },
      { kind: 'line', text: '', by: 'command' },
    ])
    expect(its.taken[0]).toMatchObject({
      account: { platform: 'playground', workspace: 'playground', user: 'w.devries' },
      where: { kind: 'channel', channel: 'algemeen', channelName: 'algemeen' },
      typed: '/m50',
      canOpenForm: true,
    })
    expect((await messages()).map(({ only }) => only)).toEqual(Array(6).fill('w.devries'))
  })

  it('is a mention after @M50, seen by all', async () => {
    await its.act('say', { ...inGeneral, text: '@M50 pijler' })
    expect(its.taken[0]).toMatchObject({ act: { kind: 'line', text: 'pijler', by: 'mention' }, canOpenForm: false })
    expect(await messages()).toMatchObject([
      { author: 'w.devries', only: null, text: '@M50 pijler' },
      { author: 'm50', only: 'w.devries', text: 'Goed.' },
    ])
  })

  it('is all for the bot in the direct conversation', async () => {
    await its.act('say', { ...inDirect, text: 'Alleen Mobiliteit graag' })
    expect(its.taken[0]).toMatchObject({
      act: { kind: 'line', text: 'Alleen Mobiliteit graag', by: 'direct' },
      where: { kind: 'direct', channel: '@w.devries' },
      canOpenForm: false,
    })
    expect(await messages()).toMatchObject([{ only: null }, { author: 'm50', only: null, conversation: '@w.devries' }])
  })

  it('is in the direct conversation what stands after the name of the bot, if anything does', async () => {
    for (const text of ['m50', '/m50', '@M50', '@M50, pijler']) await its.act('say', { ...inDirect, text })
    expect(its.taken.map(({ act }) => act)).toEqual(
      ['', '', '', 'pijler'].map(text => ({ kind: 'line', text, by: 'direct' })),
    )
  })

  it('is talk among people otherwise, and the bot hears nothing', async () => {
    await its.act('say', { ...inGeneral, text: 'Wie gaat er naar de m50-dag?' })
    expect(its.taken).toEqual([])
    expect(await messages()).toMatchObject([{ author: 'w.devries', only: null }])
  })

  it('in a thread is answered in that thread', async () => {
    await its.act('say', { ...inGeneral, text: 'Vraag' })
    const [{ id }] = (await its.rows.query<{ id: string }>('select id::text from playground_messages')) as [
      { id: string },
    ]
    await its.act('say', { ...inGeneral, thread: id, text: '@M50 wie besliste dit?' })
    expect(its.taken[0]).toMatchObject({ where: { kind: 'thread', channel: 'algemeen' }, typed: '@M50' })
    expect((await messages()).slice(1)).toMatchObject([
      { author: 'w.devries', thread: id },
      { author: 'm50', thread: id, only: 'w.devries' },
    ])
  })

  it('[T14] has no characters that Postgres or a reader stumbles over', async () => {
    await its.act('say', { ...inGeneral, text: '/m50 a\u0000b\u202ec' })
    expect(its.taken[0]?.act).toMatchObject({ text: 'abc' })
  })

  it('[T03] has the same key when the page sends it again, and another for another person', async () => {
    const nonce = randomUUID()
    await its.act('say', { ...inGeneral, nonce, text: '/m50' })
    await its.act('say', { ...inGeneral, nonce, text: '/m50' })
    await its.act('say', { ...inGeneral, as: 'a.bakker', nonce, text: '/m50' })
    const [first, second, third] = its.taken.map(({ key }) => key)
    expect(first).toContain(nonce)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('is refused from nobody, and in a conversation that one does not see', async () => {
    const text = '/m50'
    expect(await its.act('say', { ...inGeneral, as: 'niemand', text })).toMatchObject({ status: 403 })
    expect(await its.act('say', { ...inGeneral, as: 'r.visser', conversation: 'bestuur', text })).toMatchObject({
      status: 403,
    })
    expect(await its.act('say', { ...inDirect, as: 'a.bakker', text })).toMatchObject({ status: 403 })
    expect(await its.act('say', { ...inGeneral, nonce: 'x', text })).toMatchObject({ status: 400 })
    expect(await messages()).toEqual([])
  })
})

describe('an answer', () => {
  it('stands here for all, when it is for here', async () => {
    its.answer(() => ({ card: { version: 1, text: 'Voor iedereen' }, to: 'here' }))
    await its.act('say', { ...inGeneral, text: '/m50' })
    expect((await messages())[1]).toMatchObject({ conversation: 'algemeen', only: null, text: 'Voor iedereen' })
  })

  it('that is secret goes to the direct conversation, and where it was asked stands that it did', async () => {
    its.answer(() => ({ card: { version: 1, text: 'Uw link' }, to: 'me', secret: true }))
    const { reply } = await its.act('say', { ...inGeneral, text: '/m50 dashboard' })
    expect(reply).toEqual({ kind: 'done', in: '@w.devries' })
    expect((await messages()).slice(1)).toMatchObject([
      { conversation: '@w.devries', only: null, text: 'Uw link' },
      { conversation: 'algemeen', only: 'w.devries', text: 'Ik heb u persoonlijk geantwoord.' },
    ])
    await its.act('say', { ...inDirect, text: 'dashboard' })
    expect((await messages()).slice(3)).toMatchObject([{ author: 'w.devries' }, { text: 'Uw link' }])
  })

  it('may be a form, which opens as a dialog', async () => {
    its.answer(() => ({ form: join }))
    const { reply } = await its.act('say', { ...inGeneral, text: '/m50 pijler word-lid bestuur' })
    expect(reply).toMatchObject({ kind: 'dialog', title: join.title, form: join, card: { type: 'AdaptiveCard' } })
    expect(await messages()).toHaveLength(1)
  })
})

describe('a press', () => {
  const data = { action: 'request.approve', value: 'r1', m50: randomUUID(), drawing: 3 }

  it('tells what was pressed, on which message and which drawing of it', async () => {
    await its.act('press', { ...inGeneral, data })
    expect(its.taken[0]).toMatchObject({
      act: { kind: 'press', name: 'request.approve', value: 'r1', delivery: data.m50, drawing: 3 },
      canOpenForm: true,
    })
    expect(await messages()).toMatchObject([{ author: 'm50', only: 'w.devries', text: 'Goed.' }])
  })

  it('that opens names its dialog', async () => {
    its.answer(() => ({ form: join }))
    const open = { msteams: { type: 'task/fetch' }, dialog_id: 'pillar.join', value: 'bestuur', m50: 'geen id' }
    const { reply } = await its.act('press', { ...inGeneral, data: open })
    expect(its.taken[0]?.act).toEqual({ kind: 'press', name: 'pillar.join', value: 'bestuur' })
    expect(reply).toMatchObject({ kind: 'dialog' })
  })

  it('in a form brings what was filled in, and its answer stands where the form was opened', async () => {
    const later = { action: 'pillar.later', value: 'bestuur', form: 'pillar.join', context: 'bestuur', official: 'A.' }
    const { reply } = await its.act('press', { ...inGeneral, data: later, inForm: true })
    expect(its.taken[0]?.act).toMatchObject({ inForm: { context: 'bestuur', fields: { official: 'A.' } } })
    expect(reply).toEqual({ kind: 'done', in: 'algemeen' })
    expect(await messages()).toMatchObject([{ author: 'm50', only: 'w.devries', text: 'Goed.' }])
  })
})

describe('a form', () => {
  const filled = { action: 'pillar.join', value: 'bestuur', official: 'onbekend@zeist.nl', municipality: 'GM0355' }

  it('is submitted with its context and fields; the answer stands where it was opened', async () => {
    its.answer(() => said('Verzoek verstuurd'))
    const { reply } = await its.act('submit', { ...inGeneral, form: join, data: filled })
    expect(its.taken[0]?.act).toEqual({
      kind: 'submit',
      form: 'pillar.join',
      context: 'bestuur',
      fields: { official: 'onbekend@zeist.nl', municipality: 'GM0355' },
    })
    expect(reply).toEqual({ kind: 'done', in: 'algemeen' })
    expect(await messages()).toMatchObject([{ conversation: 'algemeen', only: 'w.devries', text: 'Verzoek verstuurd' }])
  })

  it('comes back with each error at its field and all that was typed', async () => {
    its.answer(() => ({ fieldErrors: { official: 'Die ken ik niet.' } }))
    const { reply } = await its.act('submit', {
      ...inGeneral,
      form: join,
      data: filled,
      labels: { municipality: 'Zeist' },
    })
    expect(reply).toMatchObject({
      kind: 'dialog',
      card: {
        body: [
          { id: 'error.official', text: 'Die ken ik niet.' },
          { id: 'official', value: 'onbekend@zeist.nl' },
          { id: 'municipality', value: 'GM0355', choices: [{ title: 'Zeist', value: 'GM0355' }] },
        ],
      },
    })
    expect(await messages()).toEqual([])
  })

  it('searches as one types, without a key', async () => {
    its.answer(() => ({ suggestions: [{ value: 'GM0355', label: 'Zeist' }] }))
    const { reply } = await its.act('suggest', {
      ...inGeneral,
      dataset: 'pillar.join.municipality',
      query: 'zei',
    })
    expect(its.taken[0]).toMatchObject({
      act: { kind: 'suggest', form: 'pillar.join', field: 'municipality', query: 'zei' },
      key: null,
    })
    expect(reply).toEqual({ kind: 'suggestions', suggestions: [{ value: 'GM0355', label: 'Zeist' }] })
  })
})

describe('[F94] a file', () => {
  const inDirect = { as: 'w.devries', conversation: '@w.devries' }
  const sent = (content: Buffer) => ({ name: 'leden.csv', base64: content.toString('base64') })
  const reads = async (mostBytes: number) => {
    its.answer(async incoming => said(JSON.stringify(await incoming.readFile('leden.csv', mostBytes))))
    await its.act('say', { ...inDirect, text: 'importeer leden', file: sent(Buffer.from('naam')) })
    return (await messages()).at(-1)?.text
  }

  it('goes along with what is said, is named in the conversation, and is read when asked for', async () => {
    expect(await reads(4)).toBe(JSON.stringify({ ok: true, bytes: Buffer.from('naam') }))
    expect(its.taken[0]?.act).toEqual({ kind: 'line', text: 'importeer leden', by: 'direct', file: 'leden.csv' })
    expect((await messages())[0]).toMatchObject({ text: 'importeer leden\nBestand: leden.csv' })
    expect(await reads(3)).toBe('{"ok":false,"reason":"tooLarge"}')
  })

  it('may come without a word, of some megabytes, and only where there is one', async () => {
    await its.act('say', { ...inDirect, text: '', file: sent(Buffer.alloc(2_900_000)) })
    expect(its.taken[0]?.act).toMatchObject({ text: '', file: 'leden.csv' })
    expect((await its.act('say', { ...inDirect, text: '' })).status).toBe(400)
    expect((await its.act('say', { ...inDirect, text: 'x', file: { name: 'x', base64: '%' } })).status).toBe(400)
    its.answer(async incoming => said(JSON.stringify(await incoming.readFile('leden.csv', 10))))
    await its.act('say', { ...inDirect, text: 'importeer leden' })
    expect((await messages()).at(-1)?.text).toBe('{"ok":false,"reason":"gone"}')
  })
})

describe('a trial post', () => {
  it('stands in the channel where it was asked', async () => {
    its.answer(async incoming => said(JSON.stringify(await incoming.tryHere('M50 kan hier schrijven.'))))
    await its.act('say', { ...inGeneral, text: '/m50 kanaal secretariaat' })
    expect((await messages()).slice(1)).toMatchObject([
      { author: 'm50', only: null, text: 'M50 kan hier schrijven.' },
      { only: 'w.devries', text: '{"ok":true}' },
    ])
  })
})

describe('the stream', () => {
  it('first brings what there is, then what is said and redrawn, also by another copy', async () => {
    await its.act('say', { ...inGeneral, text: 'Eerder gezegd' })
    const stream = await listen(its.url, 'a.bakker')
    await stream.until('ready')
    expect(stream.messages().map(({ text }) => text)).toEqual(['Eerder gezegd'])
    await its.rows.query(
      `insert into playground_messages (conversation, author, text, at, updated_at) values ('algemeen', 'm50', 'Van elders', clock_timestamp(), clock_timestamp())`,
    )
    await stream.until('Van elders')
    await its.rows.query(
      `update playground_messages set text = 'Anders getekend', updated_at = clock_timestamp() where text = 'Van elders'`,
    )
    await stream.until('Anders getekend')
    expect(stream.messages().map(({ text }) => text)).toEqual(['Eerder gezegd', 'Van elders', 'Anders getekend'])
    stream.close()
  })

  it('[E48] brings whoever one page shows, each by name, and the tasks whenever one is done, once and for all', async () => {
    const stream = await listen(its.url, 'a.bakker&as=r.visser')
    await stream.until('ready')
    await its.act('say', { as: 'a.bakker', conversation: 'bestuur', text: 'Voor leden' })
    await its.act('say', { ...inGeneral, text: 'Voor allen' })
    await stream.until('Voor allen')
    await stream.until('"approved":false')
    await its.rows.query(
      `insert into requests (kind, subject, subject_key, asked_of, state, decided_at) values ('pillar.join', '{}', 'k', 'secretariat', 'approved', now())`,
    )
    await stream.until('"approved":true')
    // Approved once and taken back, it is open, and was done.
    await its.rows.query('truncate requests cascade')
    const [later] = await its.rows.query<{ number: number }>(
      `insert into requests (kind, subject, subject_key, asked_of) values ('pillar.join', '{}', 'k', 'secretariat') returning number`,
    )
    await stream.until(`"request":${later?.number},"message":null,"approved":false`)
    await its.rows.query(
      `insert into audit (at, action, subject_kind, subject_id, acted_role, app) select now(), 'request.approve', 'request', id::text, 'secretariat', 'playground' from requests`,
    )
    await stream.until(`"request":${later?.number},"message":null,"approved":true`)
    await expect
      .poll(() =>
        stream
          .messages()
          .map(({ as, text }) => `${as}: ${text}`)
          .sort(),
      )
      .toEqual(['a.bakker: Voor allen', 'a.bakker: Voor leden', 'r.visser: Voor allen'])
    stream.close()
    await its.rows.query('truncate requests cascade')
  })

  it('brings nobody what is for another', async () => {
    const stream = await listen(its.url, 'r.visser')
    await its.act('say', { ...inGeneral, text: '/m50 geheim' })
    await its.act('say', { ...inDirect, text: 'ook geheim' })
    await its.act('say', { as: 's.jansen', conversation: 'secretariaat', text: 'intern' })
    await its.act('say', { ...inGeneral, text: 'Voor allen' })
    await stream.until('Voor allen')
    expect(stream.messages().map(({ text }) => text)).toEqual(['Voor allen'])
    stream.close()
  })
})
