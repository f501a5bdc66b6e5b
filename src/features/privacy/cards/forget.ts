// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import type { MyData } from '#/features/privacy/rules/my-data.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'

/** What goes and what stays when someone is forgotten, and why, with the button that does it. `value` is the account that asks, `left` what records will call them. */
export function forgetCard(
  data: MyData,
  now: { readonly value: string; readonly left: string; readonly today: string },
  locale: Locale,
): Card {
  const t = privacyTexts.in(locale)
  const rows = (table: string) => data.tables[table] ?? []
  const count = (table: string) => rows(table).length
  const said = (recordClass: string) => rows('deliveries').filter(row => row.record_class === recordClass).length
  const roles = rows('roles').filter(role => 'starts_on' in role)
  const held = roles.filter(({ ends_on: end }) => typeof end !== 'string' || end > now.today).length
  const seats = rows('pillar_members').filter(seat => 'person_id' in seat && !seat.ended_at).length
  const [records, messages] = [said('record'), said('message')]
  const list = (items: readonly (string | false)[]) => items.flatMap(item => (item ? [`- ${item}`] : [])).join('\n')
  const goes = list([
    t('goes.who', { count: count('identities') }),
    messages > 0 && t('goes.messages', { count: messages }),
    count('drafts') > 0 && t('goes.drafts', { count: count('drafts') }),
    held > 0 && t('goes.roles', { count: held }),
    seats > 0 && t('goes.seats', { count: seats }),
  ])
  const stays = list([
    roles.length + count('pillar_members') > 0 && t('stays.offices'),
    count('requests') > 0 && t('stays.requests', { count: count('requests') }),
    records > 0 && t('stays.messages', { count: records }),
    count('audit') > 0 && t('stays.audit'),
  ])
  return {
    version: 1,
    title: t('forget.title'),
    text: [
      `${t('goes.title')}\n${goes}`,
      ...(stays ? [`${t('stays.title', { left: now.left })}\n${stays}`] : []),
      t('forget.after'),
    ].join('\n\n'),
    buttons: [
      {
        does: 'press',
        name: 'privacy.forget',
        label: t('forget.button'),
        value: now.value,
        style: 'danger',
        confirm: { text: t('forget.confirm'), yes: t('forget.yes') },
      },
      lineButton(t('forget.first'), 'mijn-gegevens'),
    ],
  }
}

/** For who is the secretariat alone, and can't leave yet. */
export function lastSecretaryCard(locale: Locale): Card {
  const t = privacyTexts.in(locale)
  return {
    version: 1,
    title: t('forget.title'),
    text: t('forget.lastSecretary'),
    buttons: [lineButton(t('forget.give'), 'rol geef', 'primary'), lineButton(t('forget.first'), 'mijn-gegevens')],
  }
}
