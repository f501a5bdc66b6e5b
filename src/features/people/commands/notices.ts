// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Button } from '#/chat/card.ts'
import { momentOf, plainDayOf } from '#/chat/dates.ts'
import type { Feature, NoticeKind, RequestView } from '#/chat/feature.ts'
import { lineButton } from '#/chat/help.ts'
import { keptAct } from '#/chat/kept.ts'
import type { Locale } from '#/chat/texts.ts'
import type { KeptAct } from '#/chat/turn.ts'
import { roleWord } from '#/chat/words.ts'
import { missingAllCard, missingCard } from '#/features/people/cards/missing.ts'
import { otherMunicipality, statedCard } from '#/features/people/cards/register.ts'
import { supportButton } from '#/features/people/cards/support.ts'
import { roleCheckLive, roleCheckNotice } from '#/features/people/commands/role-check-notices.ts'
import { statedFunction } from '#/features/people/rules/confirm.ts'
import { missing, missingOf } from '#/features/people/rules/missing.ts'
import { domainOwner } from '#/features/people/rules/municipality.ts'
import { admitKind } from '#/features/people/rules/register.ts'
import { type RoleFacts, roleFacts } from '#/features/people/rules/roles.ts'
import { supportWanted } from '#/features/people/rules/support.ts'
import { peopleTexts } from '#/features/people/texts.ts'
import { unseated } from '#/features/vng/rules/committees.ts'
import { functionOf } from '#/network/function-of.ts'

const ofRole = z.object({ role: z.uuid() })
type OfRole = z.infer<typeof ofRole>
const certain = { onUnclear: 'surely', recordClass: 'record' } as const

const stated: NoticeKind<OfRole> = {
  ...certain,
  facts: ofRole,
  async draw(db, { role }, reader) {
    const found = await statedFunction(db, role, reader.today)
    return found && statedCard(found, reader.locale, reader.zone)
  },
}

const judged = (key: 'confirmed' | 'denied'): NoticeKind<OfRole> => ({
  ...certain,
  facts: ofRole,
  async draw(db, { role }, reader) {
    const t = peopleTexts.in(reader.locale)
    const found = await statedFunction(db, role, reader.today)
    if (!found) return null
    const params = { function: roleWord(found.kind, reader.locale), municipality: found.municipality?.name ?? '' }
    if (key === 'confirmed') return { version: 1, text: t('confirmed', params) }
    return {
      version: 1,
      text: t('denied.text', params),
      buttons: [
        { does: 'open', name: 'person.register', label: t('denied.again'), value: otherMunicipality, style: 'primary' },
      ],
    }
  },
})

const admittedFacts = z.object({ person: z.uuid(), municipality: z.string(), goOn: keptAct.nullable().catch(null) })

/** Goes on with what was kept. An open may also act at once, so it stands for a press as well. */
function goOnButton(label: string, kept: KeptAct): Button {
  if (kept.kind === 'line') return lineButton(label, kept.text, 'primary')
  return { does: 'open', name: kept.name, label, value: kept.value, style: 'primary' }
}

const admitted: NoticeKind<z.infer<typeof admittedFacts>> = {
  ...certain,
  facts: admittedFacts,
  async draw(db, { person, municipality, goOn }, reader) {
    const t = peopleTexts.in(reader.locale)
    const held = await functionOf(db, person, reader.today)
    if (!held) return null
    return {
      version: 1,
      text: t('admitted.text', { function: roleWord(held, reader.locale), municipality }),
      buttons: [...(goOn ? [goOnButton(t('admitted.goOn'), goOn)] : []), lineButton(t('admitted.pillars'), 'pijler')],
    }
  },
}

/** ` Tot en met wo 31 mrt 2027.`, empty for a role without an end. */
export const untilText = ({ until }: RoleFacts, locale: Locale): string =>
  until ? ` ${peopleTexts.in(locale)('roleGiven.until', { until: plainDayOf(until, locale) })}` : ''

const roleGiven: NoticeKind<OfRole> = {
  ...certain,
  facts: ofRole,
  async draw(db, { role }, reader) {
    const t = peopleTexts.in(reader.locale)
    const found = await roleFacts(db, role)
    if (!found) return null
    const params = {
      role: roleWord(found.kind, reader.locale),
      pillar: found.pillar ?? '',
      from: plainDayOf(found.from, reader.locale),
    }
    const text =
      t(found.pillar ? 'roleGiven.noticePillar' : 'roleGiven.notice', params) + untilText(found, reader.locale)
    const wanted = await supportWanted(db, role, reader.today)
    if (!wanted) return { version: 1, text }
    return {
      version: 1,
      text: [text, t('support.own', { municipality: wanted.municipality.name })].join('\n'),
      buttons: [supportButton(role, reader.locale)],
    }
  },
}

