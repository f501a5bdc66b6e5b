// SPDX-License-Identifier: EUPL-1.2
// Draws a card as Teams' phone client shows it: Microsoft's own library on the very card that was sent, in the colours and sizes of Teams.
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

/** https://learn.microsoft.com/adaptive-cards/sdk/rendering-cards/javascript/render-a-card, with what Teams shows in its light theme. */
const look = {
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 20 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 12 },
  containerStyles: {
    default: {
      backgroundColor: '#ffffff',
      foregroundColors: { default: { default: '#242424', subtle: '#616161' }, accent: { default: '#5b5fc7' } },
    },
    emphasis: {
      backgroundColor: '#f5f5f5',
      foregroundColors: { default: { default: '#242424', subtle: '#616161' } },
    },
  },
  actions: { maxActions: 6, buttonSpacing: 8, actionsOrientation: 'vertical', actionAlignment: 'stretch' },
}

const style = `
  body { margin: 0; padding: 12px; background: #f5f5f5; font-family: 'Segoe UI', 'Noto Sans', 'Open Sans', sans-serif }
  #card { border-radius: 8px; box-shadow: 0 0 2px #0003, 0 1px 3px #0003; overflow: hidden; overflow-wrap: anywhere }
  .ac-pushButton { padding: 9px 12px; border: 1px solid #d1d1d1; border-radius: 4px; background: #fff; color: #242424; font: 600 14px/20px inherit; font-family: inherit }
  .ac-pushButton.style-positive { border-color: #5b5fc7; background: #5b5fc7; color: #fff }
  .ac-pushButton.style-destructive { color: #c4314b }
  a { color: #5b5fc7 }`

/** Draws it alone on a page, as wide as the page. */
export async function drawTeamsCard(page: Page, card: object): Promise<void> {
  await page.setContent(`<style>${style}</style><div id="card"></div>`)
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js')) })
  await page.addScriptTag({
    content: `{
      const drawn = new AdaptiveCards.AdaptiveCard()
      drawn.hostConfig = new AdaptiveCards.HostConfig(${JSON.stringify(look)})
      drawn.parse(${JSON.stringify(card).replaceAll('<', '\\u003c')})
      document.getElementById('card').append(drawn.render())
    }`,
  })
}
