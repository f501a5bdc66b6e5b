// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '#/database/database.ts'
import { createFlush } from '#/delivery/flush.ts'
import { dateIn } from '#/network/calendar.ts'
import { type AccountProfile, type Arrival, identify } from '#/network/identify.ts'
import { type AccountKey, loadActor } from '#/network/load-actor.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await freshDatabase({ seeded: true })
  database = openDatabase({ url: test.url, directUrl: test.url })
  await test.query(
    `insert into sources (platform, external_id, name, is_host, state) values ('slack', 'HOST', 'Host', true, 'admitted'), ('slack', 'TRUSTED', 'Trusted', false, 'admitted'),
       ('slack', 'OTHER', 'Other', false, 'admitted'), ('slack', 'ASLEEP', 'Asleep', false, 'asleep'), ('slack', 'REFUSED', 'Refused', false, 'refused')`,
  )
  await test.query(
    `insert into source_domains (source_id, domain) select id, d from sources, unnest(array['zeist.nl', 'tiel.nl']) d where external_id = 'TRUSTED'
     union all select id, 'waalwijk.nl' from sources where external_id = 'OTHER'`,
  )
})

afterAll(async () => {
  await database.close()
  await test.drop()
})

const kindOf = () => ({ onUnclear: 'once', recordClass: 'message' }) as const
const flush = createFlush({
  kindOf,
  queue: { platforms: [], add: async () => {} },
  defaultLocale: 'nl',
  zone: 'Europe/Amsterdam',
})

const profileOf = (name: string, email: string | null, more: Partial<AccountProfile> = {}): AccountProfile => ({
  name,
  email,
  isGuest: false,
  isBot: false,
  isDeactivated: false,
  locale: 'nl',
  workspaceName: null,
  ...more,
})

const account = (workspace: string, user: string): AccountKey => ({ platform: 'slack', workspace, user })

const seen = (
  who: AccountKey,
  profile: AccountProfile,
  now = new Date(),
  secretariat: readonly string[] = [],
): Promise<readonly Arrival[]> =>
  database.turns.transaction(async tx => {
    const today = dateIn('Europe/Amsterdam', now)
    const arrivals = await identify(tx, who, profile, { now, today, app: 'slack', secretariat })
    await flush(tx, now)
    return arrivals
  })

const actorOf = async (who: AccountKey) =>
  (await loadActor(database.turns, who, dateIn('Europe/Amsterdam', new Date())))?.actor ?? expect.fail('never seen')

const dayMs = 86_400_000

