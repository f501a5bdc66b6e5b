// SPDX-License-Identifier: EUPL-1.2
import { catalogue, type KindName, kinds } from '#/database/catalogue.ts'

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
  ].join('\n')
}
