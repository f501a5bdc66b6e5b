// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { NoticeKind } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { statement, type Tx } from '#/database/db.ts'
import { notify } from '#/delivery/notify.ts'
import { lostCount } from '#/features/diagnose/rules/lost.ts'
import { diagnoseTexts } from '#/features/diagnose/texts.ts'

const kind = 'diagnose.lost'

/** Notes up to which loss was told, so that of several copies one tells it; not what was settled in the last minutes, nor more than once an hour, nor that telling it failed, nor what a stranger in the channel kept back, of which the secretariat hears by itself [T23]. */
const claim = statement(
  'lost claim',
  `with fresh as (
     select max(settled_at) as until from deliveries
     where state in ('failed', 'unclear') and kind <> '${kind}' and reason is distinct from 'strangers' and settled_at <= now() - interval '3 minutes'
       and settled_at > coalesce((select (value #>> '{}')::timestamptz from settings where key = '${kind}'), now() - interval '1 day')
   )
   insert into settings (key, value, updated_at) select '${kind}', to_jsonb(until), now() from fresh where until is not null
   on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at where settings.updated_at <= now() - interval '1 hour'
   returning key`,
)

/** Tells the secretariat that messages were lost, in their channel, a few minutes after the first of them [F79]. To be followed by a flush. */
export async function tellLost(tx: Tx): Promise<void> {
  if ((await tx.query(claim)).length > 0) notify(tx, [{ kind: 'secretariat' }], kind, {})
}

/** Pointless once all of it was sent again or noted as arrived. */
const lostNotice: NoticeKind<object> = {
  onUnclear: 'once',
  recordClass: 'message',
  facts: z.object({}),
  async draw(db, _, reader) {
    const count = await lostCount(db)
    if (count === 0) return null
    const t = diagnoseTexts.in(reader.locale)
    return {
      version: 1,
      text: t('messages.lost', { count }),
      buttons: [lineButton(t('button.desk'), 'secretariaat')],
    }
  },
}

export const diagnoseNotices = { [kind]: lostNotice }
