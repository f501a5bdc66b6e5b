// SPDX-License-Identifier: EUPL-1.2
// Documents of points that are made up, as the bot makes them of its own.
import { join } from 'node:path'
import { readFolder } from '#/database/seed/folder.ts'
import { agendaDocument, agendaSheet } from '#/features/lobby/cards/agenda-file.ts'
import { dossierDocument } from '#/features/lobby/cards/dossier.ts'
import type { Saying, Told } from '#/features/lobby/cards/point-fields.ts'
import { statementDocument } from '#/features/lobby/cards/statement.ts'
import type { Figures } from '#/features/lobby/rules/figures.ts'
import type { Point } from '#/features/lobby/rules/points.ts'
import type { LobbyPointId, MunicipalityId, PillarId } from '#/network/ids.ts'

const today = '2027-02-03'
const opened = new Date('2027-01-12T09:00:00Z')

const names: Saying['names'] = {
  pillar: [{ id: 'samenleving', name: 'Samenleving' }],
  theme: [],
  targets: [{ id: 'vws', name: 'Ministerie van Volksgezondheid, Welzijn en Sport' }],
}
const saying: Saying = { locale: 'nl', zone: 'Europe/Amsterdam', names }

const standing = (name: string, line: string | null, stance: 'support' | 'reservation' = 'support') => ({
  municipality: name as MunicipalityId,
  name,
  stance,
  line,
  at: opened,
})

const doctors: Point = {
  id: '00000000-0000-4000-8000-000000000012' as LobbyPointId,
  number: 12,
  state: 'placed',
  title: 'Leid meer jeugdartsen op voor middelgrote gemeenten',
  problem:
    'Twee van de drie vacatures voor jeugdarts staan langer dan een half jaar open. Kinderen wachten daardoor op onderzoeken die de wet voorschrijft.\nDe opleidingsplaatsen staan bij de GGD’en van de grote steden; wie daar wordt opgeleid, blijft daar werken.',
  ask: 'Het ministerie van VWS financiert 60 extra opleidingsplaatsen, verdeeld buiten de grote steden.',
  whyMidsized:
    'Vacatures staan hier twee keer zo lang open als in de G4. Een gemeente van vijftigduizend inwoners heeft geen eigen opleiding en kan een gat van één arts niet opvangen.',
  pillar: 'samenleving' as PillarId,
  pillarName: 'Samenleving',
  theme: '4.1',
  themeName: 'Doen wat nodig is – Slim samenwerken',
  deadline: '2027-03-27',
  evidence: 'Raming van het Capaciteitsorgaan, zie https://example.org/raming-jeugdartsen.',
  dossiers: ['2026Z01234', '31839-1024'],
  proposer: null,
  proposerName: 'A. Bakker',
  isOfProposer: true,
  municipality: 'GM0303' as MunicipalityId,
  municipalityName: 'Dronten',
  isConfidential: false,
  wording: 1,
  version: 1,
  openedAt: opened,
  movedAt: opened,
  stateAt: opened,
  result: null,
  resultLink: null,
  targets: [{ id: 'vws', name: 'Ministerie van Volksgezondheid, Welzijn en Sport' }],
  standings: [
    standing('Dronten', 'Twee van onze drie vacatures staan sinds mei open.'),
    standing('Kampen', null),
    standing('Zeist', 'Wij lenen een arts van Utrecht, voor een dag in de week.'),
    standing('Tiel', 'Alleen met geld van het Rijk.', 'reservation'),
  ],
  offers: [],
  programmes: [],
  isAskedBack: false,
  origins: [],
  mergedInto: null,
  followers: [],
}

const bus: Point = {
  ...doctors,
  id: '00000000-0000-4000-8000-000000000007' as LobbyPointId,
  number: 7,
  state: 'partly',
  result: 'De provincie houdt de lijnen in drie dorpen tot 2030 in stand.',
  resultLink: 'https://example.org/statenbrief-bus',
  title: 'Houd de bus in het buitengebied',
  problem: 'Elk jaar verdwijnen er lijnen die een dorp met het station verbinden.',
  ask: 'Een ondergrens voor openbaar vervoer: elk dorp met duizend inwoners heeft overdag elk uur een bus.',
  whyMidsized: 'Onze gemeenten zijn te groot voor een belbus en te klein voor een eigen concessie.',
  theme: null,
  themeName: null,
  deadline: null,
  evidence: null,
  dossiers: [],
  standings: [standing('Dronten', null), standing('Woerden', null)],
}

const told = (point: Point): Told => ({
  point,
  wordings: new Map(),
  happened: { placements: new Map(), results: new Map(), said: new Map(), contacts: new Map(), outcomes: new Map() },
  reason: null,
  life: {
    longest: 1,
    ranks: [
      {
        pillarName: 'Samenleving',
        place: 2,
        points: 7,
        question: 'Waar maken we ons dit jaar hard voor?',
        outcome: 'De eerste drie gaan naar de formatie.',
        at: opened,
      },
    ],
    placements: [
      {
        id: 'placement',
        person: null,
        targetName: 'Algemene ledenvergadering van de VNG',
        targetKind: 'vngAlv',
        occasion: 'motie',
        placedOn: '2027-06-16',
        spokesperson: 'W. de Vries',
        motionBy: { day: '2027-06-03', isOver: false },
      },
    ],
    contacts: [
      {
        id: 'contact',
        person: null,
        text: 'Gesproken met de directie Publieke Gezondheid, die de cijfers deelt.',
        by: 'A. Bakker',
        at: opened,
      },
    ],
    next: '2027-04-01',
  },
  steps: (['propose', 'supported', 'approve'] as const).map((act, i) => ({
    act: `lobby.${act}`,
    at: new Date(opened.getTime() + i * 86_400_000),
    name: act === 'approve' ? 'S. Jansen' : 'A. Bakker',
    principal: null,
    role: act === 'approve' ? 'secretariat' : 'official',
    municipality: act === 'approve' ? null : 'Dronten',
    old: null,
    new: null,
    total: 3,
    isVeiled: false,
  })),
})

const {
  network: { network, members },
  municipalities,
} = await readFolder(join(import.meta.dirname, '../prisma/seed'))
const holds = ({ starts_on, ends_on }: { starts_on: string; ends_on?: string | undefined }): boolean =>
  starts_on <= today && (!ends_on || ends_on > today)
const memberNames = new Set(members.filter(holds).flatMap(one => one.municipalities))

/** The network's own, as its folder has them. */
const figures: Figures = {
  network: network.name,
  band: network.inhabitants,
  source: network.inhabitants_source ?? null,
  municipalities: municipalities
    .filter(({ value }) => (value.valid_from ?? '') <= today && (value.valid_to ?? today) >= today)
    .map(({ value: { name, region, inhabitants, inhabitants_year } }) => ({
      name,
      region,
      inhabitants,
      year: inhabitants_year,
      isMember: memberNames.has(name),
    })),
}

const introduction =
  'Middelgrote gemeenten houden Nederland gaande: groot genoeg om te doen wat nodig is, klein genoeg om elkaar te kennen.\nDit vragen wij van het nieuwe kabinet.'

/** The documents by their name, and the table. */
export const sampleDocuments = {
  lobbyagenda: agendaDocument([doctors, bus].map(told), [], today, saying),
  dossier: dossierDocument(told(doctors), today, saying),
  verklaring: statementDocument(
    { title: 'De Kracht van Middelgroot', introduction, points: [doctors, bus] },
    figures,
    today,
    'nl',
  ),
}
export const sampleSheet = agendaSheet([doctors, bus].map(told), saying)
