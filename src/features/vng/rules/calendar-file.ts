// SPDX-License-Identifier: EUPL-1.2
// What a calendar that was sent holds of committees' meetings.
import { z } from 'zod'
import { readInThread } from '#/features/importing/rules/in-thread.ts'
import type { Committee } from '#/features/vng/rules/committees.ts'
import { fold } from '#/network/names.ts'

/** No calendar of committees is longer. */
const mostText = 500_000
const mostMeetings = 500
/** So far ahead is read of what recurs. */
const aheadDays = 400
const dayMs = 24 * 60 * 60 * 1000

const meeting = z.object({
  uid: z.string().min(1).max(500),
  /** Which of those that recur it is: when it would have begun. Empty where it is the only one. */
  recurrence: z.string(),
  isRecurring: z.boolean(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  title: z.string(),
  place: z.string().nullable(),
  about: z.string().nullable(),
  link: z.string().nullable(),
  isCancelled: z.boolean(),
})
export type CalendarMeeting = z.infer<typeof meeting>

const file = z.object({ meetings: z.array(meeting).max(mostMeetings), skipped: z.int() })
/** `skipped` are those without a time of day: nobody meets all day. */
export type CalendarFile = z.infer<typeof file>

/** Reads a calendar; null where it is none, or more than is read. */
export async function readCalendar(bytes: Uint8Array, zone: string, now: Date): Promise<CalendarFile | null> {
  const text = new TextDecoder().decode(bytes)
  if (!/BEGIN:VCALENDAR/i.test(text) || text.length > mostText) return null
  const [from, until] = [-1, aheadDays].map(days => new Date(now.getTime() + days * dayMs).toISOString())
  const read = file.safeParse(
    await readInThread(new URL('./calendar-worker.ts', import.meta.url), { text, zone, from, until }),
  )
  return read.success ? read.data : null
}

/** The committee that the title of a meeting names: the longest name in it, or a short one as a word of its own. */
export function committeeIn<Of extends Pick<Committee, 'id' | 'name'>>(title: string, all: readonly Of[]): Of | null {
  const words = title.split(/[\s,.;:()/]+/).map(fold)
  const named = all.filter(({ id, name }) => fold(title).includes(fold(name)) || words.includes(fold(id)))
  return named.toSorted((a, b) => b.name.length - a.name.length)[0] ?? null
}
