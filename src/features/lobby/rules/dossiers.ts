// SPDX-License-Identifier: EUPL-1.2

/** How the House of Representatives and the VNG number what they handle: a case, an activity, a promise, a parliamentary paper, a letter to members (`domain.md` 4). */
const forms: readonly RegExp[] = [
  /^\d{4}Z\d{3,6}$/,
  /^\d{4}A\d{5}$/,
  /^TZ\d{6}-\d+$/,
  /^kst-\d{4,6}(-[A-Z\d()]+)?-[A-Z\d]+$/,
  /^\d{5,6}(-[IVXLC]+)?(-\d+)?$/,
  /^Lbr\. ?\d{2}\/\d{3}$/,
]

/** The references that someone typed, apart by commas, semicolons or lines; and those that have the form of none. */
export function dossiersIn(typed: string): { readonly known: readonly string[]; readonly strange: readonly string[] } {
  const given = typed
    .split(/[,;\n]+/)
    .map(one => one.trim())
    .filter(Boolean)
  const isKnown = (one: string) => forms.some(form => form.test(one))
  return { known: [...new Set(given.filter(isKnown))], strange: given.filter(one => !isKnown(one)) }
}
