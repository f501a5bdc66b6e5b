// SPDX-License-Identifier: EUPL-1.2
const platforms: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams', playground: 'Playground' }

/** A platform as people call it. */
export const platformName = (platform: string): string => platforms[platform] ?? platform
