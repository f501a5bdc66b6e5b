// SPDX-License-Identifier: EUPL-1.2
import type { AccountFacts } from '#/features/directory/rules/link.ts'

const platforms: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams', playground: 'Playground' }

export const platformName = (platform: string): string => platforms[platform] ?? platform

/** An account in a sentence: as what it is shown there, in which workspace or tenant. */
export const accountParams = ({ name, platform, source }: AccountFacts) => ({
  account: name,
  platform: platformName(platform),
  source,
})
