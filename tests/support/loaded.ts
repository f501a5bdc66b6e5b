// SPDX-License-Identifier: EUPL-1.2
// For --import: prints each of Microsoft's packages as soon as a process asks for it.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    if (/^@(?:microsoft|azure)\//.test(specifier)) console.log(`asks for ${specifier}`)
    return next(specifier, context)
  },
})
