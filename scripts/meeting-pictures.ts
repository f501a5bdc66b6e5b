// SPDX-License-Identifier: EUPL-1.2
// A meeting with two places, as Slack and Teams show it: the invitation, a registration, the waiting list, and the place that comes free.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { drawing } from '../tests/support/slack-drawing.ts'
import { type Shown, startSlack } from '../tests/support/slack-server.ts'
import { drawTeamsCard } from '../tests/support/teams-drawing.ts'
import { startTeams } from '../tests/support/teams-server.ts'
import { folder, withBot, zone } from './picture-bot.ts'

const title = 'Democratie Dichtbij'
const again = 'Toch opslaan'
const settings = () => ({ SECRET_KEY: randomBytes(32).toString('base64'), SECRETARIAT_EMAILS: 's.jansen@zeist.nl' })

/** The second Friday of April of next year. */
function meetingDay(): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year: Temporal.Now.plainDateISO(zone).year + 1, month: 4, day: 1 })
  return first.add({ days: ((12 - first.dayOfWeek) % 7) + 7 })
}

const day = meetingDay()
const when = { kind: 'ledenbijeenkomst', date: day.toString(), startsAt: '13:30', endsAt: '17:00' }
const where = {
  ways: 'onSite',
  place: 'Gemeentehuis Zeist',
  capacity: '2',
  registerUntil: day.subtract({ days: 9 }).toString(),
  about: 'Hoe halen we inwoners er eerder bij?',
}

/** The invitation in a pillar's channel, someone's registration, and who waits for a place and then has one. */
export async function meetingOnSlack(browser: Browser): Promise<void> {
  const slack = await startSlack()
  const person = (name: string, email: string) => slack.addPerson({ name: name.toLowerCase(), realName: name, email })
  const jansen = person('S. Jansen', 's.jansen@zeist.nl')
  const deVries = person('W. de Vries', 'w.devries@zeist.nl')
  const mol = person('J. Mol', 'j.mol@dronten.nl')
  const smit = person('M. Smit', 'm.smit@waalwijk.nl')
  const desk = slack.addChannel({ name: 'secretariaat', members: [jansen], withBot: true })
  const pillar = slack.addChannel({ name: 'bestuur', members: [jansen, deVries, mol, smit], withBot: true })
  await withBot({ ...slack.settings, ...settings() }, async bot => {
    slack.talkTo(bot.url)
    await (await jansen.command('kanaal secretariaat', { channel: desk })).ephemeral()
    await (await jansen.command('kanaal pijler bestuur', { channel: pillar })).ephemeral()
    for (const one of [deVries, mol, smit]) await (await one.command('aanmelden wethouder')).ephemeral()
    await (await jansen.command(`bijeenkomst nieuw ${title}`)).modal()
    const step = await jansen.submit(when)
    if (JSON.stringify(step.body).includes(again)) await jansen.submit(when)
    await (await jansen.submit({ ...where, sessions: false })).ephemeral()
    await (await jansen.press('ephemeral', 'meeting.invite')).ephemeral()
    const registers = async (one: typeof deVries) => {
      await one.receives(title)
      return (await one.press('inbox', 'meeting.register')).ephemeral()
    }
    const invitation: Shown = { ...(await deVries.receives(title)) }
    const registered = await registers(deVries)
    await registers(mol)
    const posted = await slack.shows(pillar, 'vol')
    const waits = await registers(smit)
    await (await mol.press('inbox', 'meeting.cancel')).ephemeral()
    const offer = await smit.receives('Er is een plaats voor u')
    const page = await browser.newPage({ viewport: { width: 1200, height: 200 } })
    const direct = (name: string) => `M50 · direct bericht aan ${name}`
    const columns = [
      [
        { title: direct('W. de Vries'), messages: [invitation, registered] },
        { title: direct('M. Smit'), messages: [waits] },
      ],
      [
        { title: '# bestuur', messages: [posted] },
        { title: direct('M. Smit, zodra er een plaats vrijkomt'), messages: [offer] },
      ],
    ]
    await page.setContent(drawing(columns, zone))
    await page.screenshot({ path: join(folder, 'slack-meeting.png'), fullPage: true })
    await page.close()
  })
  await slack.close()
}

/** The same on a phone, each on a screen of 320 pixels. */
export async function meetingInTeams(browser: Browser): Promise<void> {
  const teams = await startTeams()
  const add = (name: string, email: string) => teams.addPerson({ name, email })
  const jansen = add('S. Jansen', 's.jansen@zeist.nl')
  const deVries = add('W. de Vries', 'w.devries@zeist.nl')
  const mol = add('J. Mol', 'j.mol@dronten.nl')
  const smit = add('M. Smit', 'm.smit@waalwijk.nl')
  const desk = teams.addChannel({ name: 'secretariaat', members: [jansen] })
  await withBot({ ...teams.settings, ...settings() }, async bot => {
    teams.talkTo(bot.url)
    await jansen.mentions(desk, 'kanaal secretariaat')
    await jansen.receives('Dit kanaal is nu van het secretariaat')
    for (const one of [deVries, mol, smit]) {
      await one.writes('aanmelden wethouder')
      await one.receives('U bent aangemeld')
    }
    await jansen.writes(`bijeenkomst nieuw ${title}`)
    await jansen.acts(jansen.direct, [await jansen.receives('Bijeenkomst plannen')], 'meeting.new')
    await jansen.submits(when)
    if (JSON.stringify(jansen.dialog()?.card).includes(again)) await jansen.submits(when)
    await jansen.submits({ ...where, sessions: 'off' })
    await jansen.press(jansen.direct, 'meeting.invite', undefined, (await jansen.receives('is gepland')).id)
    const presses = async (one: typeof deVries, words: string, press: string) =>
      one.press(one.direct, press, undefined, (await one.receives(words)).id)
    const invited = { ...(await deVries.receives(title)) }
    await presses(deVries, title, 'meeting.register')
    const registered = { ...(await deVries.receives('U bent ingeschreven')) }
    await presses(mol, title, 'meeting.register')
    await mol.receives('U bent ingeschreven')
    await presses(smit, title, 'meeting.register')
    const waits = { ...(await smit.receives('op de wachtlijst')) }
    await presses(mol, 'U bent ingeschreven', 'meeting.cancel')
    const offer = await smit.receives('Er is een plaats voor u')
    const page = await browser.newPage({ viewport: { width: 320, height: 100 }, deviceScaleFactor: 1.5 })
    for (const [name, { card }] of Object.entries({ invited, registered, waits, offer })) {
      if (!card) throw new Error(`${name} is no card`)
      await drawTeamsCard(page, card)
      await page.screenshot({ path: join(folder, `teams-meeting-${name}.png`), fullPage: true })
    }
    await page.close()
  })
  await teams.close()
}
