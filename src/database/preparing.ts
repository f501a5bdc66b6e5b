// SPDX-License-Identifier: EUPL-1.2
import pg from 'pg'
import { preparedName, type WatchedClient } from '#/database/database.ts'

type Query = (...given: unknown[]) => unknown

/**
 * A client whose statements are prepared by their own text, for pg-boss, which names none: planning its look for work costs the database several times as much as looking.
 * Several statements in one text cannot be prepared, and are sent as they are.
 */
export function preparing(Client: WatchedClient = pg.Client): WatchedClient {
  return class extends Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      const query = this.query.bind(this) as Query
      const prepared: Query = (text, values, ...rest) =>
        typeof text === 'string' && Array.isArray(values) && !text.includes(';')
          ? query({ name: preparedName({ sql: text }), text, values }, ...rest)
          : query(text, values, ...rest)
      Object.assign(this, { query: prepared })
    }
  }
}
