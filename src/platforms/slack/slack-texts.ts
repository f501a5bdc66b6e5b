// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/platforms/slack/texts.en.json' with { type: 'json' }
import nl from '#/platforms/slack/texts.nl.json' with { type: 'json' }

/** What is only said on Slack: that something was shortened, is being saved, or was answered elsewhere. */
export const slackTexts = texts('slack', nl, en)
