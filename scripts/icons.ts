// SPDX-License-Identifier: EUPL-1.2
// Draws the icons of the Teams app from their SVG, in the sizes that Teams asks for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser } from '../tests/browser/chromium.ts'

const folder = join(import.meta.dirname, '../manifests/teams')
const icons = { color: 192, outline: 32 }

const browser = await openBrowser()
if ('absent' in browser) throw new Error(browser.absent)
for (const [name, size] of Object.entries(icons)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
  await page.setContent(`<body style="margin:0">${svg.replace('<svg', '<svg style="display:block"')}</body>`)
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true })
}
await browser.close()
