// SPDX-License-Identifier: EUPL-1.2
import type { Express } from 'express'

/** `GET /calendar/:secret.ics`: someone's own meetings. A wrong link and one that was renewed are answered as any page that is not there [T10]. */
export function mountCalendar(app: Express, feed: (secret: string) => Promise<string | null>): void {
  app.get('/calendar/:secret.ics', async (request, response, next) => {
    const calendar = await feed(request.params.secret)
    if (calendar === null) return next()
    response.type('text/calendar; charset=utf-8').send(calendar)
  })
}
