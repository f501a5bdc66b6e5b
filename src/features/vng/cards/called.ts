// SPDX-License-Identifier: EUPL-1.2
import type { Locale, Text } from '#/chat/texts.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** A college, and whatever has it in its name, says what it is by itself. */
export const saysWhat = /^(college|commissie|committee)\b/i

/** What a committee is called: "Commissie Financiën", "College voor Arbeidszaken". */
export const called = (name: string, locale: Locale): { readonly text: Text } => ({
  text: vngTexts.in(locale)(saysWhat.test(name) ? 'called.own' : 'called.title', { name }),
})

/** The same in a sentence. */
export const calledInText = (name: string, locale: Locale): { readonly text: Text } => ({
  text: vngTexts.in(locale)(saysWhat.test(name) ? 'called.own' : 'called.inText', { name }),
})
