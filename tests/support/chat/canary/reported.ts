// SPDX-License-Identifier: EUPL-1.2
// Reports of committees, a few of them confidential: filed, reviewed, put otherwise, put right, posted, taken back and read.

import type { Act, Deck, Hand } from './hand.ts'
import type { KeptReport } from './kept.ts'

export function reported({
  m50,
  birds,
  one,
  next,
  says20,
  submits,
  pressed,
  types,
  writers,
  chairs,
  everyone,
}: Hand): Deck {
  const some = (having: (report: KeptReport) => boolean = () => true): KeptReport | null => {
    const all = birds.reports().filter(having)
    return all.length > 0 ? one(all) : null
  }
  const author = ({ proposer }: KeptReport) => everyone.find(({ name }) => name.toLowerCase() === proposer)
  /** Who may do whatever can be done to a report, or (one in four) anybody. */
  const handFor = (report: KeptReport) =>
    next() < 0.25 ? one(everyone) : one([m50.jansen, author(report) ?? m50.jansen, ...chairs.map(([chair]) => chair)])
  /** Whoever may read a report writes its canary; others write something else. */
  const wordsFor = (person: Act[0], report: KeptReport) =>
    birds.mayKnow(person, report) ? says20(person, report.id).text : 'Walvis zingt'
  const confided = () => (next() < 0.5 ? 'on' : '')

  function files(): Act {
    const person = one(writers)
    const { text } = says20(person)
    const pillar = one(['samenleving', 'financien'])
    const said = { committee: one(['zjo', 'financien']), title: text, summary: text, link: '', inputUntil: '' }
    const urgency = one(['normal', 'urgent'])
    return [person, submits('vng.report', 'new', { ...said, pillar, urgency, confidential: confided() })]
  }

  function reviews(): Act | null {
    const report = some(({ request }) => request !== null)
    if (!report) return null
    const who = next() < 0.85 ? m50.jansen : one(everyone)
    if (next() < 0.15) return [who, submits('request.decline', String(report.request), { reason: 'Dit past niet.' })]
    return [who, pressed('request.approve', String(report.request))]
  }

  /** What waits is put otherwise, and may become confidential or no longer be; what is published is put right. */
  function rewords(): Act | null {
    const report = some()
    if (!report) return null
    const person = handFor(report)
    const text = wordsFor(person, report)
    if (report.state === 'published' || next() < 0.2)
      return [
        person,
        submits('vng.correct', `${report.id}.${report.wording}`, { title: text, summary: text, link: '' }),
      ]
    const said = { title: text, summary: text, link: '', inputUntil: '', pillar: 'same', urgency: 'normal' }
    return [person, submits('vng.edit', report.id, { ...said, confidential: confided() })]
  }

  function posts(): Act | null {
    const report = some(({ state }) => state === 'published')
    return report && [handFor(report), pressed('vng.announce', `${report.id}.${report.pillar}`)]
  }

  /** The last decision on a report is undone: nobody but its author and the secretariat reads it then. */
  async function turnsBack(): Promise<Act | null> {
    const [last] = await m50.database.query<{ number: number }>(
      `select number from requests where kind = 'vng.report' and state in ('approved', 'declined') order by decided_at desc nulls last limit 1`,
    )
    return last ? [next() < 0.8 ? m50.jansen : one(everyone), types(`verzoek ${last.number} terugdraaien`)] : null
  }

  function reads(): Act | null {
    const report = some()
    if (!report) return null
    const person = one(everyone)
    if (next() < 0.3) return [person, pressed(one(['vng.edit', 'vng.correct', 'vng.report']), report.id)]
    return [
      person,
      types(one([`vng ${report.number}`, 'vng zjo', 'vng financien', 'digest samenleving', 'zoek walvis'])),
    ]
  }

  return [
    [5, files],
    [9, reviews],
    [4, rewords],
    [3, posts],
    [2, turnsBack],
    [9, reads],
  ]
}
