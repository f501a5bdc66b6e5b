// SPDX-License-Identifier: EUPL-1.2
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import express, { type Router } from 'express'

const folder = join(import.meta.dirname, 'page')
const cards = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js')

/** The page and what it loads, all from here: it works without the internet, and nothing is loaded from another host. */
export function pageFiles(): Router {
  const router = express.Router()
  router.get('/', (_, response) => response.sendFile('index.html', { root: folder }))
  router.get('/adaptivecards.js', (_, response) => response.sendFile(basename(cards), { root: dirname(cards) }))
  router.use('/page', express.static(folder, { index: false, redirect: false }))
  return router
}
