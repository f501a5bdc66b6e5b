// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notify } from '#/delivery/notify.ts'
import { eventually } from '../support/eventually.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice()
  office.startWorker()
})
afterAll(() => office.close())

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

  it('opens a direct conversation once', async () => {
    const reader = await office.reader('U2')
    await office.say(reader, ['eerste', 'tweede'])
    await office.settled('sent', 'eerste', 'tweede')
    expect(office.platform.calls.filter(call => call.method === 'direct' && call.account.user === 'U2')).toHaveLength(1)
  })

  it('that is pointless by now is void, and so is one that is too late, each with its reason', async () => {
    const reader = await office.reader('U3')
    await office.say(reader, ['zinloos'], { facts: { pointless: true } })
    await office.say(reader, ['te laat'], { notAfter: new Date(Date.now() - 1000) })
    await office.say(reader, ['op tijd'], { notAfter: new Date(Date.now() + 60_000) })
    await office.settled('sent', 'op tijd')
    expect(await office.rows('zinloos')).toMatchObject([{ state: 'void', reason: 'pointless' }])
    expect(await office.rows('te laat')).toMatchObject([{ state: 'void', reason: 'late' }])
    expect(office.platform.texts('D-U3')).toEqual(['op tijd'])
  })

  it('that is held waits until it is released [T38]', async () => {
    const reader = await office.reader('U4')
    await office.database.turns.transaction(async tx => {
      notify(tx, [reader], 'note.surely', { text: 'vastgehouden' })
      await office.flush(tx)
      await tx.prisma.delivery.updateMany({ data: { held: true }, where: { state: 'open' } })
    })
    await eventually(
      () => office.lines.filter(line => 'outcome' in line.facts && line.facts.outcome === 'held'),
      lines => lines.length > 0,
    )
    expect(await office.rows('vastgehouden')).toMatchObject([{ state: 'open', attempt: 0 }])
  })

  it('leaves one line in the log, without a name or a word of it [T48]', async () => {
    const reader = await office.reader('U5')
    await office.say(reader, ['geheim'])
    const [row] = await office.settled('sent', 'geheim')
    const lines = () => office.lines.filter(line => 'delivery' in line.facts && line.facts.delivery === row?.id)
    // Written after the row.
    await expect.poll(lines).toEqual([
      {
        level: 'info',
        facts: {
          delivery: row?.id,
          kind: 'note.surely',
          platform: 'slack',
          outcome: 'sent',
          attempt: 1,
          ms: expect.any(Number),
        },
        sentence: 'Delivery',
      },
    ])
  })
})
