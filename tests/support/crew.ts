// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { timeInFile } from './moved-time.ts'
import type { RunningBot } from './running-bot.ts'
import { slackNetwork } from './slack-network.ts'
import { cut, type Outcome, type Person, type Shown, textOf } from './slack-server.ts'
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

const privately = async (outcome: Outcome): Promise<string> => textOf(await outcome.ephemeral(patienceMs))

/** One copy from the moment that people talk to it. */
interface Life {
  readonly bot: RunningBot
  isOver: boolean
  /** Milliseconds since 1970, when it was killed. */
  readonly ended: Promise<number>
}

/** So long anything may take that is not measured. */
const patienceMs = 180_000

/** Starts are heavy: more at once would be slower for all. */
const atStart = twoAtATime()

/**
 * A network whose bot is killed over and over. Where no copy is left, one is started anew. Its copies are the product's own process, or, where they are to
 * die at a point, one with a mark. `now` where its time is a test's to move.
 */
export async function startCrew({
  scopes,
  dies,
  now,
}: {
  scopes: string[]
  dies: 'at a point' | 'at any moment'
  now?: string
}) {
  const m50 = await slackNetwork({ scopes })
  const doomFile = `${m50.settings.DATA_DIR}.doom`
  const time = now === undefined ? null : timeInFile(now)
  const [entry, more] =
    dies === 'at a point'
      ? ['tests/support/killed-bot.ts', { DOOM_FILE: doomFile, ...time?.settings }]
      : ['src/main.ts', {}]
  /** The first is the one that people talk to. */
  const copies: Life[] = []
  let armings = 0

  const talk = () => copies[0] && m50.slack.talkTo(copies[0].bot.url)

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
    await writeFile(doomFile, JSON.stringify({ number, at, nth, lingerMs }))
    for (const { bot } of copies) bot.process.kill('SIGUSR2')
    const isArmed = ({ bot }: Life) => bot.printed().includes(`"armed ${number}"`)
    for (const deadline = Date.now() + patienceMs; !copies.every(isArmed); await pause(5))
      if (Date.now() > deadline) throw new Error(`a copy was not armed:\n${m50.printed()}`)
    if (isUnanswered)
      m50.slack.faults.plan('chat.postMessage', cut({ acts: true }), { channel: m50.secretariat, times: 1 })
    return awaitDeath()
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

  /** What comes first: the answer, or the death of the copy that was asked (null). */
  const answerOf = (answer: Promise<string>, asked: Life): Promise<string | null> => {
    answer.catch(() => {})
    return Promise.race([answer, asked.ended.then(() => null)])
  }

  /** The copy to talk to: after a death the successor, as soon as it is there. */
  async function serving(): Promise<Life> {
    if (copies.length === 0) await served
    const [first] = copies
    if (!first) throw new Error(`no copy is left:\n${m50.printed()}`)
    return first
  }

  /** Acts, and acts again after a death, until there is an answer, or nothing to be done any more (null, then nothing is heard). */
  async function insist(
    act: (times: number) => Promise<Outcome | null>,
    answer: (outcome: Outcome) => Promise<string>,
  ): Promise<string> {
    for (let times = 1; ; times++) {
      const asked = await serving()
      const outcome = await act(times)
      if (!outcome) return ''
      // Slack says that it took too long, and shows no answer.
      if (outcome.failure && !asked.isOver && outcome.status !== 0) continue
      const heard = await answerOf(answer(outcome), asked)
      // Whoever is asked to try again does so.
      if (heard !== null && !heard.includes('robeer het')) return heard
    }
  }

  const command = (person: Person, line: string, channel?: string): Promise<string> =>
    insist(() => person.command(line, channel ? { channel } : {}), privately)
  await command(m50.jansen, 'kanaal secretariaat', m50.secretariat)

  return {
    m50,
    arm,
    kill,
    moveTo,
    reinforce,
    /** Where the copies listen. */
    urls: () => copies.map(({ bot }) => bot.url),
    command,
    /** A press whose answer got lost may have counted: the button is gone then. */
    press: (person: Person, place: Parameters<Person['press']>[0], action: string, value?: string): Promise<string> =>
      insist(async times => {
        const pressed = person.press(place, action, value === undefined ? {} : { value })
        return times === 1 ? pressed : pressed.catch(() => null)
      }, privately),
    /** A direct message. What Slack got no answer to it sends again, under the same id; what was taken and got lost the person says again. */
    say(person: Person, line: string): Promise<string> {
      let before = 0
      return insist(
        async () => {
          before = answersTo(person).length
          let asked = await serving()
          let outcome = await person.directMessage(line)
          for (let retryNum = 1; outcome.status === 0; retryNum++) {
            await asked.ended
            asked = await serving()
            outcome = await outcome.repeat({ retryNum, reason: 'connection_failed' })
          }
          return outcome
        },
        async () =>
          textOf(
            await m50.slack.until(() => answersTo(person)[before], {
              within: patienceMs,
              what: `an answer to “${line}”`,
            }),
          ),
      )
    },
  }
}

/** What the bot said in a direct conversation that is no delivery. */
const answersTo = (person: Person): Shown[] =>
  person.inbox().filter(message => message.user !== person.id && !message.metadata)

export type Crew = Awaited<ReturnType<typeof startCrew>>
