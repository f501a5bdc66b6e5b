// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { peopleTexts } from '#/features/people/texts.ts'

/** What the reader is here; `everyone` where several read along. */
export type Welcomed = 'everyone' | 'newcomer' | 'member' | 'secretariat'

/** What the bot is for, with the three things that someone of this role begins with [E22]. `name` is the reader's; where several read along, of who put the bot there. */
export function welcomeCard(to: Welcomed, name: string, network: string, locale: Locale): Card {
  const t = peopleTexts.in(locale)
  const begin = {
    everyone: lineButton(t('meet.register'), 'aanmelden', 'primary'),
    newcomer: lineButton(t('meet.register'), 'aanmelden', 'primary'),
    member: lineButton(t('welcome.home'), 'm50', 'primary'),
    secretariat: lineButton(t('welcome.desk'), 'secretariaat', 'primary'),
  }[to]
  const second =
    to === 'secretariat' ? lineButton(t('welcome.diagnose'), 'diagnose') : lineButton(t('registered.pillars'), 'pijler')
  return {
    version: 1,
    title: to === 'everyone' ? t('welcome.hereTitle', { network }) : t('welcome.title', { name }),
    text: to === 'everyone' ? t('welcome.here', { name, network }) : t('welcome.text', { network }),
    buttons: [begin, second, lineButton(t('registered.help'), 'help')],
  }
}
