// SPDX-License-Identifier: EUPL-1.2
// Loaded before a bot of the tests. A bot that is killed would leave no compiled form of its modules for the next start: this keeps it as soon as all is loaded.
import { flushCompileCache } from 'node:module'

const loadedMs = 4_000

setTimeout(flushCompileCache, loadedMs).unref()
