// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { textOf } from '../../support/slack-server.ts'
import { me, onStage } from './stage.ts'

const on = onStage()

describe('a mention', () => {
  it('is answered to the one who wrote it, in the channel, without the mention', async () => {
    const outcome = await on.vries.mention(on.channel, 'pijler Bestuur & Regie')
    expect(textOf(await outcome.ephemeral())).toBe('Gedaan.')
    expect(on.heard()).toMatchObject({
      act: { kind: 'line', text: 'pijler Bestuur & Regie', by: 'mention' },
      where: { kind: 'channel', channel: on.channel },
      canOpenForm: false,
      typed: '@M50',
    })
    expect(on.heard().key).toMatch(/^Ev/)
  })

  it('in a thread is answered in the thread', async () => {
    const root = await on.posted()
    const outcome = await on.vries.mention(on.channel, 'wie besliste dit?', { thread: root })
    expect((await outcome.ephemeral()).threadTs).toBe(root)
    expect(on.heard().where).toEqual({ kind: 'thread', channel: on.channel, thread: root })
  })

  it('[T03] comes with the same key when Slack sends it again', async () => {
    const outcome = await on.vries.mention(on.channel, 'pijler')
    await outcome.repeat()
    expect(on.bot.heard).toHaveLength(2)
    expect(on.bot.heard[0]?.key).toBe(on.bot.heard[1]?.key)
  })

  it('counts as taken only when its turn has ended, or after two and a half seconds', async () => {
    const hold = on.bot.holds(me('Gedaan.'))
    const outcome = await on.vries.mention(on.channel, 'pijler')
    expect(outcome.ms).toBeGreaterThan(2400)
    expect(outcome.fairMs).toBeLessThan(2900)
    hold.goOn()
    await outcome.ephemeral()
  })
})

describe('a direct message', () => {
  it('is answered there, for good', async () => {
    await on.vries.directMessage('pijler')
    expect(textOf(await on.vries.receives('Gedaan.'))).toBe('Gedaan.')
    expect(on.heard()).toMatchObject({
      act: { text: 'pijler', by: 'direct' },
      where: { kind: 'direct' },
      canOpenForm: false,
    })
  })

  it('in a thread is answered in that thread', async () => {
    await on.vries.directMessage('pijler')
    const root = (await on.vries.receives('Gedaan.')).ts
    on.bot.answers(me('Dank u.'))
    await on.vries.directMessage('Alleen Mobiliteit graag', { thread: root })
    expect((await on.vries.receives('Dank u.')).threadTs).toBe(root)
  })

  it('is not heard from a bot, oneself included', async () => {
    await on.vries.directMessage('pijler')
    await on.vries.receives('Gedaan.')
    await on.slack.close()
    expect(on.bot.heard).toHaveLength(1)
  })
})

it('hears nothing in what is said to others, or in someone joining', async () => {
  await on.vries.joins(on.slack.addChannel({ name: 'ander' }))
  expect(on.bot.heard).toEqual([])
  expect(on.bot.lines.filter(line => line.level === 'error')).toEqual([])
})
