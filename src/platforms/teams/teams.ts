// SPDX-License-Identifier: EUPL-1.2
import type { Express } from 'express'
import { createUnderway } from '#/chat/later.ts'
import type { Limited, Platform } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Take } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'
import { createAddresses } from '#/platforms/teams/addresses.ts'
import { createAnswers } from '#/platforms/teams/answers.ts'
import { cloudOf, createApp, messagesPath, type TeamsSettings } from '#/platforms/teams/app.ts'
import { createConnector } from '#/platforms/teams/connector.ts'
import { createFiles, fileHosts } from '#/platforms/teams/files.ts'
import { createNamesTenant } from '#/platforms/teams/foreign.ts'
import { guard } from '#/platforms/teams/guard.ts'
import { createKeys, readKeys } from '#/platforms/teams/keys.ts'
import { answerMessage } from '#/platforms/teams/message.ts'
import { createNames } from '#/platforms/teams/names.ts'
import { createPeople } from '#/platforms/teams/people.ts'
import { createPort } from '#/platforms/teams/port.ts'
import { startReceiver } from '#/platforms/teams/receiver.ts'
import { createRooms } from '#/platforms/teams/rooms.ts'
import { serviceUrls } from '#/platforms/teams/service-hosts.ts'
import { teamsTexts } from '#/platforms/teams/teams-texts.ts'
import { createThrottle } from '#/platforms/teams/throttle.ts'
import { createTurns } from '#/platforms/teams/turns.ts'
import { createWays } from '#/platforms/teams/ways.ts'

/** The host tenant as lists of sources name it: its own name is not told to a bot. */
export const hostName = 'Microsoft Teams'

export interface TeamsParts {
  /** Without a body parser before /api/messages. */
  readonly web: Express
  readonly settings: TeamsSettings
  /** What people type before a command: the network's word. */
  readonly command: string
  /** The same in a channel, where the bot hears only what mentions it. */
  readonly mention: string
  /** Hears what Teams limits in a tenant, also where an answer met it: the workers of other copies then wait too [T30] [T36]. */
  readonly limited: (limit: Limited) => void
  /** Where it is kept by which connector a tenant is reached. */
  readonly db: Db
  readonly take: Take
  readonly log: Log
  /** The language of what the platform itself says to those whose own is not known. */
  readonly locale: Locale
  /** The network's time. */
  readonly now: () => Date
}

export interface Teams {
  readonly platform: Platform
  /** Waits for the answers that are still on their way. One that has to wait for longer than `withinMs` is given up at once [T39]. */
  stop(withinMs: number): Promise<void>
}

/** Teams' door, on the shared web server: activities that the guard and Microsoft's package let in go to `take`, and the platform is the way out. */
export async function createTeams(parts: TeamsParts): Promise<Teams> {
  const { web, settings, limited, db, take, log, locale, now } = parts
  const { clientId, tenantId, serviceHosts, unauthenticated } = settings
  const isServiceUrl = serviceUrls(serviceHosts, unauthenticated)
  const { tokenIssuer: issuer, loginEndpoint, openIdMetadataUrl } = cloudOf(settings)
  const isSigned = createKeys(readKeys(openIdMetadataUrl.replace(/openidconfiguration$/, 'keys')), log)
  web.post(messagesPath, ...guard({ issuer, clientId, isServiceUrl, isSigned, unauthenticated, log }))
  const app = createApp(web, settings, isServiceUrl, log)
  const connector = createConnector({
    app,
    throttle: createThrottle(settings.authority === undefined && !unauthenticated),
    limited,
    log,
  })
  const addresses = createAddresses(db, settings.serviceUrl)
  const rooms = createRooms(db)
  const stopping = new AbortController()
  const people = createPeople({
    connector,
    addresses,
    hostTenant: tenantId,
    hostName,
    namesTenant: createNamesTenant(loginEndpoint),
    unreached: rooms.unreached,
    stopping: stopping.signal,
  })
  let endsAt = Number.POSITIVE_INFINITY
  const ways = createWays(connector, addresses, { began: stopping.signal, endsAt: () => endsAt })
  const failed = (error: unknown) =>
    log.error({ platform: 'teams', ...faultFacts(error) }, 'an answer could not be given')
  const underway = createUnderway(failed)
  const answers = { nl: createAnswers(ways, 'nl'), en: createAnswers(ways, 'en') }
  const turns = createTurns({
    take,
    command: parts.command,
    mention: parts.mention,
    people,
    answersIn: (own = locale) => answers[own],
    underway,
    typing: ways.typing,
    named: createNames(connector, teamsTexts.in(locale)('group')),
    isNew: rooms.isNew,
    readFile: createFiles(fileHosts(settings), log),
    tryIn: (place, text) => ways.trial(place, answerMessage({ version: 1, text }, locale)),
    failed,
    now,
  })
  startReceiver({ app, turns, addresses, rooms, people, log })
  await app.initialize()
  return {
    platform: createPort(connector, people, addresses),
    async stop(withinMs) {
      endsAt = performance.now() + withinMs
      stopping.abort()
      await underway.ended()
    },
  }
}
