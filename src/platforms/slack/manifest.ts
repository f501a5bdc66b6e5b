// SPDX-License-Identifier: EUPL-1.2
import { plain } from '#/chat/markdown.ts'
import type { MessageAction } from '#/chat/registry.ts'
import { eventsPath } from '#/platforms/slack/receiver.ts'
import { channelScopes, events, scopes } from '#/platforms/slack/scopes.ts'
import { shorten } from '#/platforms/slack/shorten.ts'
import { slackTexts } from '#/platforms/slack/slack-texts.ts'

/** Whoever creates the app puts their own address here. */
const placeholder = 'https://m50.example.org'

const longestHint = 1000

export interface ManifestOptions {
  /** The first word of each noun, as it is typed. */
  readonly nouns: readonly string[]
  /** The forms that begin from a message, by name, with what the choice is called. */
  readonly fromMessage: readonly MessageAction[]
  /** Asks to read channels as well, so that the bot can look whether a message of its own arrived there. */
  readonly readChannels: boolean
}

/** Slack's app manifest, https://docs.slack.dev/reference/app-manifest, for one workspace over HTTP [E15]. */
export function slackManifest({ nouns, fromMessage, readChannels }: ManifestOptions) {
  const say = (key: Parameters<ReturnType<typeof slackTexts.in>>[0]) => plain(slackTexts.in('nl')(key))
  const url = placeholder + eventsPath
  const asked = readChannels ? [...scopes, ...channelScopes] : scopes
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'M50',
      description: say('manifest.description'),
      long_description: say('manifest.longDescription'),
      background_color: '#154273',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'm50', always_online: true },
      slash_commands: [
        {
          command: '/m50',
          url,
          description: say('manifest.command'),
          usage_hint: shorten(['help', ...nouns].join(' | '), longestHint),
          should_escape: false,
        },
      ],
      shortcuts: fromMessage.map(({ form, name, description }) => ({
        name,
        type: 'message',
        callback_id: form,
        description,
      })),
    },
    oauth_config: { scopes: { bot: asked.map(({ scope }) => scope) } },
    settings: {
      event_subscriptions: { request_url: url, bot_events: events.map(({ event }) => event) },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      org_deploy_enabled: true,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  }
}
