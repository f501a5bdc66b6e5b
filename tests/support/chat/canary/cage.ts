// SPDX-License-Identifier: EUPL-1.2
// Words that nobody else writes stand in lobby points, in bottlenecks and in reports of committees: wherever one is met, it is asked whether whoever meets it may know of one that has it. The rule is written here once more, apart from the bot's own.
import { strFromU8, unzipSync } from 'fflate'
import { readPdf } from '../../read-documents.ts'
import type { Person, Piece, Sends } from '../chat.ts'
import type { chatNetwork } from '../network.ts'
import { closing } from './closed.ts'
import { isPublic, type Kept, type KeptBottleneck, type KeptReport } from './kept.ts'

type M50 = Awaited<ReturnType<typeof chatNetwork>>

/** What a word can stand in. */
type Subject = Omit<KeptReport, 'number' | 'wording' | 'request' | 'isUrgent'> & {
  readonly wording?: number
  readonly isUrgent?: boolean
}

/** Who reads: someone, or all who read along in a channel. */
export interface Viewer {
  readonly name: string
  readonly sees: () => readonly Piece[]
  readonly may: (point: Subject) => boolean
  readonly person?: Person
  /** What was proposed lay before them: its request tells it also after the point was taken back. */
  readonly decides?: boolean
}

/** Where something stands that its reader may not know. */
export interface Leak {
  readonly viewer: string
  readonly words: string
}

const canary = /kanarie\d+x/g
export const canariesIn = (text: string): readonly string[] => [...new Set(text.match(canary) ?? [])]

/** Who leads a pillar knows of every point that was proposed for it, and of a report once that is published, or while it waits and is urgent. */
const isLed = ({ state, isOpened, isUrgent = false, wording }: Subject): boolean =>
  wording === undefined ? state !== 'draft' : isOpened || isUrgent

export interface Cast {
  readonly secretary: Person
  /** Who acts for whom. */
  readonly acting: readonly (readonly [Person, Person])[]
  readonly guests: readonly Person[]
  readonly everyone: readonly Person[]
}

