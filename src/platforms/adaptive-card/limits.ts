// SPDX-License-Identifier: EUPL-1.2
/** What an Adaptive Card may be on Teams, with the page each number comes from. */

/** A bot's message should stay within 80 KB, counted as UTF-16; above about 100 KB it is refused (413 MessageSizeTooBig). https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
export const mostBytes = 80 * 1024

/** Our own aim: what is longer than this is not read on a phone [E29]. */
export const aimBytes = 20 * 1024

/** Actions in one row. https://learn.microsoft.com/microsoftteams/platform/concepts/deploy-and-publish/appsource/prepare/teams-store-validation-guidelines [E24] */
export const mostActions = 6

/** Of them in sight; the others stand in the client's own menu. The same page asks for one to three. [E24] */
export const mostInSight = 2

/** Above so many options a choice is searched as one types. */
export const mostOptions = 50

export const mostTitle = 200
export const mostLabel = 80
export const mostConfirm = 500
export const mostFallback = 600

/** How much of a card is kept, from the widest to the narrowest: the first that meets the aim is drawn. Words are shortened before an item is left out, since its button goes with it. Characters of text, number of items and facts, characters of each. */
export interface Room {
  readonly text: number
  readonly items: number
  readonly itemText: number
  readonly facts: number
  readonly factText: number
  /** Whether bold, italic and links are kept: each costs a piece of its own. */
  readonly marks: boolean
}

export const rooms: readonly [Room, ...Room[]] = [
  { text: 4000, items: 25, itemText: 2000, facts: 20, factText: 400, marks: true },
  { text: 4000, items: 25, itemText: 400, facts: 20, factText: 400, marks: true },
  { text: 2000, items: 25, itemText: 250, facts: 12, factText: 250, marks: true },
  { text: 1000, items: 25, itemText: 150, facts: 8, factText: 150, marks: true },
  { text: 2000, items: 12, itemText: 250, facts: 12, factText: 250, marks: true },
  { text: 1000, items: 12, itemText: 150, facts: 8, factText: 150, marks: true },
  { text: 1000, items: 12, itemText: 250, facts: 8, factText: 150, marks: false },
  { text: 400, items: 12, itemText: 80, facts: 5, factText: 80, marks: false },
  { text: 400, items: 6, itemText: 80, facts: 5, factText: 80, marks: false },
  { text: 400, items: 3, itemText: 80, facts: 5, factText: 80, marks: false },
]

/** Bytes as Teams counts them. */
export const bytesOf = (drawn: object): number => JSON.stringify(drawn).length * 2
