// SPDX-License-Identifier: EUPL-1.2

/** The moments between which something is new: after `from`, up to `to`. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** A lobby point that something happened to, as all members may see it. */
export interface PointNews {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly state: string
  /** Since when the readers may know of it: it may have been released, or moved to their pillar, since. */
  readonly openedAt: Date
  /** Since when they may know what it came to, where it ended. */
  readonly endedAt: Date
  readonly supporters: number
  readonly added: number
  /** The municipality that stands behind it, where it is one. */
  readonly supporter: string | null
  /** The one that came to stand behind it, where it is one. */
  readonly joiner: string | null
  /** The last time that it was put on an agenda in this period. */
  readonly placed: { readonly id: string; readonly target: string; readonly on: string } | null
}

export interface MeetingNews {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly about: string | null
  readonly place: string | null
  readonly isOnSite: boolean
  readonly isOnline: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  readonly registerUntil: Date
}

export interface RoundNews {
  readonly id: string
  readonly closesAt: Date
  readonly points: number
}

export interface BottleneckNews {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly municipality: string
  /** Since when the readers may know of it: it may have been put back, or moved to their pillar, since. */
  readonly knownSince: Date
}

export interface ReportNews {
  readonly id: string
  readonly number: number
  /** Whether the committee is still to meet, or has met. */
  readonly kind: 'before' | 'after' | 'any'
  readonly title: string
  readonly committeeName: string
  /** When the committee met, or will, of which it tells. */
  readonly meetingAt: Date | null
  readonly inputUntil: Date | null
  readonly publishedAt: Date
}

export interface CommitteeNews {
  readonly id: string
  readonly committeeName: string
  readonly about: string | null
  readonly startsAt: Date
  readonly inputUntil: Date
  /** Who of the network sits there when it meets. */
  readonly seats: readonly unknown[]
}

/** All that a pillar could be told of. */
export interface News {
  readonly reports: readonly ReportNews[]
  readonly committees: readonly CommitteeNews[]
  readonly points: readonly PointNews[]
  readonly meetings: readonly MeetingNews[]
  readonly rounds: readonly RoundNews[]
  readonly bottlenecks: readonly BottleneckNews[]
}