describe('[T05] whose account it is', () => {
  const domains = [
    'zeist.nl',
    'zeist.nl',
    'tiel.nl',
    'tiel.nl',
    'waalwijk.nl',
    'elders.example',
    'heerhugowaard.nl',
    'dijkenwaard.nl',
  ]
  const sources = ['HOST', 'TRUSTED', 'TRUSTED', 'TRUSTED', 'OTHER', 'ASLEEP', 'REFUSED']
  /** What happens to an address: someone comes with it, is called otherwise, comes from elsewhere, leaves, and it is given to another. */
  const story = fc.record({
    domain: fc.constantFrom(...domains),
    acts: fc.array(
      fc.record({
        what: fc.constantFrom(
          'comes',
          'comesElsewhere',
          'comesElsewhere',
          'isRenamed',
          'isSeenAgain',
          'leaves',
          'isRecycled',
        ),
        source: fc.constantFrom(...sources),
        isGuest: fc.nat(3).map(n => n === 0),
        daysLater: fc.integer({ min: 0, max: 40 }),
      }),
      { minLength: 2, maxLength: 6 },
    ),
  })

  it('is that of one human alone, in 500 lives of an address', async () => {
    let lives = 0
    let linked = 0
    const humanOf = new Map<string, string>()
    await fc.assert(
      fc.asyncProperty(story, async ({ domain, acts }) => {
        lives += 1
        const address = `a${lives}@${domain}`
        let now = Date.parse('2027-01-01T09:00:00Z')
        let human = 1
        interface Held {
          readonly key: AccountKey
          readonly human: string
          profile: AccountProfile
        }
        const accounts: Held[] = []
        for (const [n, { what, source, isGuest, daysLater }] of acts.entries()) {
          now += daysLater * dayMs
          const own = accounts.filter(held => held.human === `${lives}.${human}`)
          const last = own.at(-1)
          const isThere = (where: string) =>
            accounts.some(
              held => held.key.workspace === where && held.profile.email === address && !held.profile.isDeactivated,
            )
          const come = async (where: string) => {
            // A platform has one account for an address at a time.
            if (isThere(where)) return
            const key = account(where, `U${lives}.${n}`)
            const profile = profileOf(`Human ${lives}.${human}`, address, { isGuest })
            accounts.push({ key, human: `${lives}.${human}`, profile })
            humanOf.set(`${where} ${key.user}`, `${lives}.${human}`)
            await seen(key, profile, new Date(now))
          }
          if (what === 'comes' || what === 'comesElsewhere') await come(what === 'comes' ? 'HOST' : source)
          else if (what === 'isRecycled') {
            // Whoever had it is gone from everywhere, or goes by another address. Where the platforms were not asked since, it is not given out again within a month.
            const isAsked = daysLater % 2 === 0
            for (const held of own) {
              const isGone = n % 2 === 0
              held.profile = {
                ...held.profile,
                isDeactivated: isGone || held.profile.isDeactivated,
                email: isGone ? held.profile.email : `was-${lives}-${n}@${domain}`,
              }
              if (isAsked) await seen(held.key, held.profile, new Date(now))
            }
            now += (isAsked ? 1 : 31 + daysLater) * dayMs
            human += 1
            await come(source)
          } else if (last) {
            if (what === 'isRenamed')
              last.profile = { ...last.profile, name: `Called otherwise ${n}`, email: `${n}.${address}` }
            if (what === 'leaves') last.profile = { ...last.profile, isDeactivated: true }
            await seen(last.key, last.profile, new Date(now))
          }
        }
      }),
      { numRuns: 500, seed: 20270203 },
    )
    const ties = await test.query<{ key: string; person: string }>(
      `select s.external_id || ' ' || i.user_id as key, i.person_id as person from identities i join sources s on s.id = i.source_id where i.person_id is not null`,
    )
    const humans = new Map<string, Set<string>>()
    for (const { key, person } of ties) {
      const human = humanOf.get(key) ?? expect.fail(`nobody is ${key}`)
      humans.set(person, (humans.get(person) ?? new Set()).add(human))
      linked += 1
    }
    expect([...humans.values()].filter(set => set.size > 1)).toEqual([])
    // Not because nobody is ever known, or two accounts never one person.
    expect(linked).toBeGreaterThan(200)
    expect(linked - humans.size).toBeGreaterThan(10)
    const told = await test.query(`select from audit where action = 'account.secondClaim'`)
    expect(told.length).toBeGreaterThan(20)
    // No source that is not trusted for the domain ties anyone, and no ended municipality's or website's domain does.
    const wrong = await test.query(
      `select s.external_id, i.email from identities i join sources s on s.id = i.source_id where i.person_id is not null and (
         s.external_id in ('ASLEEP', 'REFUSED') or split_part(i.email, '@', 2) in ('elders.example', 'heerhugowaard.nl', 'dijkenwaard.nl')
         or s.external_id = 'OTHER' and i.email not like '%@waalwijk.nl' or s.external_id = 'TRUSTED' and i.email not like '%@zeist.nl' and i.email not like '%@tiel.nl'
         or s.external_id <> 'HOST' and i.is_guest)`,
    )
    expect(wrong).toEqual([])
  }, 120_000)
})

