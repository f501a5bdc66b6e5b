// SPDX-License-Identifier: EUPL-1.2
import { plain } from '#/chat/markdown.ts'
import type { Registry } from '#/chat/registry.ts'
import type { Locale } from '#/chat/texts.ts'
import { oneLine } from '#/platforms/adaptive-card/text.ts'
import { type Command, commandsOf, extensionCommands } from './commands.ts'
import { permissions, resourcePermissions } from './permissions.ts'
import { manifestTexts } from './texts.ts'

const schemas = 'https://developer.microsoft.com/json-schemas/teams/v1.30'

/** Teams shows no more of who made an app; its description names the organisation in full. */
const longestDeveloper = 32

/** Who runs this bot, as it stands in the manifest. */
export interface Runner {
  readonly organisation: string
  readonly contactEmail: string
  readonly publicUrl: string
  /** The Entra app's, which is the Teams app's and the bot's as well. */
  readonly clientId: string
}

/** Whoever installs the app fills in their own. */
export const placeholder: Runner = {
  organisation: 'M50',
  contactEmail: 'secretariaat@m50.example.org',
  publicUrl: 'https://m50.example.org',
  clientId: '00000000-0000-0000-0000-000000000000',
}

export interface ManifestOptions {
  readonly registry: Registry
  readonly runner: Runner
  /** Teams takes an upload only when it is higher than the last [E18]. */
  readonly version: string
  /** The second manifest: with a team owner's consent, the bot hears answers in channels that do not mention it [E30]. */
  readonly readChannels: boolean
}

const places = ['personal', 'channel'] as const

function described({ runner, readChannels }: ManifestOptions, locale: Locale) {
  const t = manifestTexts.in(locale)
  const who = { organisation: runner.organisation, contact: runner.contactEmail }
  return {
    name: { short: 'M50', full: plain(t('full')) },
    description: {
      short: plain(t('short')),
      full: plain(t(readChannels ? 'descriptionReading' : 'description', who)),
    },
  }
}

/** The app as Teams is told of it, in English: https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema. `teamsLocalization` has the Dutch. */
export function teamsManifest(options: ManifestOptions) {
  const { registry, runner, version, readChannels } = options
  const page = (path: string) => `${runner.publicUrl}${path}`
  const [personal, channel] = places.map(place => commandsOf(place, registry, 'en'))
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    manifestVersion: '1.30',
    version,
    id: runner.clientId,
    developer: {
      name: oneLine(runner.organisation, longestDeveloper),
      websiteUrl: page('/steun'),
      privacyUrl: page('/privacy'),
      termsOfUseUrl: page('/over'),
    },
    ...described(options, 'en'),
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'nl', file: 'nl.json' }] },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#154273',
    bots: [
      {
        botId: runner.clientId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        // A spreadsheet that someone sends, in their own conversation with the bot: elsewhere Teams gives a bot no files [F94].
        supportsFiles: true,
        // What is typed after a slash in a channel is seen by the bot alone [E20].
        supportsTargetedMessages: true,
        commandLists: [
          { scopes: ['personal'], commands: personal },
          { scopes: ['team', 'groupChat'], triggers: ['mention', 'slash'], commands: channel },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: runner.clientId,
        commands: extensionCommands(registry, 'en').map(command => ({
          ...command,
          type: 'action',
          ...(command.context.includes('commandBox') && { triggers: ['slash'] }),
          fetchTask: true,
        })),
      },
    ],
    permissions: permissions.map(({ permission }) => permission),
    // The schema calls it optional, Teams asks it of every app with the scope "team" [E18].
    supportsChannelFeatures: 'tier1',
    ...(readChannels && {
      // Consent for a team is given to the Entra app; the address is looked at by nobody, but must be there.
      webApplicationInfo: { id: runner.clientId, resource: runner.publicUrl },
      authorization: {
        permissions: {
          resourceSpecific: resourcePermissions.map(({ permission }) => ({ name: permission, type: 'Application' })),
        },
      },
    }),
  }
}

const localised = (list: readonly Command[], at: number): [string, string][] =>
  list.flatMap(({ title, description, prompt }, i) => {
    const path = `bots[0].commandLists[${at}].commands[${i}]`
    return [
      [`${path}.title`, title],
      [`${path}.description`, description],
      ...(prompt === undefined ? [] : [[`${path}.prompt`, prompt] satisfies [string, string]]),
    ]
  })

/** The Dutch words of the same app: by place, as Teams wants it. */
export function teamsLocalization(options: ManifestOptions) {
  const { name, description } = described(options, 'nl')
  return {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(
      extensionCommands(options.registry, 'nl').flatMap(({ title, description }, i) => [
        [`composeExtensions[0].commands[${i}].title`, title],
        [`composeExtensions[0].commands[${i}].description`, description],
      ]),
    ),
    ...Object.fromEntries(places.flatMap((place, at) => localised(commandsOf(place, options.registry, 'nl'), at))),
  }
}
