// SPDX-License-Identifier: EUPL-1.2
import { isHidden, type Traces } from '#/database/traces/shape.ts'

const isOfTheirWish = 'exists (select from digest_wishes w where w.id = t.wish_id and w.person_id = who.person)'

/** What pillars are told, and who hears of them alone. */
export const digestsTraces: Readonly<Record<string, Traces | null>> = {
  digest_schedules: null,
  digest_wishes: {
    about: 't.person_id = who.person',
    forget: [{ does: 'deletes', where: 't.person_id = who.person' }],
  },
  digests: {
    about: `who.person in (t.introduced_by_id, t.sent_by_id) or ${isOfTheirWish}`,
    forget: [{ does: 'deletes', where: isOfTheirWish }],
  },
  digest_items: {
    about: `exists (select from digests d join digest_wishes w on w.id = d.wish_id where d.id = t.digest_id and w.person_id = who.person)`,
    shows: `case when exists (select from lobby_points p where p.id = t.point_id and ${isHidden}) then to_jsonb(t) - 'facts' else to_jsonb(t) end`,
    forget: [],
  },
}
