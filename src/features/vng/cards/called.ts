// SPDX-License-Identifier: EUPL-1.2
import type { Locale, Text } from '#/chat/texts.ts'
import { saysWhatItIs } from '#/features/vng/rules/committees.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** What a committee is called: "Commissie Financiën", "College voor Arbeidszaken". */
export const called = (name: string, locale: Locale): { readonly text: Text } => ({
  text: vngTexts.in(locale)(saysWhatItIs(name) ? 'called.own' : 'called.title', { name }),
})

/** The same in a sentence. */
export const calledInText = (name: string, locale: Locale): { readonly text: Text } => ({
  text: vngTexts.in(locale)(saysWhatItIs(name) ? 'called.own' : 'called.inText', { name }),
})
