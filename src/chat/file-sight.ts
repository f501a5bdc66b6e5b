// SPDX-License-Identifier: EUPL-1.2
import type { Registry } from '#/chat/registry.ts'
import type { Db } from '#/database/db.ts'
import { dateIn } from '#/network/calendar.ts'
import type { FileFound } from '#/network/files.ts'
import { loadActor } from '#/network/load-actor.ts'

/** Asks the feature that made a file whether it is still for its reader: what they may know today is not what they might when it was made. */
export const createFileSight =
  (registry: Pick<Registry, 'files'>, zone: string) =>
  async (db: Db, { id, kind, account }: FileFound, now: Date): Promise<boolean> => {
    const isTheirs = registry.files.get(kind)
    if (!isTheirs) return true
    const today = dateIn(zone, now)
    const known = await loadActor(db, account, today)
    return known !== null && isTheirs(db, id, known.actor, today)
  }
