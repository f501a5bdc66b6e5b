// SPDX-License-Identifier: EUPL-1.2
import { type Action, inPersonOnly, policy, type Role, type Standing } from '#/network/policy.ts'

export const roleOrder: readonly Role[] = [
  'guest',
  'newcomer',
  'member',
  'speaker',
  'confirmed',
  'contactOfficer',
  'chair',
  'networkLead',
  'deputySecretariat',
  'secretariat',
]

const words: Record<Standing, string> = {
  any: 'any',
  own: 'own',
  others: "others'",
  asked: 'asked of them',
  home: 'own municipality',
  pillar: 'own pillar',
}

/** The table of rights as people review it: a row an action, a column a role; an empty cell is a no. */
export function printedPolicy(): string {
  const actions = Object.entries(policy) as [Action, (typeof policy)[Action]][]
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    '# Who may do what',
    '',
    'Printed from `src/network/policy.ts`, the one place where rights are asked; a test holds the two together and tries every cell. An empty cell is a no.',
    '',
    '- **guest**: nobody in the network. **newcomer**: known by address, no function yet. **member**: said a function. **speaker**: may speak for the municipality. **confirmed**: the function was confirmed.',
    "- **any**: whatever it is about. **own**: one's own. **others'**: anything but one's own. **asked of them**: asked of that very role, and not one's own. **own municipality**: a colleague's, not one's own. **own pillar**: of the pillar whose chair one is.",
    `- Who acts for someone ([F05]) has that one's rights, but does nothing to themselves by them, and never ${inPersonOnly.map(action => `\`${action}\``).join(' or ')}.`,
    '',
    row(['action', ...roleOrder]),
    row(['---', ...roleOrder.map(() => '---')]),
    ...actions.map(([action, cells]) =>
      row([
        action,
        ...roleOrder.map(role => {
          const standing = cells[role]
          return standing ? words[standing] : ''
        }),
      ]),
    ),
    '',
  ].join('\n')
}