const successionFacts = z.object({ role: z.uuid(), by: z.uuid(), back: z.uuid().nullish() })

const succeeded: NoticeKind<z.infer<typeof successionFacts>> = {
  ...certain,
  facts: successionFacts,
  async draw(db, { role, by, back }, reader) {
    const t = peopleTexts.in(reader.locale)
    const [found, next] = await Promise.all([roleFacts(db, role), roleFacts(db, by)])
    const again = back ? await roleFacts(db, back) : null
    if (!found || !next) return null
    const params = {
      role: roleWord(found.kind, reader.locale),
      name: next.name,
      from: plainDayOf(next.from, reader.locale),
    }
    const text = t(next.from > reader.today ? 'succeeded.later' : 'succeeded.now', params)
    return {
      version: 1,
      text: again ? `${text} ${t('succeeded.back', { from: plainDayOf(again.from, reader.locale) })}` : text,
    }
  },
}

/** What a municipality lacks, as it is by now; nothing is said where all is there. */
const missingNotice: NoticeKind<{ municipality: string }> = {
  onUnclear: 'once',
  recordClass: 'message',
  facts: z.object({ municipality: z.string() }),
  draw: async (db, { municipality }, reader) =>
    missingCard(await missingOf(db, municipality, reader.today), reader.person, reader.locale),
}

const missingAll: NoticeKind<Record<string, never>> = {
  onUnclear: 'once',
  recordClass: 'message',
  facts: z.object({}),
  async draw(db, _, { today, locale }) {
    return missingAllCard(await missing(db, today), await unseated(db, today), locale)
  },
}

const roleEnded: NoticeKind<OfRole> = {
  ...certain,
  facts: ofRole,
  async draw(db, { role }, reader) {
    const t = peopleTexts.in(reader.locale)
    const found = await roleFacts(db, role)
    if (!found) return null
    const params = { role: roleWord(found.kind, reader.locale), pillar: found.pillar ?? '' }
    return { version: 1, text: t(found.pillar ? 'roleEnded.noticePillar' : 'roleEnded.notice', params) }
  },
}

const later: NoticeKind<{ saved: boolean; at: string }> = {
  ...certain,
  facts: z.object({ saved: z.boolean(), at: z.iso.datetime() }),
  draw: async (_, { saved, at }, reader) => ({
    version: 1,
    text: peopleTexts.in(reader.locale)(saved ? 'later.saved' : 'later.notSaved', {
      at: momentOf(new Date(at), reader.locale, reader.zone),
    }),
  }),
}

export const peopleNotices: NonNullable<Feature['notices']> = {
  'people.stated': stated,
  'people.confirmed': judged('confirmed'),
  'people.denied': judged('denied'),
  'people.admitted': admitted,
  'people.roleGiven': roleGiven,
  'people.roleEnded': roleEnded,
  'people.succeeded': succeeded,
  'people.missing': missingNotice,
  'people.missingAll': missingAll,
  'people.roleCheck': roleCheckNotice,
  'people.later': later,
}

export const peopleLive: NonNullable<Feature['live']> = {
  ...roleCheckLive,
  role: {
    table: 'roles',
    async draw(db, id, reader) {
      const found = await statedFunction(db, id, reader.today)
      return found && { card: statedCard(found, reader.locale, reader.zone), version: found.version }
    },
  },
}

/** How a registration stands on the secretariat's card. */
export const admitView: RequestView = async (db, request, reader) => {
  const t = peopleTexts.in(reader.locale)
  const { name, function: kind, email } = admitKind.subject.parse(request.subject)
  const municipality = request.municipality?.name ?? ''
  const domain = email?.split('@')[1] ?? null
  const owner = domain ? await domainOwner(db, domain, reader.today) : null
  return {
    what: t('admit.what', { municipality }),
    lines: [
      t('admit.line', { name, function: roleWord(kind, reader.locale) }),
      email ? t('admit.email', { email }) : t('admit.noEmail'),
      ...(domain && !owner ? [t('admit.unknown', { domain })] : []),
      ...(domain && owner
        ? [
            owner.isKnown
              ? t('admit.known', { municipality: owner.municipality, domain })
              : t('admit.guess', { municipality: owner.municipality, domain, typed: reader.typed }),
          ]
        : []),
    ],
  }
}
