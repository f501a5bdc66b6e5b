// SPDX-License-Identifier: EUPL-1.2
const shape = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/** The e-mail domain in what was typed, `@Zeist.nl` and `s.jansen@zeist.nl` included; null when it is none. */
export function domainIn(typed: string): string | null {
  const domain = typed.toLowerCase().replace(/^.*@/, '')
  return shape.test(domain) ? domain : null
}
