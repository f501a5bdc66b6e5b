// SPDX-License-Identifier: EUPL-1.2
declare const brand: unique symbol

export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

export type PersonId = Branded<string, 'Person'>
export type IdentityId = Branded<string, 'Identity'>
export type SourceId = Branded<string, 'Source'>
export type RoleId = Branded<string, 'Role'>
export type MunicipalityId = Branded<string, 'Municipality'>
export type PillarId = Branded<string, 'Pillar'>
export type PillarMemberId = Branded<string, 'PillarMember'>
export type RequestId = Branded<string, 'Request'>
export type DeliveryId = Branded<string, 'Delivery'>
export type ChannelId = Branded<string, 'Channel'>
export type LobbyPointId = Branded<string, 'LobbyPoint'>
export type LobbyOfferId = Branded<string, 'LobbyOffer'>
export type LobbyRoundId = Branded<string, 'LobbyRound'>
export type BottleneckId = Branded<string, 'Bottleneck'>
export type MeetingId = Branded<string, 'Meeting'>
export type RegistrationId = Branded<string, 'Registration'>
export type MeetingDateId = Branded<string, 'MeetingDate'>
export type AgendaItemId = Branded<string, 'AgendaItem'>
export type ActionId = Branded<string, 'Action'>
export type MeetingQuestionId = Branded<string, 'MeetingQuestion'>
export type CommitteeId = Branded<string, 'Committee'>
export type CommitteeSeatId = Branded<string, 'CommitteeSeat'>
export type CommitteeMeetingId = Branded<string, 'CommitteeMeeting'>
export type ReportId = Branded<string, 'Report'>
export type DigestScheduleId = Branded<string, 'DigestSchedule'>
export type DigestId = Branded<string, 'Digest'>
export type DigestWishId = Branded<string, 'DigestWish'>
export type FileId = Branded<string, 'File'>

/** What a card, an audit row or a posted message is about. */
export interface SubjectRef {
  readonly kind: string
  readonly id: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The id if it has the form of one, else null: a value from a platform is never trusted, and Postgres refuses what is no uuid. */
export const asId = <Id extends string>(value: string | undefined): Id | null =>
  value !== undefined && uuid.test(value) ? (value.toLowerCase() as Id) : null
