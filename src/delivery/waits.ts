// SPDX-License-Identifier: EUPL-1.2
const longestWaitSeconds = 30

/** 1, 2, 4, 8, 16 and then 30 seconds, for the first, second, … time. */
export const growingWait = (times: number): number => Math.min(longestWaitSeconds, 2 ** Math.max(0, times - 1))

/** Half as long again as it has lasted already, between 1 and 30 seconds: for what is asked over and over and not counted. */
export const lastingWait = (seconds: number): number => Math.min(longestWaitSeconds, Math.max(1, seconds / 2))

/** What waits for a person, or for a newer copy, is looked at this often. */
export const idleWait = longestWaitSeconds
