// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import type { Locale } from '#/chat/texts.ts'
import { accountParams } from '#/features/directory/cards/account.ts'
import { personNotice } from '#/features/directory/cards/person.ts'
import { substituteCard } from '#/features/directory/cards/substitution.ts'
import { accountFacts } from '#/features/directory/rules/link.ts'
import { personFacts } from '#/features/directory/rules/person.ts'
import { substitution } from '#/features/directory/rules/substitute.ts'
import { directoryTexts } from '#/features/directory/texts.ts'
import type { PersonId } from '#/network/ids.ts'
import { personName } from '#/network/person-name.ts'

const certain = { onUnclear: 'surely', recordClass: 'record' } as const
const person = z.uuid().transform(id => id as PersonId)

const ofPerson = z.object({ person })

/** How someone stands now, under a sentence that says what happened. */
const standing = (intro: (locale: Locale) => string): NoticeKind<z.infer<typeof ofPerson>> => ({
  ...certain,
  facts: ofPerson,
  async draw(db, facts, reader) {
    const found = await personFacts(db, facts.person, reader.today)
    return found && personNotice(found, reader.today, reader.locale, intro(reader.locale))
  },
})

const handOver = z.object({ from: person, person })

const handedOver: NoticeKind<z.infer<typeof handOver>> = {
  ...certain,
  facts: handOver,
  async draw(db, facts, reader) {
    const found = await personFacts(db, facts.person, reader.today)
    const name = await personName(db, facts.from)
    const intro = directoryTexts.in(reader.locale)('handedOver', { name })
    return found && personNotice(found, reader.today, reader.locale, intro)
  },
}

const left = z.object({ person, successor: person.nullable() })

const ended: NoticeKind<z.infer<typeof left>> = {
  ...certain,
  facts: left,
  async draw(db, { successor }, reader) {
    const t = directoryTexts.in(reader.locale)
    const name = successor ? await personName(db, successor) : null
    return {
      version: 1,
      text: name ? t('end.noticeTo', { successor: name }) : t('end.notice'),
      buttons: [lineButton(t('end.again'), 'aanmelden')],
    }
  },
}

const ofSubstitution = z.object({ substitution: z.uuid() })

const substituteNotice: NoticeKind<z.infer<typeof ofSubstitution>> = {
  ...certain,
  facts: ofSubstitution,
  async draw(db, facts, reader) {
    const found = await substitution(db, facts.substitution, reader.today)
    return found && substituteCard(found, reader.locale)
  },
}

const substituteEnded: NoticeKind<z.infer<typeof ofSubstitution>> = {
  ...certain,
  facts: ofSubstitution,
  async draw(db, facts, reader) {
    const found = await substitution(db, facts.substitution, reader.today)
    if (!found) return null
    const params = { name: found.name, substitute: found.substituteName }
    return { version: 1, text: directoryTexts.in(reader.locale)('substitute.ended', params) }
  },
}

const linkFacts = z.object({ account: z.uuid() })

const linked: NoticeKind<z.infer<typeof linkFacts>> = {
  ...certain,
  facts: linkFacts,
  async draw(db, { account }, reader) {
    const found = await accountFacts(db, account)
    return found && { version: 1, text: directoryTexts.in(reader.locale)('link.notice', accountParams(found)) }
  },
}

export const directoryNotices: NonNullable<Feature['notices']> = {
  'directory.corrected': standing(locale => directoryTexts.in(locale)('correct.notice')),
  'directory.merged': standing(locale => directoryTexts.in(locale)('merge.notice')),
  'directory.handedOver': handedOver,
  'directory.ended': ended,
  'directory.substitute': substituteNotice,
  'directory.substituteEnded': substituteEnded,
  'directory.linked': linked,
}
