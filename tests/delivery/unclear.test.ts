// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { type Call, fakePlatform, type Reply } from '../support/fake-platform.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'

let office: PostOffice

beforeAll(async () => {
  office = await openPostOffice({ platform: fakePlatform('slack', 300) })
  office.startWorker()
})
afterAll(() => office.close())
beforeEach(() => {
  office.platform.script = () => undefined
  office.platform.findable = true
})

const unclear = { outcome: 'unclear' } as const

/** The first calls of a method about a text are answered so, the later ones as usual. */
function answers(text: string, method: 'post' | 'find', replies: readonly Reply[]): void {
  const before = office.platform.script
  const left = [...replies]
  office.platform.script = call => (isAbout(call, text) && call.method === method ? left.shift() : before(call))
}

const deliveries = new Map<string, string>()
function isAbout(call: Call, text: string): boolean {
  if (call.method === 'post') {
    deliveries.set(call.message.delivery, call.message.card.text ?? '')
    return call.message.card.text === text
  }
  return call.method === 'find' && deliveries.get(call.delivery) === text
}
const calls = (text: string, method: 'post' | 'find') =>
  office.platform.calls.filter(call => call.method === method && isAbout(call, text))

/** As if a minute had passed since it was sent: the row, once its job waits, and the job. */
async function aMinuteLater(text: string): Promise<void> {
  const [row] = await office.rows(text)
  const waits = () => office.test.query(`select 1 from pgboss.job where id = $1 and state = 'retry'`, [row?.id])
  await eventually(waits, jobs => jobs.length === 1)
  await office.test.query(`update deliveries set sending_at = sending_at - interval '1 minute' where id = $1`, [
    row?.id,
  ])
  await eventually(
    () =>
      office.test.query(
        `update pgboss.job set start_after = now() where id = $1 and start_after > now() + interval '2 seconds' returning 1`,
        [row?.id],
      ),
    moved => moved.length === 1,
  )
}

describe('where the platform can be asked', () => {
  it.each(['note.surely', 'note.once'])(
    'a message that arrived unanswered is found and not repeated (%s) [T29]',
    async kind => {
      const text = `aangekomen ${kind}`
      answers(text, 'post', [{ accepts: true, sent: unclear }])
      await office.say(await office.reader(`U1${kind}`), [text, `na ${text}`], { kind })
      const [row] = await office.settled('sent', text)
      await office.settled('sent', `na ${text}`)
      expect(office.platform.texts(`D-U1${kind}`)).toEqual([text, `na ${text}`])
      expect(row).toMatchObject({
        attempt: 1,
        message_id: office.platform.posts.find(post => post.card.text === text)?.message,
      })
    },
  )

  it.each(['note.surely', 'note.once'])('a message that never arrived is sent again (%s) [T27]', async kind => {
    const text = `verdwenen ${kind}`
    answers(text, 'post', [{ sent: unclear }])
    await office.say(await office.reader(`U2${kind}`), [text, `na ${text}`], { kind })
    const [row] = await office.settled('sent', text)
    expect(row).toMatchObject({ attempt: 2, unclear: 1 })
    await office.settled('sent', `na ${text}`)
    expect(office.platform.texts(`D-U2${kind}`)).toEqual([text, `na ${text}`])
  })

  it('it is asked not before the call can be over [T29]', async () => {
    answers('geduld', 'post', [{ accepts: true, sent: unclear }])
    await office.say(await office.reader('U3'), ['geduld'])
    await office.settled('sent', 'geduld')
    const [post] = calls('geduld', 'post')
    const [find] = calls('geduld', 'find')
    // A call is given up after 300 ms here, and a second more is left to it.
    expect(find!.at - post!.at).toBeGreaterThanOrEqual(1_250)
  })

  it('look-ups that are not answered are repeated and count as nothing [T27]', async () => {
    answers('onbeantwoord', 'post', [{ accepts: true, sent: unclear }])
    answers('onbeantwoord', 'find', [{ found: { found: 'unanswered' } }, { found: { found: 'unanswered' } }])
    await office.say(await office.reader('U4'), ['onbeantwoord'], { kind: 'note.once' })
    const [row] = await office.settled('sent', 'onbeantwoord')
    expect(row).toMatchObject({ attempt: 1, unclear: 0 })
    expect(calls('onbeantwoord', 'find')).toHaveLength(3)
  })

  it('a limited look-up is asked again after its Retry-After [T30]', async () => {
    answers('later vragen', 'post', [{ accepts: true, sent: unclear }])
    answers('later vragen', 'find', [{ found: { found: 'limited', retryAfterSeconds: 2 } }])
    await office.say(await office.reader('U5'), ['later vragen'], { kind: 'note.once' })
    await office.settled('sent', 'later vragen')
    const [first, second] = calls('later vragen', 'find')
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(2_000)
    expect(calls('later vragen', 'post')).toHaveLength(1)
  })

  it('a look-up that would be limited for over two minutes leaves it to the kind’s rule [T27]', async () => {
    answers('te lang', 'post', [{ accepts: true, sent: unclear }])
    answers('te lang', 'find', [{ found: { found: 'limited', retryAfterSeconds: 121 } }])
    await office.say(await office.reader('U6'), ['te lang'], { kind: 'note.once' })
    expect(await office.settled('unclear', 'te lang')).toMatchObject([{ reason: 'unclear', attempt: 1 }])
    await office.test.query('delete from send_limits')
  })
})

