// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { createDesk } from '#/features/desk/index.ts'
import { createDirectory } from '#/features/directory/index.ts'
import { groups } from '#/features/groups/index.ts'
import { people } from '#/features/people/index.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { pillars } from '#/features/pillars/index.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'

const contributing: readonly Feature[] = [pillars, groups, people]

const desk = createDesk(contributing, [joinKind, admitKind])

/** What the bot can do: adding a capability is one folder and one line here. */
export const features: readonly Feature[] = [...contributing, createDirectory([...contributing, desk]), desk]
