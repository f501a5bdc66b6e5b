// SPDX-License-Identifier: EUPL-1.2
import { platformName } from '#/chat/platform-name.ts'
import type { AccountFacts } from '#/features/directory/rules/link.ts'

/** An account in a sentence: as what it is shown there, in which workspace or tenant. */
export const accountParams = ({ name, platform, source }: AccountFacts) => ({
  account: name,
  platform: platformName(platform),
  source,
})
