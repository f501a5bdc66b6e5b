// SPDX-License-Identifier: EUPL-1.2
// A web server on a free port, whose log a test may read.
import type { Express } from 'express'
import { createWeb, type Listening, type Patience, type Web, type WebSettings } from '#/web/server.ts'
import { type Line, recordingLog } from '../support/silent-log.ts'

export interface Served extends Listening {
  readonly app: Express
  readonly post: Web['post']
  readonly url: string
  readonly lines: Line[]
}

export async function serve(
  settings: Partial<WebSettings> = {},
  patience?: Patience,
  isOpen?: () => boolean,
): Promise<Served> {
  const { log, lines } = recordingLog()
  const web = createWeb({
    settings: { port: 0, host: '127.0.0.1', publicUrl: 'http://localhost:3000', trustProxy: 0, ...settings },
    log,
    ...(patience && { patience }),
    ...(isOpen && { isOpen }),
  })
  const listening = await web.listen()
  return { ...listening, app: web.app, post: web.post, url: `http://127.0.0.1:${listening.port}`, lines }
}
