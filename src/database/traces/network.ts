// SPDX-License-Identifier: EUPL-1.2
import type { Traces } from '#/database/traces/shape.ts'

/** What the network is, which holds nobody but the playground's people. */
export const networkTraces: Readonly<Record<string, Traces | null>> = {
  agenda_periods: null,
  municipalities: null,
  municipality_aliases: null,
  municipality_domains: null,
  memberships: null,
  pillars: null,
  themes: null,
  theme_groups: null,
  committees: null,
  committee_pillars: null,
  lobby_targets: null,
  meeting_kinds: null,
  meeting_evaluations: null,
  settings: {
    about: `t.key = any(select 'playground.locale.' || player from unnest(who.players) player)`,
    forget: [
      {
        does: 'deletes',
        where: `t.key = any(select 'playground.locale.' || player from unnest(who.players) player)`,
      },
    ],
  },
}
