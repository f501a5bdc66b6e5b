// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Reader } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import { type Point, pointById } from '#/features/lobby/rules/points.ts'
import { readersFor } from '#/features/lobby/rules/sight.ts'
import type { LobbyPointId } from '#/network/ids.ts'

/** What every notice about a point knows. */
export const about = z.object({ point: z.uuid().transform(id => id as LobbyPointId) })
export type About = z.infer<typeof about>

/** What is told about a point is a record, and must arrive. */
export const record = { onUnclear: 'surely', recordClass: 'record' } as const

/** The point as the one who is told may see it; null where they may not know of it (any more). */
export const seen = (db: Db, { point }: About, reader: Reader): Promise<Point | null> =>
  pointById(db, point, readersFor(reader.person), reader.today)
