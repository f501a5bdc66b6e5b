// SPDX-License-Identifier: EUPL-1.2
import type { Express } from 'express'

/** What must be well, by name; the list may grow while the bot starts. A check that throws says no. */
export type Checks = Readonly<Record<string, () => Promise<boolean> | boolean>>

/** A promised answer counts for so long, however often it is asked. */
const freshMs = 1_000
/** After so long without an answer the answer is no. */
const answerMs = 2_000
/** A check that was never answered is asked anew after so long. */
const forgottenMs = 10_000

type Ask = () => Promise<boolean>

/** Asks a check, but what it promises at most once a second, and never while it still thinks. */
function paced(check: () => Promise<boolean> | boolean): Ask {
  let asked: { readonly at: number; readonly answer: Promise<boolean>; isOpen: boolean } | null = null
  return async () => {
    const age = asked ? performance.now() - asked.at : Number.POSITIVE_INFINITY
    if (asked && age < (asked.isOpen ? forgottenMs : freshMs)) return within(answerMs - age, asked.answer)
    const given = check()
    if (typeof given === 'boolean') return given
    const now = { at: performance.now(), answer: given.catch(() => false), isOpen: true }
    asked = now
    void now.answer.then(() => {
      now.isOpen = false
    })
    return within(answerMs, now.answer)
  }
}

async function within(ms: number, answer: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, Math.max(0, ms), false)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/** `GET /healthz`: the process lives. `GET /readyz`: 200 when all checks say yes, else 503, with a word for each: `{"database":"ok","worker":"failing"}` [T55]. `?without=hold` leaves one out: for whoever sends people to a copy, which answers all the same. */
export function mountHealth(app: Express, checks: Checks): void {
  const asks = new Map<Checks[string], Ask>()
  const ask = async (check: NonNullable<Checks[string]>): Promise<boolean> => {
    const known = asks.get(check) ?? paced(check)
    asks.set(check, known)
    return known().catch(() => false)
  }

  app.get('/healthz', (_, response) => void response.type('text').send('ok\n'))
  app.get('/readyz', async (request, response) => {
    const { without } = request.query
    const wanted = Object.entries(checks).filter(([name]) => name !== without)
    const answers = await Promise.all(
      wanted.map(async ([name, check]) => [name, (await ask(check)) ? 'ok' : 'failing'] as const),
    )
    response.status(answers.every(([, word]) => word === 'ok') ? 200 : 503).json(Object.fromEntries(answers))
  })
}
