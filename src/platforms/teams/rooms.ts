// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { placeOf } from '#/platforms/teams/incoming.ts'
import type { ChangePayload, InstallPayload } from '#/platforms/teams/payloads.ts'

/** Of the bound channels that are meant: one by its own id, all of a team by the team's. Their ids are the same in every tenant. */
const ofTeams = `source_id in (select id from sources where platform = 'teams') and ended_at is null`

const rename = statement(
  'teams_room_name',
  `update channels set name = $2 where external_id = $1 and name <> $2 and ${ofTeams}`,
)
const lose = statement(
  'teams_room_lost',
  `update channels set unreached_at = now() where (external_id = $1 or team_id = $1) and unreached_at is null and ${ofTeams}`,
)
const regain = statement(
  'teams_room_found',
  `update channels set unreached_at = null where (external_id = $1 or team_id = $1) and unreached_at is not null and ${ofTeams}`,
)
const loseAccount = statement(
  'teams_account_lost',
  `update identities i set unreached_at = now() from sources s
   where s.id = i.source_id and s.platform = 'teams' and s.external_id = $1 and i.user_id = $2 and i.unreached_at is null`,
)
const regainAccount = statement(
  'teams_account_found',
  `update identities i set unreached_at = null from sources s
   where s.id = i.source_id and s.platform = 'teams' and s.external_id = $1 and i.user_id = $2 and i.unreached_at is not null`,
)
const claim = statement(
  'teams_welcome',
  'insert into turns (key) values ($1) on conflict (key) do nothing returning key',
)

/** What Teams tells of channels, teams and people that the bot is in or was in: their names, and where it can't write any more. */
export interface Rooms {
  changed(change: ChangePayload): Promise<void>
  installed(install: InstallPayload): Promise<void>
  removed(install: InstallPayload): Promise<void>
  /** There is no conversation with someone any more. */
  unreached(account: { readonly workspace: string; readonly user: string }): Promise<void>
  /** False where that was welcomed before. */
  isNew(key: string): Promise<boolean>
}

const gone = new Set(['channelDeleted', 'teamArchived', 'teamDeleted', 'teamHardDeleted'])
const back = new Set(['channelRestored', 'teamRestored', 'teamUnarchived'])

export function createRooms(db: Db): Rooms {
  /** The bot can write there again, or no more: to a person in their own conversation, in a channel, or in all those of a team. */
  async function noted(activity: ChangePayload | InstallPayload, isThere: boolean): Promise<void> {
    const { kind, tenant, conversation, team } = placeOf(activity)
    if (kind === 'direct') {
      const user = activity.from.aadObjectId?.toLowerCase() ?? activity.from.id
      await db.query(isThere ? regainAccount : loseAccount, [tenant, user])
    } else await db.query(isThere ? regain : lose, [team ?? conversation])
  }

  return {
    async changed(change) {
      const { channel, team, eventType } = change.channelData
      if (eventType === 'channelRenamed' && channel?.name) await db.query(rename, [channel.id, channel.name])
      if (eventType === 'teamRenamed' && team?.name) await db.query(rename, [team.id, team.name])
      const about = eventType?.startsWith('channel') ? channel?.id : team?.id
      if (about && gone.has(eventType ?? '')) await db.query(lose, [about])
      if (about && back.has(eventType ?? '')) await db.query(regain, [about])
      const isBot = ({ id }: { id: string }) => id === change.recipient.id
      if (change.membersRemoved?.some(isBot)) await noted(change, false)
      else if (change.membersAdded?.some(isBot)) await noted(change, true)
    },
    installed: install => noted(install, true),
    removed: install => noted(install, false),
    unreached: async ({ workspace, user }) => void (await db.query(loseAccount, [workspace, user])),
    isNew: async key => (await db.query(claim, [key])).length > 0,
  }
}
