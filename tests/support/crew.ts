// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunningBot } from './running-bot.ts'
import { slackNetwork } from './slack-network.ts'
import { type Outcome, type Person, type Shown, textOf } from './slack-server.ts'

/** Where a copy ends: at the n-th coming to a point, once it was armed. */
export interface Doom {
  readonly at: string
  readonly nth?: number
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
const patienceMs = 60_000

const entry = 'tests/support/killed-bot.ts'
/** A start reads some thousand files: their compiled form is kept from one start to the next. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'm50-compiled')

const lanes = [Promise.resolve(), Promise.resolve()]
/** Starts are heavy: more at once would be slower for all. */
function twoAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = (lanes.shift() ?? Promise.resolve()).then(work)
  lanes.push(
    result.then(
      () => {},
      () => {},
    ),
  )
  return result
}

/** A network whose bot is killed over and over, each time at the next of `dooms`, and started anew. */
export async function startCrew({ scopes, dooms }: { scopes: string[]; dooms: readonly Doom[] }) {
  const m50 = await slackNetwork({ scopes })
  const waiting = [...dooms]
  const start = async (): Promise<Life> => {
    const doom = waiting.shift()
    const settings = {
      NODE_COMPILE_CACHE,
      ...(doom && { KILLED_AT: doom.at, KILLED_NTH: String(doom.nth ?? 1) }),
    }
    const bot = await twoAtATime(() => m50.begin(settings, { entry, withinMs: patienceMs }))
    const born: Life = {
      bot,
      isOver: false,
      ended: once(bot.process, 'exit').then(([, signal]) => {
        born.isOver = true
        if (signal !== 'SIGKILL') throw new Error(`a copy ended by itself:\n${bot.printed()}`)
        return Date.now()
      }),
    }
    born.ended.catch(() => {})
    return born
  }
  let life = await start()
  let served: Promise<number> = Promise.resolve(0)
  m50.slack.talkTo(life.bot.url)

  /** Gives the moment from which another copy was there. */
  async function succeed(): Promise<number> {
    await life.ended
    life = await start()
    return Date.now()
  }

  /** The copy that people talk to counts from now on. `succeeded` is the moment from which another was there in its place. */
  async function arm(): Promise<{ readonly succeeded: Promise<number> }> {
    const { bot } = life
    bot.process.kill('SIGUSR2')
    for (const deadline = Date.now() + patienceMs; !bot.printed().includes('"armed"'); await pause(5))
      if (Date.now() > deadline) throw new Error(`a copy was not armed:\n${bot.printed()}`)
    served = succeed()
    served.catch(() => {})
    return { succeeded: served }
  }

  /** What comes first: the answer, or the death of the copy that was asked (null). */
  const answerOf = (answer: Promise<string>, asked: Life): Promise<string | null> => {
    answer.catch(() => {})
    return Promise.race([answer, asked.ended.then(() => null)])
  }

  /** The copy to talk to: after a death the successor, as soon as it is there. */
  async function serving(): Promise<Life> {
    if (life.isOver) await served
    return life
  }

  /** Acts, and acts again after a death, until there is an answer. */
  async function insist(act: () => Promise<Outcome>, answer: (outcome: Outcome) => Promise<string>): Promise<string> {
    for (;;) {
      const asked = await serving()
      const outcome = await act()
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
    command,
    press: (person: Person, place: Parameters<Person['press']>[0], action: string, value?: string): Promise<string> =>
      insist(() => person.press(place, action, value === undefined ? {} : { value }), privately),
    /** A direct message. What Slack got no answer to it sends again, under the same id; what was taken and got lost the person says again. */
    say(person: Person, line: string): Promise<string> {
      let before = 0
      return insist(
        async () => {
          before = answersTo(person).length
          let outcome = await person.directMessage(line)
          for (let retryNum = 1; outcome.status === 0; retryNum++) {
            await life.ended
            await serving()
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
