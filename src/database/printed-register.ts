// SPDX-License-Identifier: EUPL-1.2
import { catalogue } from '#/database/catalogue.ts'
import { type KindName, kinds } from '#/database/data-kinds.ts'
import { leaversTerm, terms } from '#/database/terms.ts'
import type { Traces } from '#/database/traces/shape.ts'
import { traces } from '#/database/traces.ts'

/** Where a kind stands: the tables, with their columns where not all of them are of that kind. */
function placesOf(kind: KindName): string {
  return Object.entries(catalogue)
    .flatMap(([name, { columns }]) => {
      const own = Object.entries(columns).filter(([, k]) => k === kind)
      if (own.length === 0) return []
      const isWhole = own.length === Object.keys(columns).length
      return isWhole ? [`\`${name}\``] : [`\`${name}\` (${own.map(([column]) => column).join(', ')})`]
    })
    .join(', ')
}

/** What forgetting does to a table. */
function forgetting({ forget }: Traces): string {
  const deeds = new Set(forget.map(step => step.does))
  if (deeds.has('deletes')) return 'deletes rows'
  return deeds.has('empties') ? 'empties what says who it was' : 'keeps the rows: they hold ids, or are a record'
}

/** The register of processing (AVG art. 30) as far as the software knows it, printed from the catalogue. */
export function printedRegister(): string {
  const sections = (Object.keys(kinds) as KindName[]).map(name => {
    const { class: dataClass, purpose, whoSees, kept, forgetMe, archive } = kinds[name]
    return [
      `## ${name} (${dataClass})`,
      '',
      `- **Purpose:** ${purpose}`,
      `- **Who sees it:** ${whoSees}`,
      `- **Kept:** ${kept}`,
      `- **When someone asks to be forgotten:** ${forgetMe}`,
      `- **Archive:** ${archive}`,
      `- **Stands in:** ${placesOf(name)}`,
      '',
    ].join('\n')
  })
  return [
    '# Register of processing',
    '',
    'Printed from `src/database/catalogue.ts`, in which every column of the database stands; a test holds the two together. Who the controller is, the grounds, and the terms are for the controller to settle: the terms here are proposals.',
    '',
    ...sections,
    '## Terms',
    '',
    'Once a day what is due is deleted, and counted in `retentions`. A setting `retention.<name>` with a number of days goes before the number here.',
    '',
    ...[...terms, leaversTerm].map(({ name, days, what }) => `- \`${name}\`, ${days} days: ${what}`),
    '',
    '## What forgetting someone does, by table',
    '',
    ...Object.entries(traces).flatMap(([table, one]) => (one ? [`- \`${table}\`: ${forgetting(one)}`] : [])),
    '',
    'What stays reads "voormalig wethouder, Dronten". Tables that are not named here can hold no trace of a person.',
    '',
  ].join('\n')
}
