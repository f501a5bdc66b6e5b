// SPDX-License-Identifier: EUPL-1.2

/** SQL: whether the delivery `x` reached whom it is for, or is still on its way. What a restore left unsent had probably left already [T38]. */
export const hasArrived = (x: string): string =>
  `(${x}.state in ('open', 'sending', 'sent') or ${x}.state = 'void' and ${x}.reason = 'restored')`
