// SPDX-License-Identifier: EUPL-1.2
import { type Db, statement } from '#/database/db.ts'
import { remembering } from '#/database/remember.ts'

/** A theme of a pillar, by the agenda's own number. */
export interface Theme {
  readonly id: string
  readonly name: string
  readonly pillar: string
}

const themesNow = statement('themes', 'select id, name, pillar_id as pillar from themes order by id')
const rememberThemes = remembering<readonly Theme[]>()

/** Kept in memory for a second: they hardly change. */
export const themes = (db: Db): Promise<readonly Theme[]> =>
  rememberThemes(db, '', () => db.query<Theme>(themesNow, []))
