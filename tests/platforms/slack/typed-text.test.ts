// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { typedText, withoutMention } from '#/platforms/slack/typed-text.ts'

it.each([
  ['Bestuur &amp; Regie', 'Bestuur & Regie'],
  ['&lt;b&gt; &amp;lt;', '<b> &lt;'],
  ['<mailto:a.bakker@zeist.nl|a.bakker@zeist.nl>', 'a.bakker@zeist.nl'],
  ['<http://zeist.nl|zeist.nl> domein', 'zeist.nl domein'],
  ['<https://m50.example/12>', 'https://m50.example/12'],
  ['<mailto:a.bakker@zeist.nl>', 'a.bakker@zeist.nl'],
  ['<tel:0306987654|030-6987654>', '030-6987654'],
  ['vraag <@U123|a.bakker> in <#C123|algemeen>', 'vraag @a.bakker in #algemeen'],
  ['<@U123>', '@U123'],
  ['<!channel> <!subteam^S1|@bestuur>', '@channel @bestuur'],
  ['2 < 3 en <b>', '2 < 3 en <b>'],
])('reads %s as it was typed', (sent, typed) => {
  expect(typedText(sent)).toBe(typed)
})

it('takes the bot’s own mention away, and no other', () => {
  expect(withoutMention('<@UB1> rol <@U2>', 'UB1').trim()).toBe('rol <@U2>')
  expect(withoutMention('vraag <@UB1|m50> iets', 'UB1').replace(/\s+/g, ' ')).toBe('vraag iets')
  expect(withoutMention('<@UB1> rol <@U2>', undefined).trim()).toBe('rol <@U2>')
})