describe('[T05] an account that changes', () => {
  it('stays with its person under another name and address, which are followed', async () => {
    const who = account('HOST', 'MARRIED')
    await seen(who, profileOf('A. Jansen', 'a.jansen@soest.nl'))
    const before = await actorOf(who)
    await seen(who, profileOf('A. Bakker-Jansen', 'a.bakker@soest.nl'))
    const after = await actorOf(who)
    expect(after.person).toBe(before.person)
    expect(after.name).toBe('A. Bakker-Jansen')
    expect(await test.query('select email from people where id = $1', [after.person])).toEqual([
      { email: 'a.bakker@soest.nl' },
    ])
    // The old address is somebody else's by now.
    const next = account('HOST', 'NEXT')
    expect(await seen(next, profileOf('A. Jansen', 'a.jansen@soest.nl'))).toEqual([])
    expect((await actorOf(next)).person).not.toBe(after.person)
  })

  it('speaks for nobody any more by an address elsewhere, until the address belongs to the municipality again', async () => {
    const who = account('HOST', 'MOVED')
    await seen(who, profileOf('M. Oved', 'm.oved@soest.nl'))
    const { person } = await actorOf(who)
    for (const email of ['m.oved@tiel.nl', 'm.oved@gmail.example', null]) {
      await seen(who, profileOf('M. Oved', email))
      expect((await actorOf(who)).person, String(email)).toBeNull()
    }
    await seen(who, profileOf('M. Oved', 'm.oved@soest.nl'))
    expect((await actorOf(who)).person).toBe(person)
  })

  it('keeps speaking by an address elsewhere for whom people confirmed there', async () => {
    const who = account('HOST', 'CONFIRMED')
    await seen(who, profileOf('C. Firmed', 'c.firmed@soest.nl'))
    const { person, municipality } = await actorOf(who)
    await test.query(
      `insert into roles (person_id, kind, municipality_id, starts_on, confirmed_at) values ($1, 'alderman', $2, current_date, now())`,
      [person, municipality?.id],
    )
    await seen(who, profileOf('C. Firmed', 'c.firmed@gmail.example'))
    expect((await actorOf(who)).person).toBe(person)
  })

  it('that comes with another person’s address is told once, and takes nothing over', async () => {
    const one = account('HOST', 'ONE')
    const two = account('HOST', 'TWO')
    await seen(one, profileOf('O. Ne', 'o.ne@soest.nl'))
    await seen(two, profileOf('T. Wo', 't.wo@soest.nl'))
    const [first, second] = [(await actorOf(one)).person, (await actorOf(two)).person]
    const claim = profileOf('O. Ne', 'o.ne@soest.nl')
    expect(await seen(two, claim)).toMatchObject([{ kind: 'secondClaim', person: first }])
    expect(await seen(two, claim)).toEqual([])
    expect((await actorOf(two)).person).toBe(second)
    expect((await actorOf(one)).person).toBe(first)
  })

  it('that shows no address any more, or was not asked since, speaks for none that another comes with', async () => {
    for (const [n, unknown] of [`email = null`, `checked_at = null`].entries()) {
      const email = `silent${n}@tiel.nl`
      await seen(account('HOST', `SILENT${n}`), profileOf('S. Ilent', email))
      await test.query(`update identities set ${unknown} where user_id = $1`, [`SILENT${n}`])
      const other = account('TRUSTED', `LOUD${n}`)
      expect(await seen(other, profileOf('L. Oud', email))).toMatchObject([{ kind: 'secondClaim' }])
      expect((await actorOf(other)).person).toBeNull()
    }
  })

  it('of a municipality that left the network is a guest', async () => {
    const who = account('HOST', 'LEFT')
    await seen(who, profileOf('L. Eft', 'l.eft@venray.nl'))
    expect((await actorOf(who)).person).not.toBeNull()
    await test.query(
      `update memberships set ends_on = current_date where municipality_id = (select id from municipalities where name = 'Venray')`,
    )
    expect((await actorOf(who)).person).toBeNull()
    const later = account('HOST', 'LATER')
    await seen(later, profileOf('L. Ater', 'l.ater@venray.nl'))
    expect((await actorOf(later)).person).toBeNull()
  })
})

