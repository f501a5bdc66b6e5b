// SPDX-License-Identifier: EUPL-1.2
// What a municipality can offer to a point: an example, a figure that says where it comes from, or someone who tells about it [F25].
import { z } from 'zod'
import type { LobbyOfferId, MunicipalityId, PersonId } from '#/network/ids.ts'

export const offerKinds = ['example', 'figure', 'speaker'] as const
export type OfferKind = (typeof offerKinds)[number]

/** The most characters of each text. */
export const longestOffered = { text: 500, source: 200, speaker: 100, speakerRole: 100 } as const

/** `source` and `year` are a figure's, `speaker` and `speakerRole` (their name and function) a speaker's. */
export interface Offered {
  readonly offer: OfferKind
  readonly text: string
  readonly source: string | null
  readonly year: number | null
  readonly speaker: string | null
  readonly speakerRole: string | null
}

/** What stands of it at a point: which municipality's it is, and whom of it one asks about it. */
export const standingOffer = z.object({
  id: z.string().transform(id => id as LobbyOfferId),
  municipality: z.string().transform(id => id as MunicipalityId),
  name: z.string(),
  person: z
    .string()
    .nullable()
    .transform(id => id as PersonId | null),
  personName: z.string().nullable(),
  offer: z.enum(offerKinds),
  text: z.string(),
  source: z.string().nullable(),
  year: z.number().nullable(),
  speaker: z.string().nullable(),
  speakerRole: z.string().nullable(),
  version: z.number(),
  at: z.coerce.date(),
})
export type Offer = z.infer<typeof standingOffer>

/** As it was filled in: of a kind that nobody chose yet, everything as text. */
export type Filled = Readonly<Record<'offer' | 'text' | 'source' | 'year' | 'speaker' | 'speakerRole', string>>

export type OfferMistake =
  | { readonly field: keyof Filled; readonly is: 'empty' }
  | { readonly field: 'year'; readonly is: 'noYear' }
  | { readonly field: keyof Filled; readonly is: 'elsewhere'; readonly kind: OfferKind }
  | { readonly field: keyof typeof longestOffered; readonly is: 'long'; readonly length: number; readonly max: number }

const ofKind = { example: [], figure: ['source', 'year'], speaker: ['speaker', 'speakerRole'] } as const

/** A figure is of some year, or an estimate for one. */
const isYear = (typed: string): boolean => /^(19|20)\d\d$/.test(typed)

/** What was filled in, or all that is wrong with it at once, in the order of the form. What was filled in for another kind is not left out unsaid. Pure. */
export function offeredIn(filled: Filled): Offered | { readonly mistakes: readonly OfferMistake[] } {
  const offer = offerKinds.find(kind => kind === filled.offer)
  if (!offer) return { mistakes: [{ field: 'offer', is: 'empty' }] }
  const needed = (['text', ...ofKind[offer]] as const).flatMap((field): OfferMistake[] => {
    const typed = filled[field]
    if (typed === '') return [{ field, is: 'empty' }]
    if (field === 'year') return isYear(typed) ? [] : [{ field, is: 'noYear' }]
    const [length, max] = [[...typed].length, longestOffered[field]]
    return length > max ? [{ field, is: 'long', length, max }] : []
  })
  const strays = offerKinds
    .filter(kind => kind !== offer)
    .flatMap(kind =>
      ofKind[kind]
        .filter(field => filled[field] !== '')
        .map((field): OfferMistake => ({ field, is: 'elsewhere', kind })),
    )
  const mistakes = [...needed, ...strays]
  if (mistakes.length > 0) return { mistakes }
  const { text, source, year, speaker, speakerRole } = filled
  const rest = { source: null, year: null, speaker: null, speakerRole: null }
  if (offer === 'figure') return { ...rest, offer, text, source, year: Number(year) }
  return offer === 'speaker' ? { ...rest, offer, text, speaker, speakerRole } : { ...rest, offer, text }
}
