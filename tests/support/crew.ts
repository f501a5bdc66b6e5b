// SPDX-License-Identifier: EUPL-1.2
import { type Life, patienceMs, startCopies } from './copies.ts'
import { slackNetwork } from './slack-network.ts'
import { cut, type Outcome, type Person, type Shown, textOf } from './slack-server.ts'

const privately = async (outcome: Outcome): Promise<string> => textOf(await outcome.ephemeral(patienceMs))

/** A network whose bot is killed over and over, and people who see through what they began. */
export async function startCrew({ scopes, ...how }: { readonly scopes: string[] } & Parameters<typeof startCopies>[1]) {
  const m50 = await slackNetwork({ scopes })
  const { slack, secretariat } = m50
  const mortal = {
    ...m50,
    talkTo: slack.talkTo,
    losesAnswer: () =>
      void slack.faults.plan('chat.postMessage', cut({ acts: true }), { channel: secretariat, times: 1 }),
  }
  const { serving, ...copies } = await startCopies(mortal, how)

  /** What comes first: the answer, or the death of the copy that was asked (null). */
  const answerOf = (answer: Promise<string>, asked: Life): Promise<string | null> => {
    answer.catch(() => {})
    return Promise.race([answer, asked.ended.then(() => null)])
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
    ...copies,
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