export function cage(m50: M50, { secretary, acting, guests, everyone }: Cast) {
  /** In which points each of the words stands. */
  const holders = new Map<string, Set<string>>()
  /** Who wrote each of the words: theirs to read again. */
  const writers = new Map<string, Person>()
  /** Words that lay before who decides, each with its point: for whoever could read it then, the request tells it after the point was taken back. */
  const proposed = new Set<string>()
  const shownBefore = new Set<string>()
  let points: readonly Kept[] = []
  let reports: readonly KeptReport[] = []
  let bottlenecks: readonly KeptBottleneck[] = []
  const subjects = (): readonly Subject[] => [...points, ...reports, ...bottlenecks]
  const closed = closing(canariesIn)
  let live: ReadonlySet<string> = new Set()
  /** Who leads which pillar, at this moment. */
  let chairs: readonly { readonly name: string; readonly pillar: string }[] = []
  let made = 0

  const selves = (person: Person) => [person, ...acting.filter(([one]) => one === person).map(([, other]) => other)]
  /** Whoever led a pillar at some moment. */
  const led = new Set<string>()
  const leads = (person: Person, pillar: string) =>
    chairs.some(chair => chair.pillar === pillar && chair.name === person.name.toLowerCase())
  const everLed = (person: Person, pillar: string) => led.has(`${person.name.toLowerCase()} ${pillar}`)
  const mayKnow = (person: Person, point: Subject, leading = leads): boolean => {
    if (guests.includes(person)) return false
    if (isPublic(point)) return true
    return selves(person).some(
      one =>
        point.proposer === one.name.toLowerCase() ||
        (point.state !== 'draft' && one === secretary) ||
        (isLed(point) && leading(one, point.pillar)),
    )
  }

  const viewerOf = (person: Person): Viewer => ({
    name: person.name,
    sees: () => person.sees(),
    may: point => mayKnow(person, point),
    person,
    decides: person === secretary,
  })
  const viewers: Viewer[] = everyone.map(viewerOf)

  // Who decides has what waits before them, open to all or not.
  const asItWas = (viewer: Viewer, word: string, point: Subject): Subject =>
    viewer.decides === true ? point : { ...point, isHidden: point.isHidden || closed.isClosed(word, point.id) }
  const mayReadIn = (viewer: Viewer, word: string, point: Subject): boolean =>
    viewer.may(asItWas(viewer, word, point)) ||
    (viewer.decides === true &&
      point.state === 'draft' &&
      proposed.has(`${word} ${point.id}`) &&
      viewer.may({ ...point, state: 'proposed' }))
  const mayRead = (viewer: Viewer, word: string): boolean =>
    (viewer.person !== undefined && writers.get(word) === viewer.person) ||
    subjects().some(point => holders.get(word)?.has(point.id) && mayReadIn(viewer, word, point))

  const hiddenIn = (viewer: Viewer, text: string): readonly string[] =>
    canariesIn(text).filter(word => !mayRead(viewer, word))

  return {
    points: () => points,
    reports: () => reports,
    bottlenecks: () => bottlenecks,
    /** Open points of which something is not. */
    partlyClosed: (): readonly Kept[] => points.filter(point => isPublic(point) && closed.isPartly(point)),
    subjects,
    mayKnow,
    /** All who read along there read what is open to all; in the secretariat's, also what waits there and is not confidential. */
    channel(name: string, id: string, isSecretariat = false) {
      const may = (point: Subject) => (isSecretariat ? point.state !== 'draft' && !point.isHidden : isPublic(point))
      viewers.push({ name, sees: () => m50.stands(id), may: isSecretariat ? may : isPublic, decides: isSecretariat })
    },
    /** A new word of theirs that will stand in a point; its id may follow. */
    word(writer: Person, point?: string): string {
      made += 1
      const word = `kanarie${made}x`
      holders.set(word, new Set(point ? [point] : []))
      writers.set(word, writer)
      return word
    },
    /** What stands in one stands in the other too. */
    follows(from: string, into: string): void {
      for (const [word, its] of holders)
        if (its.has(from)) {
          its.add(into)
          closed.follows(word, from, into)
        }
    },
    /** What someone sent stands in one from now on; a point's own words all may have before them only once it is open. */
    stands(sends: Sends, id: string): void {
      for (const word of canariesIn(JSON.stringify(sends))) holders.get(word)?.add(id)
      const point = points.find(one => one.id === id)
      if (point) closed.stands(sends, point)
      closed.reads(points)
    },
    async reads(): Promise<void> {
      points = await m50.database.query<Kept>(
        `select p.id, p.number, p.state, p.title, p.problem, p.ask, p.why_midsized as "whyMidsized", p.pillar_id as pillar, p.theme_id as theme, p.deadline::text as deadline, p.evidence, p.dossiers,
           array(select a.target_id from lobby_point_targets a where a.point_id = p.id) as targets, p.is_confidential as "isHidden", p.opened_at is not null as "isOpened",
           coalesce(lower(h.name), '') as proposer, w.id as request, coalesce(w.state = 'asked', false) as "isAsked"
         from lobby_points p left join people h on h.id = p.proposer_id
         left join requests w on w.subject_key = 'lobby.point ' || p.id and w.state in ('open', 'asked') order by p.number`,
      )
      reports = await m50.database.query<KeptReport>(
        `select r.id, r.number, r.state, r.is_confidential as "isHidden", r.state = 'published' as "isOpened", r.state = 'proposed' and r.urgency = 'urgent' as "isUrgent", coalesce(lower(h.name), '') as proposer,
           (select k.pillar_id from report_pillars k where k.report_id = r.id limit 1) as pillar, r.wording, w.id as request
         from reports r left join people h on h.id = r.author_id
         left join requests w on w.subject_key = 'vng.report ' || r.id and w.state in ('open', 'asked') order by r.number`,
      )
      bottlenecks = (
        await m50.database.query<Omit<KeptBottleneck, 'state' | 'isOpened'>>(
          `select b.id, b.number, b.withdrawn_at is not null as "isHidden", coalesce(lower(h.name), '') as proposer, b.pillar_id as pillar,
             b.title, b.happens, b.place, b.frequency, b.cost, b.theme_id as theme
           from bottlenecks b left join people h on h.id = b.author_id order by b.number`,
        )
      ).map(one => ({ ...one, state: 'shared', isOpened: true }))
      closed.reads(points)
      const lying = new Set(points.filter(({ state }) => state !== 'draft').map(({ id }) => id))
      for (const [word, its] of holders) for (const id of its) if (lying.has(id)) proposed.add(`${word} ${id}`)
      chairs = await m50.database.query(
        `select lower(p.name) as name, r.pillar_id as pillar from roles r join people p on p.id = r.person_id
         where r.kind in ('chair', 'viceChair', 'pillarLead') and r.starts_on <= (now() at time zone 'Europe/Amsterdam')::date
           and (r.ends_on is null or r.ends_on > (now() at time zone 'Europe/Amsterdam')::date)`,
      )
      for (const { name, pillar } of chairs) led.add(`${name} ${pillar}`)
      const posted = await m50.database.query<{ id: string }>(
        `select p.message_id as id from posted_messages p join deliveries d on d.id = p.delivery_id`,
      )
      live = new Set(posted.map(({ id }) => id))
    },
    hiddenIn: (person: Person, text: string) => hiddenIn(viewerOf(person), text),
    /** What stands on a screen though its reader may not know it: a message that the bot sent by itself must follow, an answer is what was so when it was asked. */
    leaks(): readonly Leak[] {
      return viewers.flatMap(viewer =>
        viewer.sees().flatMap(({ id, raw }): Leak[] => {
          if (!raw.includes('kanarie')) return []
          const hidden = hiddenIn(viewer, raw)
          const key = `${viewer.name} ${id} ${raw}`
          if (hidden.length === 0) shownBefore.add(key)
          const isPast = !live.has(id) && shownBefore.has(key)
          // What someone was told in their own conversation while they led a pillar stands there until it changes.
          const { person } = viewer
          const isOfTheirTime =
            person !== undefined &&
            shownBefore.has(key) &&
            hiddenIn({ ...viewer, may: point => mayKnow(person, point, everLed) }, raw).length === 0
          return hidden.length === 0 || isPast || isOfTheirTime
            ? []
            : [{ viewer: viewer.name, words: `${hidden.join(' ')} in ${raw}` }]
        }),
      )
    },
  }
}

