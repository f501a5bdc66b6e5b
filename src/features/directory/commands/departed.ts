// SPDX-License-Identifier: EUPL-1.2
import type { Belongings, Reader, RequestView } from '#/chat/feature.ts'
import type { Db } from '#/database/db.ts'
import type { createDepartedKind } from '#/features/directory/rules/departed.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import { personName } from '#/network/person-name.ts'

const mostLines = 5

/** How someone who seems to be gone stands on the secretariat's card, with what ends. */
export const departedView = (
  kind: ReturnType<typeof createDepartedKind>,
  belongings: () => readonly Belongings[],
): RequestView => {
  const held = async (db: Db, person: Parameters<Belongings['lines']>[1], reader: Reader) =>
    (await Promise.all(belongings().map(one => one.lines(db, person, reader)))).flat()
  return async (db, request, reader) => {
    const t = directoryTexts.in(reader.locale)
    const { person, why } = kind.subject.parse(request.subject)
    const [name, lines] = await Promise.all([personName(db, person), held(db, person, reader)])
    const rest = lines.length - mostLines
    return {
      what: t('departed.what', { name }),
      lines: [
        t(`departed.${why}`, { name }),
        ...lines.slice(0, mostLines),
        ...(rest > 0 ? [t('end.more', { count: rest })] : []),
        t('departed.how', { name, typed: reader.typed }),
      ],
      approve: {
        does: 'press',
        name: 'request.approve',
        label: t('departed.approve'),
        value: request.id,
        style: 'primary',
      },
    }
  }
}
