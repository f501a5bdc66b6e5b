// SPDX-License-Identifier: EUPL-1.2
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Card } from '#/chat/card.ts'
import type { Message } from '#/chat/platform.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { type Play, play } from './play.ts'

let its: Play
beforeAll(async () => {
  its = await play()
})
afterAll(() => its.close())

const secretariat = { workspace: 'playground', conversation: 'secretariaat' }
const request: Card = {
  version: 1,
  title: 'Verzoek 41',
  text: 'W. de Vries wil lid worden.',
  buttons: [{ does: 'press', name: 'request.approve', label: 'Goedkeuren', value: 'r1' }],
}
const message = (drawing = 1, card = request): Message => ({
  card,
  locale: 'nl',
  delivery: randomUUID() as DeliveryId,
  drawing,
})

const rowOf = async (id: string) => {
  const [row] = await its.rows.query<{
    conversation: string
    author: string
    text: string
    card: unknown
    drawing: number
    thread: string | null
  }>(
    'select conversation, author, text, card, drawing, thread_of::text as thread from playground_messages where id = $1',
    [id],
  )
  return row
}

async function posted(given: Message, thread?: string): Promise<string> {
  const sent = await its.playground.platform.post({ ...secretariat, ...(thread && { thread }) }, given)
  if (sent.outcome !== 'sent') throw new Error(`not posted: ${JSON.stringify(sent)}`)
  return sent.message
}

describe('the port', () => {
  it('[F70] shows the very card that Teams gets, with its delivery in each action, and says it as text', async () => {
    const given = message(3)
    const row = await rowOf(await posted(given))
    expect(row).toMatchObject({ conversation: 'secretariaat', author: 'm50', drawing: 3 })
    expect(row?.text).toContain('W. de Vries wil lid worden.')
    expect(row?.card).toEqual(drawCard(given.card, given))
    expect(row?.card).toMatchObject({
      actions: [{ verb: 'request.approve', data: { m50: given.delivery, drawing: 3 } }],
    })
  })

  it('[E32] posts a card with nothing to press as text alone', async () => {
    const row = await rowOf(await posted(message(1, { version: 1, text: 'Gedaan. **Zeist** doet mee.' })))
    expect(row).toMatchObject({ text: 'Gedaan. Zeist doet mee.', card: null })
  })

  it('posts one delivery once, and finds it', async () => {
    const given = message()
    expect(await its.playground.platform.find(secretariat, given.delivery, new Date(0))).toEqual({ found: 'no' })
    const id = await posted(given)
    expect(await posted(given)).toBe(id)
    expect(await its.playground.platform.find(secretariat, given.delivery, new Date(0))).toEqual({
      found: 'yes',
      message: id,
    })
  })

  it('updates in place, and never puts an older drawing over a newer one', async () => {
    const given = message(2)
    const id = await posted(given)
    const decided = (drawing: number, text: string) =>
      its.playground.platform.update(secretariat, id, { ...given, drawing, card: { version: 1, text } })
    expect(await decided(4, 'Goedgekeurd door S. Jansen')).toEqual({ outcome: 'sent', message: id })
    expect(await decided(3, 'Ingetrokken')).toEqual({ outcome: 'sent', message: id })
    expect(await rowOf(id)).toMatchObject({ text: 'Goedgekeurd door S. Jansen', card: null, drawing: 4 })
  })

  it('posts in a thread, a reply to a reply in the same one', async () => {
    const root = await posted(message())
    const first = await posted(message(), root)
    expect((await rowOf(first))?.thread).toBe(root)
    expect((await rowOf(await posted(message(), first)))?.thread).toBe(root)
  })

  it('says for good what is not there', async () => {
    const { platform } = its.playground
    const refused = (reason: string) => ({ outcome: 'refused', reason })
    expect(await platform.post({ workspace: 'playground', conversation: 'weg' }, message())).toEqual(
      refused('channelGone'),
    )
    expect(await platform.post({ workspace: 'playground', conversation: '@niemand' }, message())).toEqual(
      refused('personGone'),
    )
    expect(await platform.post({ ...secretariat, thread: '999999' }, message())).toEqual(refused('messageGone'))
    expect(await platform.update(secretariat, '999999', message())).toEqual(refused('messageGone'))
    expect(await platform.update(secretariat, 'geen nummer', message())).toEqual(refused('messageGone'))
    expect(await platform.openDirect({ platform: 'playground', workspace: 'playground', user: 'niemand' })).toEqual(
      refused('personGone'),
    )
  })

  it('knows its people, and opens the conversation with one', async () => {
    const account = { platform: 'playground', workspace: 'playground', user: 'w.devries' } as const
    expect(await its.playground.platform.profile(account)).toMatchObject({
      name: 'W. de Vries',
      email: 'w.devries@zeist.nl',
      isGuest: false,
      locale: null,
    })
    expect(await its.playground.platform.profile({ ...account, user: 'r.visser' })).toMatchObject({ isGuest: true })
    expect(await its.playground.platform.profile({ ...account, user: 'niemand' })).toBeNull()
    expect(await its.playground.platform.openDirect(account)).toEqual({ outcome: 'sent', message: '@w.devries' })
  })

  it('[F81] tells the language that someone chose', async () => {
    await its.act('locale', { as: 'm.smit', locale: 'en' })
    const account = { platform: 'playground', workspace: 'playground', user: 'm.smit' } as const
    expect(await its.playground.platform.profile(account)).toMatchObject({ locale: 'en' })
  })
})
