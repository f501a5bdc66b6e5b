// SPDX-License-Identifier: EUPL-1.2
// Runs in a thread of its own, which is ended when it takes too much time or room: what a hostile file costs, it costs this thread alone.
import { parentPort, workerData } from 'node:worker_threads'
import { readSheet } from 'read-excel-file/universal'

// Formulas are not evaluated: the value that was saved with them counts.
parentPort?.postMessage(await readSheet(workerData))