describe('where the platform cannot be asked', () => {
  beforeEach(() => {
    office.platform.findable = false
  })

  it('what must surely arrive is sent again, and both copies carry the same delivery [T27]', async () => {
    answers('zeker', 'post', [{ accepts: true, sent: unclear }])
    await office.say(await office.reader('U7'), ['zeker', 'na zeker'])
    const [row] = await office.settled('sent', 'zeker')
    await office.settled('sent', 'na zeker')
    expect(office.platform.texts('D-U7')).toEqual(['zeker', 'zeker', 'na zeker'])
    expect(office.platform.posts.filter(post => post.delivery === row!.id)).toHaveLength(2)
  })

  it('what may not come twice stands as unclear, and the rest goes on [T27] [T29]', async () => {
    answers('eenmaal', 'post', [{ accepts: true, sent: unclear }])
    await office.say(await office.reader('U8'), ['eenmaal', 'na eenmaal'], { kind: 'note.once' })
    expect(await office.settled('unclear', 'eenmaal')).toMatchObject([{ reason: 'unclear', attempt: 1 }])
    await office.settled('sent', 'na eenmaal')
    expect(office.platform.texts('D-U8')).toEqual(['eenmaal', 'na eenmaal'])
  })

  it('waits longer from time to time', async () => {
    answers('steeds langer', 'post', [{ sent: unclear }, { sent: unclear }, { sent: unclear }])
    await office.say(await office.reader('U9'), ['steeds langer'])
    await office.settled('sent', 'steeds langer')
    const times = calls('steeds langer', 'post').map(call => call.at)
    const waits = times.slice(1).map((at, i) => at - times[i]!)
    expect(waits[0]).toBeGreaterThanOrEqual(1_250)
    expect(waits[1]).toBeGreaterThanOrEqual(2_000)
    expect(waits[2]).toBeGreaterThanOrEqual(4_000)
  })

  it('after eight unclear answers it stands as unclear, and the rest goes on [T31]', async () => {
    answers(
      'achtmaal',
      'post',
      Array.from({ length: 8 }, () => ({ sent: unclear })),
    )
    await office.say(await office.reader('U10'), ['achtmaal', 'na achtmaal'])
    await eventually(
      () => calls('achtmaal', 'post'),
      seen => seen.length === 1,
    )
    // Six more would take a minute and a half.
    await office.test.query(
      `update deliveries set unclear = 6, sending_at = sending_at - interval '1 minute' where facts->>'text' = 'achtmaal'`,
    )
    await eventually(
      () => calls('achtmaal', 'post'),
      seen => seen.length === 2,
    )
    expect(await office.rows('achtmaal')).toMatchObject([{ state: 'sending', unclear: 7 }])
    await aMinuteLater('achtmaal')
    expect(await office.settled('unclear', 'achtmaal')).toMatchObject([{ reason: 'unclear', attempt: 2 }])
    await office.settled('sent', 'na achtmaal')
  })
})
