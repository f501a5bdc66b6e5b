// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { card } from '#/chat/card.ts'
import { plainText } from '#/chat/plain-text.ts'

const press = (name: string, label: string) => ({ does: 'press' as const, name, label, value: '1' })

it('[F84] says all that a card says, without marks', () => {
  const whole = card.parse({
    version: 1,
    title: 'LP 12 · Leid meer jeugdartsen op',
    text: 'Wij vragen **60** plaatsen, zie [de brief](https://m50.example/brief).\n- buiten de grote steden\n> zoals gevraagd',
    facts: [{ label: 'Steun', value: '14 gemeenten' }, { value: '1 voorbehoud' }],
    progress: { label: 'Handtekeningen', value: 14, of: 23 },
    items: [{ text: 'Voorbeeld uit Kampen', accessory: press('lobby.show', 'Bekijk') }, { text: 'Voorbeeld uit Tiel' }],
    image: { url: 'https://m50.example/kaart.png', alt: 'Kaart van de gemeenten die steunen' },
    context: 'Verzamelt steun tot _vr 27 maart_',
    buttons: [press('lobby.support', 'Steunen'), press('lobby.example', 'Voorbeeld toevoegen')],
    more: [press('lobby.follow', 'Volgen')],
    link: { label: 'Lees het verloop', url: 'https://m50.example/12' },
  })
  expect(plainText(whole)).toBe(
    [
      'LP 12 · Leid meer jeugdartsen op',
      'Wij vragen 60 plaatsen, zie de brief (https://m50.example/brief).',
      '• buiten de grote steden',
      'zoals gevraagd',
      'Steun: 14 gemeenten',
      '1 voorbehoud',
      'Handtekeningen: 14/23',
      'Voorbeeld uit Kampen [Bekijk]',
      'Voorbeeld uit Tiel',
      'Kaart van de gemeenten die steunen',
      'Verzamelt steun tot vr 27 maart',
      '[Steunen] [Voorbeeld toevoegen] [Volgen]',
      'Lees het verloop: https://m50.example/12',
    ].join('\n'),
  )
})

it('[T14] shows what someone typed as it is, without characters that act on others', () => {
  expect(plainText({ version: 1, text: '\\*vet\\* <!channel>\u202e\u0000' })).toBe('*vet* <!channel>')
})
