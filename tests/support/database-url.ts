// SPDX-License-Identifier: EUPL-1.2
/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
