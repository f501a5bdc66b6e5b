// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { headlineOf } from '#/features/vng/cards/headline.ts'

it.each([
  ['De VNG wil de eigen bijdrage terug. Dat kost ons geld.', 'De VNG wil de eigen bijdrage terug'],
  ['Volgens R. Kok komt er uitstel! Mooi.', 'Volgens R. Kok komt er uitstel!'],
  ['Denk aan de regio\nen aan het geld', 'Denk aan de regio'],
  ['Nee. Daar zijn we tegen. Echt.', 'Nee. Daar zijn we tegen. Echt'],
  [`${'woord '.repeat(30)}eind.`, `${'woord '.repeat(16).trim()}…`],
  ['', ''],
])('[F48] a report without a title is called by its first sentence: %j', (summary, title) =>
  expect(headlineOf(summary)).toBe(title),
)
