// SPDX-License-Identifier: EUPL-1.2
// For --import: prints each package that not every start needs as soon as a process asks for it.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (/^(?:@microsoft\/|@azure\/|@slack\/|@prisma\/schema-engine|csv-parse|yaml)/.test(specifier))
      console.log(`asks for ${specifier}`)
    return next(specifier, context)
  },
})
