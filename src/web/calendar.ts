// SPDX-License-Identifier: EUPL-1.2
import type { Express } from 'express'

const mediaType = 'text/calendar; charset=utf-8'

/**
 * `GET /calendar/:secret.ics`: what someone's calendar reads along. `GET /calendar/event/:token.ics`: one meeting, at once, since a phone takes it from a link that it opens; it changes
 * nothing, whoever fetches it. A wrong link and one that leads nowhere any more are answered as any page that is not there [T10].
 */
export function mountCalendar(
  app: Express,
  feed: (secret: string) => Promise<string | null>,
  event: (token: string) => Promise<{ readonly name: string; readonly content: string } | null>,
): void {
  app.get('/calendar/event/:token.ics', async (request, response, next) => {
    const file = await event(request.params.token)
    if (!file) return next()
    response.set('content-disposition', `inline; filename="${file.name}"`).type(mediaType).send(file.content)
  })

  app.get('/calendar/:secret.ics', async (request, response, next) => {
    const calendar = await feed(request.params.secret)
    if (calendar === null) return next()
    response.type(mediaType).send(calendar)
  })
}
