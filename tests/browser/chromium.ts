// SPDX-License-Identifier: EUPL-1.2
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

/** The npm package is made for one page in one process, where closing a page can end the browser, and draws for WebGL, which costs a third and which no page here has. */
const forPages = (args: readonly string[]): string[] => [
  ...args.filter(
    arg => !/^--(?:single-process|no-zygote|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu)/.test(arg),
  ),
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--renderer-process-limit=1',
]

/** A Chromium to test with: the one from npm on Linux x64, elsewhere an installed Chrome; or the reason why there is none. */
export async function openBrowser(): Promise<Browser | { readonly absent: string }> {
  const isFromNpm = process.platform === 'linux' && process.arch === 'x64'
  try {
    return isFromNpm
      ? await chromium.launch({ executablePath: await sparticuz.executablePath(), args: forPages(sparticuz.args) })
      : await chromium.launch({ channel: 'chrome' })
  } catch (error) {
    return { absent: `no Chromium here: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }
  }
}
