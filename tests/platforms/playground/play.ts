// SPDX-License-Identifier: EUPL-1.2
// A playground on a free port and a database of its own, in front of a router that the test gives.
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express, { type Express } from 'express'
import type { Answer, Incoming } from '#/chat/turn.ts'
import { type Database, openDatabase } from '#/database/database.ts'
import type { Hands } from '#/platforms/playground/clock.ts'
import type { World } from '#/platforms/playground/people.ts'
import { createPlayground, type Playground, type PlaygroundParts } from '#/platforms/playground/playground.ts'
import { createWorld, readWorld } from '#/platforms/playground/world.ts'
import { answerMessage, deliveryMessage } from '#/platforms/slack/message.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'

export interface Play {
  readonly url: string
  readonly database: Database
  readonly rows: TestDatabase
  readonly playground: Playground
  /** What the router got, oldest first. */
  readonly taken: Incoming[]
  /** The playground as after a new start of the bot, on the same database. */
  again(hands: Hands): Playground
  /** What the router answers from now on. */
  answer(by: (incoming: Incoming) => Answer | Promise<Answer>): void
  /** An act as the page sends it; its nonce is made where the body has none. */
  act(path: string, body: Record<string, unknown>): Promise<{ status: number; reply: unknown }>
  close(): Promise<void>
}

export const said = (text: string): Answer => ({ card: { version: 1, text }, to: 'me' })

/** The world of a network's folder. */
export const worldIn = async (folder: string, names: { network: string; pillar: string }): Promise<World> =>
  createWorld(await readWorld(join(import.meta.dirname, '../../..', folder)), names)

export async function play(options: { seeded?: boolean; theme?: string; hands?: Hands } = {}): Promise<Play> {
  const rows = await freshDatabase(options)
  const database = openDatabase({ url: rows.url, turns: 4, background: 2 })
  const world = await worldIn('prisma/seed', { network: 'M50', pillar: 'Bestuur' })
  const taken: Incoming[] = []
  let answer: (incoming: Incoming) => Answer | Promise<Answer> = () => said('Goed.')
  const web = express()
  const parts = (on: Express, hands: Hands | undefined): PlaygroundParts => ({
    web: on,
    hands,
    database,
    take: async incoming => {
      taken.push(incoming)
      return answer(incoming)
    },
    world,
    zone: 'Europe/Amsterdam',
    locale: 'nl',
    theme: options.theme,
    drawForSlack: (card, { locale, delivery, drawing = 0 }) =>
      delivery ? deliveryMessage({ card, locale, delivery, drawing }) : answerMessage(card, locale),
    log: { error() {} },
  })
  const playground = createPlayground(parts(web, options.hands))
  const server = web.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/playground`
  return {
    url,
    database,
    rows,
    playground,
    taken,
    again: hands => createPlayground(parts(express(), hands)),
    answer(by) {
      answer = by
    },
    async act(path, body) {
      const response = await fetch(`${url}/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ nonce: randomUUID(), ...body }),
      })
      return { status: response.status, reply: await response.json().catch(() => null) }
    },
    async close() {
      playground.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await database.close()
      await rows.drop()
    },
  }
}
