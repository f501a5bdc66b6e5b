// SPDX-License-Identifier: EUPL-1.2
import type { HomeSection } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import type { Db } from '#/database/db.ts'
import { directoryTexts } from '#/features/directory/texts.ts'

/** The way to what stands about oneself. */
export async function directoryHome(_: Db, turn: Turn): Promise<readonly HomeSection[]> {
  const t = directoryTexts.in(turn.locale)
  return [
    {
      place: 'settings',
      title: t('home.title'),
      items: [{ text: t('home.line'), accessory: lineButton(t('home.show'), 'profiel') }],
    },
  ]
}
