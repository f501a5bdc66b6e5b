// SPDX-License-Identifier: EUPL-1.2
import { join } from 'node:path'
import express, { type Express, type Request, type Response } from 'express'
import { type Html, html, page } from '#/chat/html.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Pool } from '#/database/database.ts'
import type { Db } from '#/database/db.ts'
import { type FileFound, findFile, keptDays, openFile } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'
import { realTime, type Time } from '#/network/time.ts'
import { webTexts } from '#/web/texts.ts'

const localeOf = (text: string): Locale => (text === 'en' ? 'en' : 'nl')
const askedIn = (request: Request): Locale => (request.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl')

/** One for each file: a browser may have several open. */
const cookieOf = (file: FileId): string => `m50_file_${file.replaceAll('-', '')}`

function readerIn(request: Request, file: FileId): Buffer | null {
  const name = `${cookieOf(file)}=`
  const found = (request.headers.cookie ?? '').split('; ').find(pair => pair.startsWith(name))
  const secret = Buffer.from(found?.slice(name.length) ?? '', 'base64url')
  return secret.length === 32 ? secret : null
}

/** The part that a button asks for: the first unless it says another. */
const placeIn = (body: unknown): number => {
  const said = typeof body === 'object' && body !== null && 'part' in body ? Number(body.part) : 0
  return Number.isInteger(said) && said >= 0 && said < 10 ? said : 0
}

/** What is offered of a file: its parts, or the page that it begins with, which offers the others itself. */
function buttons(file: FileFound, open: string): Html {
  const [first] = file.parts
  if (file.parts.length < 2 || first?.mediaType.startsWith('text/html'))
    return html`<form method="post"><button>${open}</button></form>`
  const each = file.parts.map(({ name }, i) => html`<p><button name="part" value="${i}">${name}</button></p>`)
  return html`<form method="post">${each}</form>`
}

function say(response: Response, status: number, locale: Locale, key: 'gone' | 'elsewhere' | 'closed'): void {
  const t = webTexts.in(locale)
  const body = html`<p>${t(`file.${key}.text`)}</p>`
  response
    .status(status)
    .type('html')
    .send(page(locale, t(`file.${key}.title`), body))
}

/**
 * `GET /files/:token` shows a button for each kind it comes in and gives nothing, however often it is fetched; `POST` gives the file to the browser that asks first, and to no other [T24].
 * A wrong link and one of long ago are answered alike. `isTheirs`: whether it is still for the one whom it was made for; a file that is not any more is given to no browser.
 */
export function mountFiles(
  app: Express,
  db: Pool,
  publicUrl: string,
  isTheirs: (db: Db, file: FileFound, now: Date) => Promise<boolean>,
  time: Time = realTime,
): void {
  app.get('/files/page.css', (_, response) => response.sendFile(join(import.meta.dirname, 'page.css')))

  app.get('/files/:token', async (request, response) => {
    const now = time.now()
    const file = await findFile(db, request.params.token, now)
    if (!file) return say(response, 404, askedIn(request), 'gone')
    const locale = localeOf(file.locale)
    if (!(await isTheirs(db, file, now))) return say(response, 403, locale, 'closed')
    const t = webTexts.in(locale)
    const body = html`<p>${t('file.button.text', { days: keptDays })}</p>
${buttons(file, t('file.button.open'))}`
    response.type('html').send(page(locale, t('file.button.title'), body))
  })

  app.post('/files/:token', express.urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    const { token } = request.params
    if (typeof token !== 'string') return say(response, 404, askedIn(request), 'gone')
    const now = time.now()
    const found = await findFile(db, token, now)
    if (found && !(await isTheirs(db, found, now))) return say(response, 403, localeOf(found.locale), 'closed')
    const opening = await openFile(db, token, placeIn(request.body), file => readerIn(request, file), now)
    if (opening.is === 'absent') return say(response, 404, askedIn(request), 'gone')
    if (opening.is === 'elsewhere') return say(response, 403, askedIn(request), 'elsewhere')
    const { file, reader, name, mediaType, content } = opening
    response.cookie(cookieOf(file), reader.toString('base64url'), {
      httpOnly: true,
      // A browser drops a secure cookie where it came in the clear: on this machine itself.
      secure: publicUrl.startsWith('https:'),
      sameSite: 'strict',
      path: '/files',
      maxAge: keptDays * 24 * 60 * 60 * 1000,
    })
    response.type(mediaType)
    if (!mediaType.startsWith('text/html')) response.attachment(name)
    response.send(content)
  })
}
