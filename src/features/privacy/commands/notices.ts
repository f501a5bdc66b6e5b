// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { storedRoleWord } from '#/chat/words.ts'
import { freed } from '#/features/privacy/rules/freed.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import { personName } from '#/network/person-name.ts'

const leftFacts = z.object({
  person: z.uuid(),
  roles: z.array(z.uuid()),
  pillars: z.array(z.string()),
  // Another release said nothing of these.
  committees: z.array(z.string()).default([]),
})

/** Tells the secretariat which places are free, and not who left. */
const left: NoticeKind<z.infer<typeof leftFacts>> = {
  onUnclear: 'surely',
  recordClass: 'message',
  facts: leftFacts,
  async draw(db, { person, roles, pillars, committees }, reader) {
    const t = privacyTexts.in(reader.locale)
    const places = (await freed(db, roles, pillars, committees)).map(({ kind, pillar, committee }) => {
      if (committee !== null) return t('left.committee', { committee })
      if (kind === null) return t('left.seat', { pillar: pillar ?? '' })
      const role = storedRoleWord(kind, reader.locale)
      return pillar ? t('left.role', { role, pillar }) : role
    })
    return {
      version: 1,
      title: t('left.title', { name: await personName(db, person) }),
      text: [t('left.text'), ...places.map(place => `- ${place}`)].join('\n'),
      buttons: [lineButton(t('left.roles'), 'rol')],
    }
  },
}

export const privacyNotices: NonNullable<Feature['notices']> = { 'privacy.left': left }
