// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { figureLines, memberBlocks } from '#/features/lobby/cards/statement-figures.ts'
import type { Counted, Figures } from '#/features/lobby/rules/figures.ts'

const of = (name: string, inhabitants: number | null, isMember = true, year = 2023): Counted => ({
  name,
  region: 'Westmark',
  inhabitants,
  year: inhabitants === null ? null : year,
  isMember,
})
const network = (municipalities: readonly Counted[], source: string | null = null): Figures => ({
  network: 'P12',
  municipalities,
  band: { min: 5000, max: 25_000 },
  source,
})

it('[A30] a figure of which nobody said whose it is says that its source is missing', () => {
  const lines = figureLines(network([of('Ashcombe', 12_000), of('Calder Bay', 36_000, false)]), '2027-02-03', 'nl')
  expect(lines).toEqual([
    '1 gemeente is lid (bron: ledenlijst van P12, 3 feb 2027).',
    'Samen hebben zij 12.000 inwoners (bron ontbreekt, 2023).',
    'Dat is 25% van de inwoners van alle 2 gemeenten (bron ontbreekt, 2023).',
    'Van alle gemeenten heeft 1 gemeente 5.000 tot 25.000 inwoners. Daar wonen 12.000 mensen, 25% van alle inwoners (bron ontbreekt, 2023).',
    'Er zijn leden in 1 van de 1 provincies: Westmark (bron: ledenlijst van P12, 3 feb 2027).',
  ])
})

it('[A30] where no number is known, no sum stands, and who is left out does; a sum of one year is no part of that of another', () => {
  const unknown = network([of('Ashcombe', null), of('Calder Bay', null)], 'ONS')
  expect(figureLines(unknown, '2027-02-03', 'en')).toEqual([
    '2 municipalities are members (source: list of members of P12, 3 Feb 2027).',
    'Without Ashcombe and Calder Bay, of which no number of inhabitants is known.',
    'There are members in 1 of the 1 provinces: Westmark (source: list of members of P12, 3 Feb 2027).',
  ])
  expect(memberBlocks(unknown, '2027-02-03', 'en').slice(1)).toEqual([
    { kind: 'text', text: 'By the list of members of P12, 3 Feb 2027.' },
    {
      kind: 'field',
      label: 'Westmark',
      text: 'Ashcombe (number of inhabitants not known), Calder Bay (number of inhabitants not known)',
    },
  ])
  const apart = figureLines(
    network([of('Ashcombe', 12_000), of('Calder Bay', 36_000, false, 2022)]),
    '2027-02-03',
    'nl',
  )
  expect(apart.join(' ')).not.toContain('25%')
})
