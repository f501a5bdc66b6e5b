// SPDX-License-Identifier: EUPL-1.2
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRegistry } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import type { Person } from '../support/chat/chat.ts'
import { lobbying } from '../support/chat/lobby.ts'
import { chatNetwork, platform } from '../support/chat/network.ts'
import { says } from '../support/chat/talk.ts'

let m50: Awaited<ReturnType<typeof chatNetwork>>
/** A channel that is nobody's, so that nothing is posted in it of itself. */
let place: string

beforeAll(async () => {
  m50 = await chatNetwork()
  const lobby = await lobbying(m50)
  await lobby.proposes(m50.deVries, 'Houd dit nog even onder ons', { confidential: true })
  await lobby.shares(m50.deVries, 'Wij lopen hier tegenaan')
  await says(m50.deVries, 'pijler word-lid bestuur a.bakker@zeist.nl')
  place = m50.channel('wandelgang', [m50.jansen, m50.deVries, m50.smit])
}, 120_000)

afterAll(async () => {
  expect(m50.complaints()).toEqual([])
  await m50.end()
})

/** What is typed after a command that takes more, so that it also says what it knows. */
const given: Readonly<Record<string, string>> = {
  pijler: 'bestuur',
  'pijler word-lid': 'economie-fysieke-leefomgeving a.bakker@zeist.nl',
  'pijler verlaat': 'samenleving',
  'pijler leden': 'bestuur',
  lobby: '1',
  'lobby nieuw': 'Een titel',
  'lobby steun': '1',
  'lobby voorbeelden': '1',
  'lobby tekst': '1',
  'lobby verloop': '1',
  'lobby beheer': '1',
  'lobby lijst': 'samenleving',
  'lobby export': 'docx',
  'lobby dossier': '1',
  'lobby verklaring': '1',
  zoek: 'jeugdartsen',
  'lobby prioriteit': '1 4',
  'lobby volgorde': 'samenleving',
  'lobby stappen': '1',
  'lobby agendeer': '1',
  'lobby contact': '1 gebeld met het ministerie',
  'lobby resultaat': '1',
  'lobby intrekken': '1',
  knelpunt: '1',
  'knelpunt nieuw': 'Een titel',
  'knelpunt herken': '1',
  'knelpunt verloop': '1',
  bijeenkomst: '1',
  'bijeenkomst nieuw': 'Een titel',
  'bijeenkomst inschrijven': '1',
  'bijeenkomst uitschrijven': '1',
  'bijeenkomst deelnemers': '1',
  'bijeenkomst programma': '1',
  'bijeenkomst evaluatie': '1',
  agendapunt: '1 Een titel',
  actie: '1',
  'actie nieuw': 'Brief sturen, W. de Vries, 2099-12-31',
  'actie klaar': '1',
  'actie lijst': '1',
  'bijeenkomst jaarplan': '2027',
  'bijeenkomst aanwezig': '1',
  'bijeenkomst opkomst': '2027',
  'bijeenkomst wensen': '1',
  'bijeenkomst briefing': '1',
  'bijeenkomst peiling': '1',
  'bijeenkomst vragen': '1',
  'bijeenkomst vraag': '1 Wanneer komt de wet?',
  vng: 'rwm',
  'vng beheer': 'rwm',
  'vng importeer': 'rwm',
  'vng meld': 'rwm',
  'vng vergadering': 'rwm',
  'vng zetel': 'rwm',
  themagroep: 'mobiliteit',
  'themagroep doe-mee': 'mobiliteit',
  'themagroep verlaat': 'mobiliteit',
  'themagroep leden': 'mobiliteit',
  'themagroep verslag': 'mobiliteit',
  'themagroep verleng': 'mobiliteit',
  'themagroep beeindig': 'mobiliteit',
  volg: 'bestuur',
  digest: 'bestuur',
  'digest verstuur': 'bestuur',
  'digest ritme': 'bestuur',
  'vng digest': 'bestuur',
  'vng verstuur': 'bestuur',
  'digest ontvang': 'bestuur',
  aanmelden: 'ambtenaar',
  gemeente: 'zeist',
  'gemeente domein': 'zeist.example',
  'rol geef': 'a.bakker@zeist.nl pijlervoorzitter bestuur',
  'rol eindig': 'a.bakker@zeist.nl pijlervoorzitter bestuur',
  'rol controle': 'pijlervoorzitter',
  persoon: 'Bakker',
  'persoon opzoeken': 'Bakker',
  'persoon verbeter': 'Bakker',
  'persoon samenvoegen': 'Bakker',
  'persoon stopt': 'Bakker',
  vervang: 'a.bakker@zeist.nl tot 2099-01-01',
  koppel: 'ABCDE-FGHJK',
  verzoek: '1',
  'verzoek intrekken': '1',
  'verzoek terugdraaien': '1',
  'verzoek geschiedenis': '1',
  'verzoek heropenen': '1',
  kanaal: 'pijler bestuur',
  'bron toelaten': 'elders zeist.nl',
  'bron weigeren': 'elders',
}

const commands = createRegistry(features).nouns.flatMap(({ noun }) => [
  { line: noun.words[0] ?? '', takes: noun.takes },
  ...noun.verbs.map(({ words, takes }) => ({ line: `${noun.words[0]} ${words[0]}`, takes })),
])
const lines = ['', 'help', 'zomaar iets', ...commands.map(({ line }) => line)]
const withWords = Object.entries(given).map(([line, words]) => `${line} ${words}`)

/** That is said to all: a choice that has to be made in the channel where it counts, and the word by which it is tried whether the bot may write there. */
const saidToAll = (by: string) =>
  by !== 'secretary' ? [] : platform === 'teams' ? ['kanaal', 'kanaal pijler bestuur'] : ['kanaal pijler bestuur']

it('of every command that takes words some are known', () => {
  expect(Object.keys(given).toSorted()).toEqual(
    commands.flatMap(({ line, takes }) => (takes === undefined ? [] : line)).toSorted(),
  )
})

it.each<{ by: string; who: () => Person }>([
  { by: 'alderman', who: () => m50.deVries },
  { by: 'secretary', who: () => m50.jansen },
])(
  '[F70] [F72] of whatever command someone types in a channel, with words and without, a second member sees nothing: $by',
  async ({ by, who }) => {
    const { smit } = m50
    const seen = () => ({
      inChannel: m50.messagesIn(place).flatMap(each => [each, ...each.replies]).length,
      alone: smit.answers().length + smit.inbox().length,
    })
    const before = seen().alone
    const shown: string[] = []
    for (const line of [...lines, ...withWords]) {
      const { inChannel } = seen()
      await who().tries(line, place)
      if (seen().inChannel > inChannel) shown.push(line)
    }
    await who().tries('help', place)
    expect(shown).toEqual(saidToAll(by))
    expect(seen().alone).toBe(before)
    // None was held back for being one too many.
    expect(await m50.database.query(`select from audit where action = 'reading.held'`)).toEqual([])
  },
  300_000,
)
