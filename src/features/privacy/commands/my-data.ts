// SPDX-License-Identifier: EUPL-1.2
import type { Writes } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Turn } from '#/chat/turn.ts'
import { myDataPage } from '#/features/privacy/cards/my-data-page.ts'
import type { Leaver } from '#/features/privacy/rules/forget.ts'
import { myData } from '#/features/privacy/rules/my-data.ts'
import { privacyTexts } from '#/features/privacy/texts.ts'
import { audit } from '#/network/audit.ts'
import { keptDays, makeFile } from '#/network/files.ts'
import type { FileId } from '#/network/ids.ts'

/** The one who asks: with all their accounts where this one is a person's, also of one whose municipality has left the network. */
export const leaverOf = ({ actor }: Turn): Leaver =>
  actor.owner ? { person: actor.owner, account: null } : { person: null, account: actor.identity }

/** `m50 mijn-gegevens`: a page and the same as JSON, behind a link for the asker alone. */
export const showMyData: Writes<string> = {
  does: 'writes',
  asks: 'data.own',
  isForKnown: true,
  async run(tx, turn) {
    const data = await myData(tx, leaverOf(turn), turn.now)
    const name = privacyTexts.in(turn.locale)('page.file')
    const parts = [
      {
        name: `${name}.html`,
        mediaType: 'text/html; charset=utf-8',
        content: myDataPage(data, turn),
      },
      { name: `${name}.json`, mediaType: 'application/json', content: JSON.stringify(data, null, 2) },
    ]
    const reader = turn.actor.identity
    const file = await makeFile(tx, turn.links, { reader, kind: 'myData', locale: turn.locale, parts }, turn.now)
    audit(tx, { action: 'data.exported', subject: { kind: 'file', id: file }, by: turn.as })
    return { code: 'made', ids: { file } }
  },
  async answer(_, turn, { ids }) {
    const t = privacyTexts.in(turn.locale)
    return {
      card: {
        version: 1,
        title: t('made.title'),
        text: t('made.text', { days: keptDays }),
        link: { label: t('made.link'), url: turn.links.urlOf(String(ids.file) as FileId) },
        buttons: [lineButton(t('made.forget'), 'vergeet-mij')],
      },
      to: 'me',
      secret: true,
    }
  },
}
