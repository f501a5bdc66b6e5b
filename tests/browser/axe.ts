// SPDX-License-Identifier: EUPL-1.2
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { z } from 'zod'

const results = z.object({
  violations: z.array(
    z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
  ),
})

/** What axe finds wrong with a page as it stands, by all its rules or the one named: one line for each place. */
export async function findings(page: Page, rule?: string): Promise<string[]> {
  // Evaluated from outside, so that the page's own rules for scripts may stay as they are.
  await page.evaluate(axe.source)
  const { violations } = results.parse(
    await page.evaluate(
      `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) })})`,
    ),
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
