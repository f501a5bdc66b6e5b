// SPDX-License-Identifier: EUPL-1.2
import { texts } from '#/chat/texts.ts'
import en from './texts.en.json' with { type: 'json' }
import nl from './texts.nl.json' with { type: 'json' }

/** What the Teams app says of itself before anyone talks to it. */
export const manifestTexts = texts('teamsManifest', nl, en)

export type SayInManifest = ReturnType<typeof manifestTexts.in>
