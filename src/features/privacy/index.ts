// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { forgetPress, showForget } from '#/features/privacy/commands/forget.ts'
import { endHoldPress, holdHandler, showHolds } from '#/features/privacy/commands/hold.ts'
import { privacyHome } from '#/features/privacy/commands/home.ts'
import { showMyData } from '#/features/privacy/commands/my-data.ts'
import { privacyNotices } from '#/features/privacy/commands/notices.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** What the bot holds of someone: to see, to take along, and to have forgotten. `kinds` are all that someone may have asked. */
export const createPrivacy = (kinds: readonly AnyRequestKind[]): Feature => ({
  name: 'privacy',
  texts: privacyTexts,
  nouns: [
    { words: ['mijn-gegevens', 'my-data'], help: 'help.myData', bare: showMyData, verbs: [] },
    { words: ['vergeet-mij', 'forget-me'], help: 'help.forget', bare: showForget, verbs: [] },
    { words: ['vasthouden', 'hold'], help: 'help.hold', bare: showHolds, verbs: [] },
  ],
  presses: { 'privacy.forget': forgetPress(kinds), 'hold.end': endHoldPress },
  forms: { 'hold.set': holdHandler },
  notices: privacyNotices,
  home: privacyHome,
})
