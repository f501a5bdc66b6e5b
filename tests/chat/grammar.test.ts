// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import { isCommand, understand } from '#/chat/grammar.ts'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'

const { nouns } = createRegistry(features)

/** `noun verb | input`, with a `?` behind it when a typing error was forgiven. */
function read(line: string): string {
  const u = understand(line, nouns)
  if (u.kind !== 'command') return u.kind === 'help' ? `help | ${u.about}` : u.kind
  return `${[u.noun.noun.words[0], u.verb?.words[0]].filter(Boolean).join(' ')} | ${u.input}${u.sure ? '' : ' ?'}`
}

describe('a line', () => {
  it.each([
    ['pijler', 'pijler | '],
    ['m50 pijler bestuur', 'pijler | bestuur'],
    ['/m50 PIJLER Bestuur', 'pijler | Bestuur'],
    ['pillar join Bestuur', 'pijler word-lid | Bestuur'],
    ['pijler word-lid bestuur a.bakker@zeist.nl', 'pijler word-lid | bestuur a.bakker@zeist.nl'],
    ['pijler word lid bestuur', 'pijler word-lid | bestuur'],
    ['pijler wordlid bestuur', 'pijler word-lid | bestuur'],
    ['pijler leden Economie & Fysieke leefomgeving', 'pijler leden | Economie & Fysieke leefomgeving'],
    ['gemeente De Bilt', 'gemeente | De Bilt'],
    ['gemeente De Bilt domein debilt.nl', 'gemeente domein | De Bilt debilt.nl'],
    ['verzoek 41 intrekken', 'verzoek intrekken | 41'],
    ['verzoek intrekken 41', 'verzoek intrekken | 41'],
    ['rol geef W. de Vries voorzitter bestuur', 'rol geef | W. de Vries voorzitter bestuur'],
    ['digest bestuur', 'digest | bestuur'],
    ['vng Bestuur en Veiligheid', 'vng | Bestuur en Veiligheid'],
    ['vng verstur bestuur', 'vng verstuur | bestuur ?'],
    ['  help   pijler ', 'help | pijler'],
    ['pijler help', 'help | pijler'],
    ['hoi', 'greeting'],
    ['Dank u', 'thanks'],
    ['dank je wel', 'thanks'],
    ['Bedankt!', 'thanks'],
    ['top, dank', 'thanks'],
    ['oké, hartelijk dank', 'thanks'],
    ['thank you very much', 'thanks'],
    ['dank u wel voor de vraag', 'unknown'],
    ['start', 'home'],
    ['m50 home', 'home'],
    ['', 'home'],
    ['m50', 'home'],
    ['xyzzy plugh', 'unknown'],
  ])('%j is read as %j', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['pijlr bestuur', 'pijler | bestuur ?'],
    ['pjiler', 'pijler |  ?'],
    ['gemeentte Zeist', 'gemeente | Zeist ?'],
    ['secretariaal', 'secretariaat |  ?'],
    ['pijler wrd-lid bestuur', 'pijler word-lid | bestuur ?'],
  ])('%j is forgiven, and not sure', (line, expected) => expect(read(line)).toBe(expected))

  it.each([
    ['theme-group', 'nl', 'themagroep'],
    ['theme-group', 'en', 'group'],
    ['pillr jion Bestuur', 'en', 'pillar join Bestuur'],
    ['gemeentte wrd', 'en', 'municipality wrd'],
    ['request 41 undo', 'nl', 'request 41 undo'],
  ] as const)('[E01] %j is asked about in %s as %j', (line, locale, expected) => {
    const u = understand(line, nouns)
    expect(u.kind === 'command' && u.line(locale)).toBe(expected)
  })

  it('[E42] may begin with the word of its own network, as the texts there say', () => {
    for (const [line, typed] of [
      ['/p12 pillar join Bestuur', '/p12'],
      ['p12 pillar join Bestuur', '/p12'],
      ['@P12, pillar join Bestuur', 'p12'],
      ['@Ons Netwerk pillar join Bestuur', '@Ons Netwerk'],
    ] as const) {
      const u = understand(line, nouns, typed)
      expect(u.kind === 'command' && u.input, line).toBe('Bestuur')
      expect(isCommand(line, nouns, typed), line).toBe(true)
    }
    expect(understand('p12', nouns, '/p12').kind).toBe('home')
    expect(understand('p12x', nouns, '/p12').kind).toBe('unknown')
  })

  it('with too many errors is not understood', () => expect(read('pleiler')).toBe('unknown'))

  it('is a command in a direct message only when its first word is exactly one, or the bot’s name is all of it', () => {
    for (const line of [
      'pijler',
      '/m50 pijler',
      'm50 help',
      'm50',
      'hallo',
      'start',
      'Home',
      'dank je wel',
      'top, dank',
      'Verzoek 41',
    ])
      expect(isCommand(line, nouns), line).toBe(true)
    for (const line of ['Alleen Mobiliteit graag', 'pijlers en meer', 'pijlr', 'dank u wel voor de vraag'])
      expect(isCommand(line, nouns), line).toBe(line === 'pijlers en meer')
  })
})
