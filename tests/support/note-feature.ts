// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'
import type { Feature, NoticeKind } from '#/chat/feature.ts'
import { texts } from '#/chat/texts.ts'

const facts = z.object({ text: z.string(), fault: z.boolean().optional(), pointless: z.boolean().optional() })

const kind = (onUnclear: 'surely' | 'once'): NoticeKind<z.infer<typeof facts>> => ({
  onUnclear,
  recordClass: 'message',
  facts,
  async draw(_db, given) {
    if (given.fault) throw new Error('no pen')
    return given.pointless ? null : { version: 1, text: given.text }
  },
})

/** Two kinds of notice, whose facts are the text they say. */
export const noteFeature: Feature = {
  name: 'note',
  texts: texts('note', {}, {}),
  notices: { 'note.surely': kind('surely'), 'note.once': kind('once') },
}
