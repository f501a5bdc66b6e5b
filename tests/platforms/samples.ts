// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import type { Reader } from '#/chat/feature.ts'
import type { Locale } from '#/chat/texts.ts'
import { ownRequestCard, type RequestFacts, requestCard } from '#/features/desk/cards/request.ts'
import { meetCard, registeredCard, statedCard } from '#/features/people/cards/register.ts'
import { askedCard } from '#/features/pillars/cards/joining.ts'
import {
  officialCard,
  officialDeclinedCard,
  officialJoinedCard,
  welcomeCard,
} from '#/features/pillars/cards/notices.ts'
import { membersCard, pillarCard, pillarsCard } from '#/features/pillars/cards/pillars.ts'
import type { Pillar } from '#/features/pillars/rules/pillars.ts'
import type { SeatFacts } from '#/features/pillars/rules/seat-facts.ts'
import type { SupportFacts } from '#/features/pillars/rules/support-facts.ts'
import { pillarTexts } from '#/features/pillars/texts.ts'
import type { MunicipalityId, PersonId, PillarId, RequestId, RoleId } from '#/network/ids.ts'
import type { Request } from '#/requests/kind.ts'

const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
const at = new Date('2027-02-02T23:30:00Z')
const zeist = { id: 'GM0355' as MunicipalityId, name: 'Zeist' }

const bestuur: Pillar = {
  id: 'bestuur' as PillarId,
  name: 'Bestuur',
  members: 23,
  followers: 0,
  municipalities: 17,
  leads: [{ name: 'M. Smit', municipality: 'Waalwijk' }],
  chairs: [{ name: 'R. Kok', municipality: 'Tiel' }],
  viceChairs: [{ name: 'J. Mol', municipality: null }],
}
const economie: Pillar = {
  ...bestuur,
  id: 'economie-fysieke-leefomgeving' as PillarId,
  name: 'Economie & Fysieke leefomgeving',
  members: 0,
  municipalities: 0,
  leads: [],
}

const request: Request = {
  id: id as RequestId,
  number: 41,
  kind: 'pillar.join',
  state: 'open',
  subject: {},
  subjectKey: 'sample',
  waitsSince: new Date('2027-02-03T08:12:00Z'),
  openedAt: new Date('2027-02-03T08:12:00Z'),
  round: 1,
  requester: { id: id as PersonId, name: 'W. de Vries' },
  isRequesterGone: false,
  requesterText: null,
  municipality: zeist,
  askedOf: 'secretariat',
  claimedBy: null,
  claimedFor: null,
  decidedBy: null,
  decidedFor: null,
  decidedAt: null,
  reason: null,
  createdAt: at,
  version: 1,
  basis: 1,
}

const facts = (more: Partial<Request> = {}): RequestFacts => ({
  isClosedOff: false,
  isTold: true,
  request: { ...request, ...more },
  what: pillarTexts.in('nl')('request.what', { pillar: 'Bestuur' }),
  lines: ['Ondersteuning: A. Bakker, heeft nog niet bevestigd', 'Al lid uit Zeist: niemand'],
  own: [],
  approve: null,
  again: null,
  change: null,
  granted: null,
  whole: null,
  requesterFunction: { kind: 'alderman', isStated: true },
  withdrawal: null,
  questions: [
    {
      id,
      request: id as RequestId,
      number: 41,
      question: 'Gaat het om de hele pijler?',
      answer: 'Ja, graag',
      askedBy: 'S. Jansen',
      isOpen: false,
    },
  ],
})

const seat: SeatFacts = {
  id,
  pillar: bestuur.id,
  executive: 'W. de Vries',
  municipality: 'Zeist',
  official: 'A. Bakker',
  officialState: 'confirmed',
}

const ask: SupportFacts = {
  request: id,
  pillar: bestuur.id,
  executive: 'W. de Vries',
  municipality: 'Zeist',
  official: id as PersonId,
  state: 'asked',
  isMember: false,
  isOver: false,
  hasLeft: false,
  version: 1,
}

/** The cards that people meet in the first slice, as data. */
export function sampleCards(locale: Locale): Readonly<Record<string, Card>> {
  const reader: Reader = { locale, person: null, zone: 'Europe/Amsterdam', today: '2027-02-03', typed: '/m50' }
  const decided = { decidedBy: { id: id as PersonId, name: 'S. Jansen' }, decidedAt: at }
  return {
    'request open': requestCard(facts(), reader),
    'request claimed': requestCard(
      facts({ claimedBy: { id: id as PersonId, name: 'M. Mulder' }, askedOf: 'networkLead' }),
      reader,
    ),
    'request approved': requestCard(facts({ state: 'approved', ...decided }), reader),
    'request declined': requestCard(facts({ state: 'declined', reason: 'Al vertegenwoordigd', ...decided }), reader),
    'request withdrawn': requestCard(
      { ...facts({ state: 'withdrawn' }), withdrawal: { at, by: 'W. de Vries' } },
      reader,
    ),
    'own request asked': ownRequestCard(facts({ state: 'asked' }), reader),
    'first contact': meetCard('Zeist', true, locale),
    'first contact of a guest': meetCard(null, true, locale),
    registered: registeredCard('alderman', 'Zeist', true, [bestuur], locale),
    'function stated': statedCard(
      {
        id: id as RoleId,
        kind: 'mayor',
        person: id as PersonId,
        name: 'W. de Vries',
        municipality: zeist,
        confirmedBy: null,
        confirmedAt: null,
        denied: null,
        isOver: false,
        version: 1,
      },
      locale,
      reader.zone,
    ),
    pillars: pillarsCard([bestuur, economie], locale),
    'pillar as a member': pillarCard(bestuur, true, locale),
    'pillar as no member': pillarCard(economie, false, locale),
    members: membersCard(
      bestuur,
      [
        {
          id,
          name: 'W. de Vries',
          function: 'alderman',
          isConfirmed: false,
          municipality: 'Zeist',
          official: 'A. Bakker',
          officialState: 'confirmed',
        },
      ],
      locale,
    ),
    'join asked': askedCard(
      { ...request, isStuck: false },
      bestuur,
      { state: 'unknown', name: 'a.bakker@zeist.nl', network: 'M50' },
      true,
      reader,
    ),
    welcome: welcomeCard(seat, bestuur, true, locale),
    'official asked': officialCard(ask, bestuur, true, locale),
    'official who confirmed': officialCard({ ...ask, state: 'confirmed', isMember: true }, bestuur, true, locale),
    'official whose executive has left': officialCard({ ...ask, isOver: true, hasLeft: true }, bestuur, true, locale),
    'official told': officialJoinedCard({ ...ask, isMember: true }, bestuur, true, locale),
    'official declined': officialDeclinedCard('A. Bakker', bestuur, id, locale),
  }
}
