// SPDX-License-Identifier: EUPL-1.2
import type { Card } from '#/chat/card.ts'
import { chatTexts } from '#/chat/chat-texts.ts'
import type { Platform, Readers } from '#/chat/platform.ts'
import type { Locale } from '#/chat/texts.ts'
import { answered } from '#/delivery/answered.ts'
import type { Behind } from '#/delivery/live-cards/behind.ts'
import type { Updating } from '#/delivery/live-cards/updating.ts'
import { strangersAmong } from '#/network/reading-along.ts'

/**
 * What stands in a channel where a stranger reads along by now, once its subject changed: nothing of what was, which may be confidential by now, and nothing new [T21] [T23].
 * The card comes back when they are gone.
 */
export const veil = (locale: Locale): Card => ({ version: 1, text: chatTexts.in(locale)('veil') })

/** Whether a stranger to the network reads along by now where a message stands; how asking that ended where the platform does not say. A platform that lets no bot ask leaves it to the secretariat. */
export async function readAlong(
  { db, log }: Pick<Updating, 'db' | 'log'>,
  platform: Platform,
  message: Behind,
  today: string,
): Promise<'ours' | 'strangers' | Exclude<Readers, { outcome: 'known' }>> {
  const ask = platform.readers
  if (!ask || message.is_direct) return 'ours'
  const to = { workspace: message.workspace, conversation: message.conversation_id }
  const asked = await answered<Readers>(platform, log, () => ask(to), { outcome: 'unclear' })
  if (asked.outcome !== 'known') return asked
  return (await strangersAmong(db, asked.readers, today)).length > 0 ? 'strangers' : 'ours'
}
