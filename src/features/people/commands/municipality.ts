// SPDX-License-Identifier: EUPL-1.2
import type { Guess, Reads, Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import {
  domainsCard,
  membersListCard,
  municipalityCard,
  showMunicipality,
} from '#/features/people/cards/municipality.ts'
import { isSupporterMissing, type MissingAtHome, missingOf } from '#/features/people/rules/missing.ts'
import { addDomain, endDomain, municipalityFacts, unrecognised } from '#/features/people/rules/municipality.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import type { PersonId } from '#/network/ids.ts'
import { findMunicipality, type Municipality, membersOn, municipalities } from '#/network/municipalities.ts'
import { fold } from '#/network/names.ts'
import { may, mayEver } from '#/network/policy.ts'
import { Refusal } from '#/network/refusal.ts'
import { readSetting, readSettings } from '#/network/setting.ts'

async function oneCard(db: Db, turn: Turn, m: Municipality): Promise<Answer> {
  const [facts, lacking, source] = await Promise.all([
    municipalityFacts(db, m.id, turn.today),
    m.memberSince ? missingOf(db, m.id, turn.today) : Promise.resolve<readonly MissingAtHome[]>([]),
    readSetting(db, 'network.inhabitantsSource'),
  ])
  const mayDo = (action: 'function.confirm' | 'role.support', person: PersonId) =>
    may(turn.actor, action, { person, municipality: m.id })
  return {
    card: municipalityCard(m, facts, lacking.filter(isSupporterMissing), mayDo, source, turn.locale),
    to: 'me',
  }
}

/** By name: the municipalities that lead the network, and the one that holds its secretariat [A06]. */
async function leading(db: Db, turn: Turn) {
  const [all, leads, secretariat] = await Promise.all([
    municipalities(db, turn.today),
    readSettings(db, 'network.leads'),
    readSetting(db, 'network.secretariat'),
  ])
  const nameOf = (id: string) => all.find(m => m.id === id)?.name ?? []
  return { leads: leads.flatMap(nameOf), secretariat: all.find(m => m.id === secretariat)?.name ?? null }
}

/** `m50 gemeente [naam]`. */
export const showMunicipalities: Reads<string> = {
  does: 'reads',
  asks: 'municipality.read',
  async run(db, turn, typed) {
    if (!typed) {
      const members = await membersOn(db, turn.today)
      const own = members.find(m => m.id === turn.actor.municipality?.id) ?? null
      const lead = await leading(db, turn)
      return { card: membersListCard(members, own, lead, turn.typed, turn.locale), to: 'me' }
    }
    const t = peopleTexts.in(turn.locale)
    const match = await findMunicipality(db, turn.today, typed)
    if (match.found === 'exact') return oneCard(db, turn, match.item)
    const all = lineButton(t('unknownMunicipality.all'), 'gemeente')
    switch (match.found) {
      case 'near':
        return {
          card: {
            version: 1,
            text: t('unknownMunicipality.near', { words: typed, municipality: match.item.name }),
            buttons: [
              showMunicipality(t('unknownMunicipality.yes', { municipality: match.item.name }), match.item),
              all,
            ],
          },
          to: 'me',
        }
      case 'several':
        return {
          card: {
            version: 1,
            text: t('unknownMunicipality.several', { words: typed }),
            buttons: match.items.slice(0, 5).map(m => showMunicipality(m.name, m)),
            alike: true,
          },
          to: 'me',
        }
      case 'none':
        return { card: { version: 1, text: t('unknownMunicipality.none', { words: typed }), buttons: [all] }, to: 'me' }
    }
  },
}

const endWords = ['eindig', 'end']

async function exactly(db: Db, turn: Turn, words: readonly string[]): Promise<Municipality> {
  const name = words.join(' ')
  const match = await findMunicipality(db, turn.today, name)
  if (match.found !== 'exact') throw unrecognised(match, name)
  return match.item
}

/** `m50 gemeente <naam> domein [domein [eindig]]`: adds one or ends it; without one, those that there are. */
export const domainLine: Writes<string> = {
  does: 'writes',
  asks: 'domain.add',
  async run(tx, turn, typed) {
    const words = typed.split(/\s+/).filter(Boolean)
    const whole = await findMunicipality(tx, turn.today, typed)
    if (whole.found === 'exact') {
      const { domains } = await municipalityFacts(tx, whole.item.id, turn.today)
      return { card: domainsCard(whole.item, domains, turn.typed, turn.locale), to: 'me' }
    }
    const isEnd = words.length > 2 && endWords.includes(fold(words.at(-1) ?? ''))
    const [name, domain] = isEnd ? [words.slice(0, -2), words.at(-2)] : [words.slice(0, -1), words.at(-1)]
    if (!domain || name.length === 0) throw new Refusal('people.domainForm')
    const municipality = await exactly(tx, turn, name)
    return isEnd
      ? {
          code: 'ended',
          ids: { municipality: municipality.id, domain: await endDomain(tx, municipality, domain, turn.as) },
        }
      : {
          code: 'added',
          ids: {
            municipality: municipality.id,
            domain: await addDomain(tx, municipality, domain, turn.as, turn.today),
          },
        }
  },
  async answer(db, turn, { code, ids }) {
    const municipality = (await municipalities(db, turn.today)).find(m => m.id === ids.municipality)?.name ?? ''
    const text = peopleTexts.in(turn.locale)(code === 'ended' ? 'domain.ended' : 'domain.added', {
      domain: ids.domain ?? '',
      municipality,
    })
    return { card: { version: 1, text }, to: 'me' }
  },
}

/** `m50 zeist`: the municipality, probably. */
export const guessMunicipality: Guess = async (db, turn, words) => {
  if (!mayEver(turn.actor, 'municipality.read')) return null
  const match = await findMunicipality(db, turn.today, words)
  if (match.found !== 'exact') return null
  const answer = await oneCard(db, turn, match.item)
  return 'card' in answer ? answer.card : null
}
