// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
})
afterAll(() => office.close())

const numbered = (word: string, count: number) => Array.from({ length: count }, (_, i) => `${word} ${i + 1}`)

describe('a notice', () => {
  it('is drawn, posted where the reader is, and remembered', async () => {
    const reader = await office.reader('U1')
    await office.say(reader, ['hallo'])
    const [row] = await office.settled('sent', 'hallo')
    const [post] = office.platform.posts.filter(one => one.conversation === 'D-U1')
    expect(post).toMatchObject({ delivery: row?.id, card: { text: 'hallo' } })
    expect(row).toMatchObject({ message_id: post?.message, attempt: 1, card: { text: 'hallo' } })
    expect(await office.test.query('select * from posted_messages where delivery_id = $1', [row?.id])).toMatchObject([
      { conversation_id: 'D-U1', message_id: post?.message, subject_kind: null },
    ])
    expect(await office.test.query(`select direct_id from identities where user_id = 'U1'`)).toEqual([
      { direct_id: 'D-U1' },
    ])
  })

  it('keeps its place in a conversation, within one transaction and over several [T31]', async () => {
    const reader = await office.reader('U2')
    const said = numbered('op volgorde', 30)
    await office.say(reader, said.slice(0, 20))
    for (const text of said.slice(20)) await office.say(reader, [text])
    await office.settled('sent', ...said)
    expect(office.platform.texts('D-U2')).toEqual(said)
  })
})
