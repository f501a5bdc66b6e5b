// SPDX-License-Identifier: EUPL-1.2
import type { Belongings, Feature } from '#/chat/feature.ts'
import { bottlenecks } from '#/features/bottlenecks/index.ts'
import { createDesk } from '#/features/desk/index.ts'
import { diagnose } from '#/features/diagnose/index.ts'
import { digests } from '#/features/digests/index.ts'
import { createDirectory } from '#/features/directory/index.ts'
import { createDepartedKind } from '#/features/directory/rules/departed.ts'
import { groups } from '#/features/groups/index.ts'
import { importing } from '#/features/importing/index.ts'
import { lobby } from '#/features/lobby/index.ts'
import { pointKind } from '#/features/lobby/rules/propose.ts'
import { meetings } from '#/features/meetings/index.ts'
import { changeKind } from '#/features/meetings/rules/late-changes.ts'
import { itemKind } from '#/features/meetings/rules/propose-item.ts'
import { people } from '#/features/people/index.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { roleEndKind } from '#/features/people/rules/role-end.ts'
import { pillars } from '#/features/pillars/index.ts'
import { joinKind } from '#/features/pillars/rules/join.ts'
import { createPrivacy } from '#/features/privacy/index.ts'
import { createRelease } from '#/features/release/index.ts'
import { vng } from '#/features/vng/index.ts'
import { reportKind } from '#/features/vng/rules/review-report.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** What someone may hold who leaves; asked for when all features are there. */
const belongings = (): readonly Belongings[] => features.flatMap(feature => feature.belongings ?? [])

export const departedKind = createDepartedKind(() => belongings().map(one => one.handOver))

/** What may be asked for and decided. */
export const requestKinds: readonly AnyRequestKind[] = [
  joinKind,
  admitKind,
  roleEndKind,
  departedKind,
  pointKind,
  changeKind,
  itemKind,
  reportKind,
]

const contributing: readonly Feature[] = [
  pillars,
  lobby,
  bottlenecks,
  meetings,
  vng,
  groups,
  digests,
  people,
  diagnose,
  createDirectory(belongings, departedKind),
  importing,
  createPrivacy(requestKinds),
]

const withDesk: readonly Feature[] = [...contributing, createDesk(contributing, requestKinds)]

/** What the bot can do: adding a capability is one folder and one line here. */
export const features: readonly Feature[] = [...withDesk, createRelease(withDesk)]