describe('at the same moment', () => {
  it('two accounts with one address are one person, or one of them is told', async () => {
    for (let i = 0; i < 10; i++) {
      const email = `same${i}@zeist.nl`
      await Promise.all([
        seen(account('HOST', `SAME${i}`), profileOf('S. Ame', email)),
        seen(account('TRUSTED', `SAME${i}`), profileOf('S. Ame', email)),
      ])
      expect(await test.query('select from people where email = $1', [email])).toHaveLength(1)
    }
  })

  it('[T04] a workspace that thirty people come from is one source, told once', async () => {
    const arrivals = await Promise.all(
      Array.from({ length: 30 }, (_, i) => seen(account('CROWD', `C${i}`), profileOf(`C${i}`, `c${i}@zeist.nl`))),
    )
    expect(arrivals.flat()).toMatchObject([{ kind: 'source' }])
    expect(await test.query(`select from sources where external_id = 'CROWD'`)).toHaveLength(1)
    expect(
      await test.query(`select from identities where email like 'c_%@zeist.nl' and person_id is not null`),
    ).toEqual([])
  })
})

describe('[T06] the secretariat by settings', () => {
  const listed = ['boss@soest.nl', 'boss@bureau.example']
  const isSecretariat = async (who: AccountKey) => (await actorOf(who)).roles.some(role => role.kind === 'secretariat')

  it('is given once, and again after it was ended for whoever still stands there', async () => {
    const who = account('HOST', 'BOSS')
    const profile = profileOf('B. Oss', 'Boss@Soest.nl')
    await seen(who, profile, new Date(), listed)
    await seen(who, profile, new Date(), listed)
    const { person } = await actorOf(who)
    expect(await test.query(`select from roles where person_id = $1 and kind = 'secretariat'`, [person])).toHaveLength(
      1,
    )
    await test.query(`update roles set ends_on = current_date + 10 where person_id = $1`, [person])
    await seen(who, profile, new Date(), listed)
    expect(await test.query(`select from roles where person_id = $1 and kind = 'secretariat'`, [person])).toHaveLength(
      1,
    )
  })

  it('is not for a guest, another workspace, a bot or a closed account, trusted or not', async () => {
    const nobody: [AccountKey, Partial<AccountProfile>][] = [
      [account('HOST', 'BGUEST'), { isGuest: true }],
      [account('HOST', 'BBOT'), { isBot: true }],
      [account('HOST', 'BGONE'), { isDeactivated: true }],
      [account('TRUSTED', 'BELSE'), {}],
      [account('ASLEEP', 'BSLEEP'), {}],
    ]
    for (const [n, [who, more]] of nobody.entries()) {
      const email = `boss${n}@tiel.nl`
      await seen(who, profileOf('B. Oss', email, more), new Date(), [email])
      expect(await isSecretariat(who), who.user).toBe(false)
    }
  })

  it('needs no municipality, and gets one when its domain becomes known', async () => {
    const who = account('HOST', 'BUREAU')
    await seen(who, profileOf('B. Ureau', 'boss@bureau.example'), new Date(), listed)
    expect(await isSecretariat(who)).toBe(true)
    expect((await actorOf(who)).municipality).toBeNull()
    await test.query(
      `insert into municipality_domains (municipality_id, domain, kind, source) values ('GM0342', 'bureau.example', 'email', 'test')`,
    )
    await seen(who, profileOf('B. Ureau', 'boss@bureau.example'), new Date(), listed)
    expect((await actorOf(who)).municipality?.name).toBe('Soest')
    expect(await isSecretariat(who)).toBe(true)
  })
})

describe('[T05] whoever speaks', () => {
  it('among hundreds at once is told apart from each other, and from who was never seen', async () => {
    const who = Array.from({ length: 250 }, (_, n) => account('HOST', `TOGETHER${n}`))
    for (const [n, one] of who.entries())
      if (n % 5 !== 0) await seen(one, profileOf(`Naam ${n}`, `together${n}@zeist.nl`))
    const today = dateIn('Europe/Amsterdam', new Date())
    const all = await Promise.all([...who, ...who].map(one => loadActor(database.turns, one, today)))
    expect(all.map(one => one?.actor.email ?? null)).toEqual(
      [...who, ...who].map((_, n) => (n % 5 === 0 ? null : `together${n % who.length}@zeist.nl`)),
    )
  })
})