const everythingIn = async (bytes: Uint8Array): Promise<string> => {
  const begin = strFromU8(bytes.slice(0, 4), true)
  if (begin.startsWith('PK'))
    return Object.values(unzipSync(bytes))
      .map(part => strFromU8(part))
      .join('\n')
  return begin.startsWith('%PDF') ? (await readPdf(bytes)).text : strFromU8(bytes)
}

/** The links to files among what someone sees. */
export const linksIn = (pieces: readonly Piece[]): readonly string[] =>
  pieces.flatMap(({ raw }) => raw.match(/https?:\/\/[^"\\|>\s]*\/files\/[\w-]+/g) ?? [])

/** All that a file's link gives, as one browser gets it; nothing where it is there no more. */
export async function contentOf(link: string): Promise<string> {
  const url = new URL(link)
  const page = await fetch(url)
  if (page.status !== 200) return ''
  const offered = [...(await page.text()).matchAll(/name="part" value="(\d)"/g)].map(([, at = '0']) => at)
  const texts: string[] = []
  let cookie = ''
  for (const at of offered.length > 0 ? offered : ['0']) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie }
    const response = await fetch(url, { method: 'POST', headers, body: `part=${at}` })
    if (response.status !== 200) return texts.join('\n')
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    texts.push(await everythingIn(new Uint8Array(await response.arrayBuffer())))
  }
  return texts.join('\n')
}
