// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'

/** To see what is stored of oneself, and to have it forgotten [T42]. */
export async function privacyHome(_: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const t = privacyTexts.in(turn.locale)
  return [
    {
      place: 'settings',
      title: t('home.title'),
      items: [
        { text: t('home.data'), accessory: lineButton(t('home.show'), 'mijn-gegevens') },
        { text: t('home.forget'), accessory: lineButton(t('home.what'), 'vergeet-mij') },
      ],
    },
  ]
}
