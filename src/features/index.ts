// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { createDesk } from '#/features/desk/index.ts'
import { diagnose } from '#/features/diagnose/index.ts'
import { people } from '#/features/people/index.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { pillars } from '#/features/pillars/index.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { createPrivacy } from '#/features/privacy/index.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** What may be asked for and decided. */
export const requestKinds: readonly AnyRequestKind[] = [joinKind, admitKind]

const contributing: readonly Feature[] = [pillars, people, diagnose, createPrivacy(requestKinds)]

/** What the bot can do: adding a capability is one folder and one line here. */
export const features: readonly Feature[] = [...contributing, createDesk(contributing, requestKinds)]
