// SPDX-License-Identifier: EUPL-1.2
// A meeting that some come to and some do not, for tests of what each of them is told and given.
import type { meetingsIn } from './meetings.ts'
import type { chatNetwork } from './network.ts'
import { presses, says } from './talk.ts'

type M50 = Awaited<ReturnType<typeof chatNetwork>>
type Meetings = Awaited<ReturnType<typeof meetingsIn>>

/** A members' meeting in spring: W. de Vries comes on site, one comes online, one does not come and one gave no answer. */
export async function springMeeting({ deVries }: M50, meetings: Meetings) {
  const silent = await meetings.someone('tiel.nl')
  const online = await meetings.someone('dronten.nl')
  const declines = await meetings.someone('kampen.nl')
  const details = { ways: 'both', onlineLink: 'https://overleg.example/voorjaar' }
  const spring = await meetings.open('Voorjaarsbijeenkomst', details)
  await presses(deVries, await deVries.receives('Voorjaarsbijeenkomst'), 'meeting.register', `${spring.id}.onSite`)
  await presses(online, await online.receives('Voorjaarsbijeenkomst'), 'meeting.register', `${spring.id}.online`)
  await says(declines, `bijeenkomst uitschrijven ${spring.number}`)
  return { spring, silent, online, declines }
}
