// SPDX-License-Identifier: EUPL-1.2
/** A permission of the Teams app, with the reason that an administrator reads. */
export interface Permission {
  readonly permission: string
  readonly reason: string
}

/** Only what is in use today. */
export const permissions: readonly Permission[] = [
  { permission: 'identity', reason: 'to know the name and address of whoever asks, and so their municipality' },
  { permission: 'messageTeamMembers', reason: 'to write to someone directly about their own request or task' },
]

/** The second manifest's: a team's owner consents to it for that team alone [E30]. As long as the bot asks nothing in a channel that is answered by typing, it has no use, and the first manifest is enough. */
export const resourcePermissions: readonly Permission[] = [
  {
    permission: 'ChannelMessage.Read.Group',
    reason: 'to receive what is said in channels without mentioning the bot; nothing is done with it today',
  },
]
