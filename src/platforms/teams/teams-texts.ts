// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from '#/platforms/teams/texts.en.json' with { type: 'json' }
import nl from '#/platforms/teams/texts.nl.json' with { type: 'json' }

/** What is only said on Teams: that something is being saved, or was answered elsewhere. */
export const teamsTexts = texts('teams', nl, en)
