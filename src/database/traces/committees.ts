// SPDX-License-Identifier: EUPL-1.2
import { names, type Traces } from '#/database/traces/shape.ts'

const isOfTheirReport = 'exists (select from reports r where r.id = t.report_id and r.author_id = who.person)'

/** Seats at committees, and what is reported of them. */
export const committeesTraces: Readonly<Record<string, Traces | null>> = {
  committee_seats: {
    about: `t.person_id = who.person or t.holder is not null and ${names('holder')}`,
    forget: [
      {
        does: 'empties',
        set: 'holder = who.called, version = t.version + 1',
        where: `t.holder is not null and ${names('holder')}`,
      },
    ],
  },
  committee_meetings: null,
  committee_asks: { about: 't.person_id = who.person', forget: [] },
  reports: { about: 't.author_id = who.person', forget: [] },
  report_pillars: { about: isOfTheirReport, forget: [] },
  report_wordings: {
    about: isOfTheirReport,
    part: {
      where: 't.replaced_by_id = who.person',
      shows: `jsonb_build_object('report_id', t.report_id, 'wording', t.wording, 'replaced_by_id', t.replaced_by_id, 'replaced_at', t.replaced_at)`,
    },
    forget: [],
  },
  report_inputs: { about: 't.person_id = who.person', forget: [] },
}
