// SPDX-License-Identifier: EUPL-1.2
// A process of its own that migrates a database, as one of several copies that start at once. Says in one line of JSON what it applied.
import { migrate } from '#/database/migrate.ts'
import { silent } from '../support/silent-log.ts'

const [connectionString = '', directory = ''] = process.argv.slice(2)
console.log(JSON.stringify(await migrate({ connectionString, directory, log: silent })))
