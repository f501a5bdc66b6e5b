// SPDX-License-Identifier: EUPL-1.2

/** A day that there is, as `2027-02-03`: the last of February is not its thirty-first. */
export function isDay(typed: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return false
  try {
    return Temporal.PlainDate.from(typed).toString() === typed
  } catch {
    return false
  }
}
