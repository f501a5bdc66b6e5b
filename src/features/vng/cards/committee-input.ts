// SPDX-License-Identifier: EUPL-1.2
import type { Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Committee } from '#/features/vng/rules/committees.ts'
import { vngTexts } from '#/features/vng/texts.ts'

/** Which committee; `value` the one that stands there already. */
export function committeeInput(all: readonly Committee[], value: string | null, locale: Locale): Input {
  return {
    kind: 'choice',
    name: 'committee',
    label: vngTexts.in(locale)('form.committee'),
    options: all.map(({ id, name }) => ({ value: id, label: name })),
    ...(value && { value }),
  }
}
