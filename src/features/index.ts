// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { createDesk } from '#/features/desk/index.ts'
import { diagnose } from '#/features/diagnose/index.ts'
import { people } from '#/features/people/index.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { pillars } from '#/features/pillars/index.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'

const contributing: readonly Feature[] = [pillars, people, diagnose]

/** What the bot can do: adding a capability is one folder and one line here. */
export const features: readonly Feature[] = [...contributing, createDesk(contributing, [joinKind, admitKind])]
