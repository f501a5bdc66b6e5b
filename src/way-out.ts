// SPDX-License-Identifier: EUPL-1.2
import { setGlobalProxyFromEnv } from 'node:http'

/** Sends what goes out to platforms through the municipality's proxy (`HTTPS_PROXY`), except to the hosts named. Gives what undoes it. */
export function goThroughProxy(proxy: { readonly url: string; readonly except: readonly string[] }): () => void {
  return setGlobalProxyFromEnv({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: proxy.except.join(',') })
}
