// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { mrkdwn, plain } from './slack/samples.ts'
import { drawing } from './slack-drawing.ts'

const drawn = (blocks: Parameters<typeof drawing>[0][0][0]['messages'][0]['blocks'], text = '', edited = false) =>
  drawing([[{ title: '# secretariaat', messages: [{ text, blocks, ts: '1796033520.000100', edited }] }]], 'UTC')

it('draws what a card says and what can be pressed', () => {
  const page = drawn([
    { type: 'header', text: plain('Verzoek 41') },
    { type: 'section', text: mrkdwn('*Zeist* & <https://zeist.nl|hun site>'), fields: [plain('Trekker')] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Goedkeuren'), style: 'primary' },
        { type: 'overflow', options: [] },
      ],
    },
  ])
  expect(page).toContain('<h3>Verzoek 41</h3>')
  expect(page).toContain('<b>Zeist</b>')
  expect(page).toContain('<a href="https://zeist.nl">hun site</a>')
  expect(page).toContain('<span class="button primary">Goedkeuren</span><span class="button more">')
})

it('[T14] shows what was typed as text', () => {
  expect(drawn([{ type: 'section', text: plain('<img src=x> "*vet*"') }])).toContain(
    '&lt;img src=x&gt; &quot;*vet*&quot;',
  )
  expect(drawn([], '&lt;b&gt;')).toContain('&lt;b&gt;')
})

it('marks a text that was edited, as Slack does, and refuses what it cannot draw', () => {
  expect(drawn([], 'Goedgekeurd', true)).toContain('(bewerkt)')
  expect(() => drawn([{ type: 'video' }])).toThrow('no drawing of the block video')
})
