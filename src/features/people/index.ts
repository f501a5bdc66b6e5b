// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { roleBelongings } from '#/features/people/commands/belongings.ts'
import { judgeAs } from '#/features/people/commands/confirm.ts'
import { peopleHome } from '#/features/people/commands/home.ts'
import { showMissing } from '#/features/people/commands/missing.ts'
import { domainLine, guessMunicipality, showMunicipalities } from '#/features/people/commands/municipality.ts'
import { admitView, peopleLive, peopleNotices } from '#/features/people/commands/notices.ts'
import { introduce, registerHandler, registerLine } from '#/features/people/commands/register.ts'
import { answerAs, checkLine, closePress, remindPress } from '#/features/people/commands/role-check.ts'
import { roleEndView } from '#/features/people/commands/role-check-notices.ts'
import { roleForms } from '#/features/people/commands/role-form.ts'
import { end, give, showRoles } from '#/features/people/commands/roles.ts'
import { settingsForm, settingsLine } from '#/features/people/commands/settings.ts'
import { supportHandler } from '#/features/people/commands/support.ts'
import { welcome } from '#/features/people/commands/welcome.ts'
import { peoplePlanned } from '#/features/people/jobs.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { roleEndKind } from '#/features/people/rules/role-end.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** Who is who: registering, functions stated and confirmed, municipalities and their domains, roles. */
export const people: Feature = {
  name: 'people',
  texts: peopleTexts,
  nouns: [
    {
      words: ['aanmelden', 'register'],
      isEveryday: true,
      help: 'help.register',
      takes: 'takes.register',
      bare: registerLine,
      verbs: [],
    },
    { words: ['instellingen', 'settings'], help: 'help.settings', bare: settingsLine, verbs: [] },
    {
      words: ['gemeente', 'gemeenten', 'municipality'],
      isEveryday: true,
      help: 'help.municipality',
      takes: 'takes.municipality',
      bare: showMunicipalities,
      verbs: [
        {
          words: ['domein', 'domain'],
          help: 'help.domain',
          takes: 'takes.domain',
          isInfix: true,
          handler: domainLine,
        },
      ],
    },
    {
      words: ['rol', 'rollen', 'role'],
      help: 'help.role',
      bare: showRoles,
      verbs: [
        { words: ['geef', 'give'], help: 'help.give', takes: 'takes.give', handler: give },
        { words: ['eindig', 'end'], help: 'help.end', takes: 'takes.end', handler: end },
        { words: ['controle', 'check'], help: 'help.check', takes: 'takes.check', handler: checkLine },
        { words: ['ontbreekt', 'missing'], help: 'help.missing', handler: showMissing },
      ],
    },
  ],
  presses: {
    'person.confirm': judgeAs(true),
    'person.deny': judgeAs(false),
    'role.still': answerAs('yes'),
    'role.over': answerAs('no'),
    'roleCheck.remind': remindPress,
    'roleCheck.close': closePress,
  },
  forms: {
    'person.register': registerHandler,
    'person.settings': settingsForm,
    ...roleForms(give, end),
    'role.support': supportHandler,
  },
  notices: peopleNotices,
  planned: peoplePlanned,
  live: peopleLive,
  requestViews: { [admitKind.name]: admitView, [roleEndKind.name]: roleEndView },
  belongings: roleBelongings,
  guess: guessMunicipality,
  introduce,
  welcome,
  home: peopleHome,
}
