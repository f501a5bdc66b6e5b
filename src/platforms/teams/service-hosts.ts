// SPDX-License-Identifier: EUPL-1.2

/** Tells whether an address is one of the connector's, so that the bot's token may go there [T02]. */
export type IsServiceUrl = (address: string) => boolean

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** `hosts` with their ports; in the clear only what stands on this machine. `onThisMachine`: any port of it, for a client that asks for no token. */
export function serviceUrls(hosts: readonly string[], onThisMachine: boolean): IsServiceUrl {
  return address => {
    const url = URL.parse(address)
    if (!url || url.username || url.password) return false
    const isLocal = loopback.test(url.hostname)
    if (onThisMachine) return isLocal
    return hosts.includes(url.host) && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))
  }
}

/** An address as two of them are compared: a slash at the end makes no other. */
export const sameAddress = (one: string, other: string): boolean =>
  one.replace(/\/$/, '').toLowerCase() === other.replace(/\/$/, '').toLowerCase()
