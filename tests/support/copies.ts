// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { timeInFile } from './moved-time.ts'
import type { RunningBot } from './running-bot.ts'
import { twoAtATime } from './two-at-a-time.ts'

/** Where a copy ends: at the n-th coming to a point, once it was armed. */
export interface Doom {
  readonly at: string
  readonly nth?: number
  /** Each post lingers so long first. */
  readonly lingerMs?: number
  /** The next post to the secretariat arrives, and its answer is lost. */
  readonly isUnanswered?: boolean
}

/** The network of a bot that is killed, whatever platform its people are on. */
export interface Mortal {
  readonly settings: { readonly DATA_DIR: string }
  begin(
    more: Record<string, string>,
    options: { readonly entry: string; readonly withinMs: number },
  ): Promise<RunningBot>
  /** Lets people talk to a copy. */
  talkTo(url: string): void
  printed(): string
  /** The next post to the secretariat arrives, and its answer is lost. */
  losesAnswer?(): void
}

/** One copy from the moment that people talk to it. */
export interface Life {
  readonly bot: RunningBot
  isOver: boolean
  /** Milliseconds since 1970, when it was killed. */
  readonly ended: Promise<number>
}

/** So long anything may take that is not measured. */
export const patienceMs = 180_000

/** Starts are heavy: more at once would be slower for all. */
const atStart = twoAtATime()

/**
 * The copies of a network's bot, which are killed over and over: where none is left, one is started anew. They are the product's own process, or, where they
 * are to die at a point, one with a mark. `now` where its time is a test's to move.
 */
export async function startCopies(m50: Mortal, { dies, now }: { dies: 'at a point' | 'at any moment'; now?: string }) {
  const doomFile = `${m50.settings.DATA_DIR}.doom`
  const time = now === undefined ? null : timeInFile(now)
  const [entry, more] =
    dies === 'at a point'
      ? ['tests/support/killed-bot.ts', { DOOM_FILE: doomFile, ...time?.settings }]
      : ['src/main.ts', {}]
  /** The first is the one that people talk to. */
  const copies: Life[] = []
  let armings = 0

  const talk = () => copies[0] && m50.talkTo(copies[0].bot.url)

  async function add(): Promise<void> {
    const bot = await atStart(() => m50.begin(more, { entry, withinMs: patienceMs }))
    const born: Life = {
      bot,
      isOver: false,
      ended: once(bot.process, 'exit').then(([, signal]) => {
        born.isOver = true
        copies.splice(copies.indexOf(born), 1)
        talk()
        if (signal !== 'SIGKILL') throw new Error(`a copy ended by itself:\n${bot.printed()}`)
        return Date.now()
      }),
    }
    born.ended.catch(() => {})
    copies.push(born)
    talk()
  }
  await add()
  let served: Promise<number> = Promise.resolve(0)

  /** After the next death; gives the moment from which a copy was there that lives on. */
  async function succeed(): Promise<number> {
    const nobody = pause(patienceMs, null, { ref: false })
    const ended = await Promise.race([nobody, ...copies.map(copy => copy.ended)])
    if (ended === null) throw new Error('no copy died')
    if (copies.length > 0) return ended
    await add()
    return Date.now()
  }

  function awaitDeath(): { readonly succeeded: Promise<number> } {
    served = succeed()
    served.catch(() => {})
    return { succeeded: served }
  }

  /** From now on the first copy that comes to the doom's point dies. `succeeded` is the moment from which one was there that lives on. */
  async function arm({ at, nth = 1, lingerMs, isUnanswered }: Doom): Promise<{ readonly succeeded: Promise<number> }> {
    const number = ++armings
    const death = awaitDeath()
    await writeFile(doomFile, JSON.stringify({ number, at, nth, lingerMs }))
    for (const { bot } of copies) bot.process.kill('SIGUSR2')
    const isArmed = ({ bot }: Life) => bot.printed().includes(`"armed ${number}"`)
    for (const deadline = Date.now() + patienceMs; !copies.every(isArmed); await pause(5))
      if (Date.now() > deadline) throw new Error(`a copy was not armed:\n${m50.printed()}`)
    if (isUnanswered) m50.losesAnswer?.()
    return death
  }

  /** The copy that people talk to dies now. */
  function kill(): { readonly succeeded: Promise<number> } {
    const death = awaitDeath()
    copies[0]?.bot.process.kill('SIGKILL')
    return death
  }

  /** Moves the network's time on: the clocks of all copies look at once. One may die of it. */
  async function moveTo(moment: string): Promise<void> {
    await time?.moveTo(
      moment,
      copies.map(({ bot }) => bot),
    )
  }

  /** Sees to it that a second copy stands beside the one that people talk to. */
  async function reinforce(): Promise<void> {
    if (copies.length < 2) await add()
  }

  /** The copy to talk to: after a death the successor, as soon as it is there. */
  async function serving(): Promise<Life> {
    if (copies.length === 0) await served
    const [first] = copies
    if (!first) throw new Error(`no copy is left:\n${m50.printed()}`)
    return first
  }

  return {
    arm,
    kill,
    moveTo,
    reinforce,
    serving,
    /** Where they listen. */
    urls: () => copies.map(({ bot }) => bot.url),
  }
}
