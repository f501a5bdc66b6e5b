// SPDX-License-Identifier: EUPL-1.2

import { faultFacts } from '#/database/fault.ts'
import type { Log } from '#/database/log.ts'

/** A platform call's answer, or `otherwise` when it throws or is not answered in time. A platform gives up first; this is for the case that it does not. The call begins at once. */
export async function answered<T>(
  platform: { readonly name: string; readonly timeoutMs: number },
  log: Log,
  call: () => Promise<T>,
  otherwise: T,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<T>(resolve => {
    timer = setTimeout(() => resolve(otherwise), platform.timeoutMs + 500)
  })
  try {
    return await Promise.race([call(), silence])
  } catch (error) {
    log.error({ platform: platform.name, ...faultFacts(error) }, 'A platform call threw')
    return otherwise
  } finally {
    clearTimeout(timer)
  }
}
