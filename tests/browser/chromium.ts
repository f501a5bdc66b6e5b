// SPDX-License-Identifier: EUPL-1.2
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** Made for one page in one process, where closing a page can end the browser. */
const manyProcesses = (args: readonly string[]): string[] =>
  args.filter(arg => arg !== '--single-process' && arg !== '--no-zygote')

/** A Chromium to test with: the one from npm on Linux x64, elsewhere an installed Chrome; or the reason why there is none. */
export async function openBrowser(): Promise<Browser | { readonly absent: string }> {
  const isFromNpm = process.platform === 'linux' && process.arch === 'x64'
  try {
    return isFromNpm
      ? await chromium.launch({ executablePath: await sparticuz.executablePath(), args: manyProcesses(sparticuz.args) })
      : await chromium.launch({ channel: 'chrome' })
  } catch (error) {
    return { absent: `no Chromium here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }
  }
}
