// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Button, Card } from '#/chat/card.ts'
import { plainText } from '#/chat/plain-text.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { answerMessage, deliveryMessage, deliveryOf, type SlackMessage } from '#/platforms/slack/message.ts'
import { cardModal, formModal } from '#/platforms/slack/modal.ts'
import { remembered } from '#/platforms/slack/view-memory.ts'
import { checkBlocks, checkView, elementsOf, lengthOfTexts } from '../../support/slack/check.ts'
import {
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  objectsAt,
  parseJson,
  textAt,
} from '../../support/slack/json.ts'
import { most } from '../../support/slack/limits.ts'
import { effectsOf, textOf } from '../../support/slack/text-of.ts'
import { anyCard, anyForm, typed } from '../arbitraries.ts'

const delivery = '0195f3c2-6a77-7c10-9d6f-3b1f6f0a5e11' as DeliveryId
const origin = { kind: 'channel', channel: 'C1' } as const
const runs = { numRuns: 120 }

/** As it goes over the wire. */
const sent = (value: unknown): JsonObject => {
  const json = parseJson(JSON.stringify(value))
  if (!isObject(json)) throw new Error('no object')
  return json
}
const blocksIn = (value: unknown): JsonObject[] => objectsAt(sent(value), 'blocks')
const press = (name: string, more: Partial<Button> = {}): Button => ({
  does: 'press',
  name,
  label: 'Doen',
  value: '1',
  ...more,
})

function problemsOf(message: SlackMessage): string[] {
  const { blocks, text } = sent(message)
  const hasBlocks = Array.isArray(blocks) && blocks.length > 0
  return [
    ...(typeof text === 'string' && text.length > 0 ? [] : ['no text']),
    ...(typeof text === 'string' && text.length > most('message.text') ? ['text too long'] : []),
    ...(hasBlocks ? checkBlocks(blocks) : []),
    ...(hasBlocks && lengthOfTexts(blocks) > most('message.blocks.text') ? ['msg_blocks_too_long'] : []),
  ]
}

const strings = (value: Json): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(strings)
  return isObject(value) ? Object.values(value).flatMap(strings) : []
}
const mrkdwnIn = (value: Json): string[] => {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn)
  if (!isObject(value)) return []
  return value.type === 'mrkdwn' ? [textAt(value, 'text') ?? ''] : Object.values(value).flatMap(mrkdwnIn)
}

describe('any card as a message', () => {
  it('[T14] [F84] [E07] [E11] stays within every limit of Slack, in a delivery and in an answer', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom('nl', 'en'), (card, locale) => {
        expect(problemsOf(deliveryMessage({ card, locale, delivery, drawing: 3 }))).toEqual([])
        expect(problemsOf(answerMessage(card, locale))).toEqual([])
      }),
      runs,
    )
  })

  it('[T14] mentions nobody and links only where we link', () => {
    fc.assert(
      fc.property(anyCard, card => {
        const { text, blocks } = sent(answerMessage(card, 'nl'))
        const effects = effectsOf({ text: String(text), blocks: Array.isArray(blocks) ? blocks.filter(isObject) : [] })
        const ours = [card.link?.url, 'https://m50.example/a?b=1&amp;c=2%7C3']
        expect(effects.mentions).toEqual([])
        expect(effects.links.filter(link => !ours.includes(link))).toEqual([])
      }),
      runs,
    )
  })

  it('[T14] sends no control character, no change of direction and no half character', () => {
    fc.assert(
      fc.property(anyCard, card => {
        for (const string of strings(sent(answerMessage(card, 'nl')))) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
          expect(string).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/)
          expect(string.isWellFormed()).toBe(true)
        }
      }),
      runs,
    )
  })

  it('[T14] lets no character that someone typed format anything: what Slack marks is what we marked', () => {
    fc.assert(
      fc.property(typed, words => {
        const text = `Van **M50** voor ${words.replace(/[\\*_[\]()>`~#|!<\n\r]/g, '\\$&').replace(/\\[\n\r]/g, ' ')}.`
        for (const mrkdwn of mrkdwnIn(
          sent(answerMessage({ version: 1, text, context: 'x', buttons: [press('a.b')] }, 'nl')),
        ))
          expect(mrkdwn.replace('*M50*', '')).not.toMatch(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`|<[^>]/u)
      }),
      runs,
    )
  })

  it('[F84] says in its text all that the card says, whatever the blocks leave out', () => {
    fc.assert(
      fc.property(anyCard, card => {
        const { text, blocks } = answerMessage(card, 'nl')
        const whole = plainText(card)
          .replace(/\r\n?|[\u2028\u2029]/g, '\n')
          .toWellFormed()
          .trim()
        const read = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
        if (blocks.length > 0 && text.length < most('message.text') - 5000) expect(read).toBe(whole || '–')
      }),
      runs,
    )
  })

  it('[E12] carries its delivery and drawing in every block that can be pressed, each under an id of its own', () => {
    fc.assert(
      fc.property(anyCard, card => {
        const blocks = blocksIn(deliveryMessage({ card, locale: 'nl', delivery, drawing: 7 }))
        const pressable = blocks.filter(block => elementsOf(block).some(each => each.action_id !== undefined))
        const ids = pressable.map(block => textAt(block, 'block_id') ?? '')
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of ids) expect(deliveryOf(id)).toEqual({ delivery, drawing: 7 })
      }),
      runs,
    )
  })

  it('never leaves out a button', () => {
    fc.assert(
      fc.property(anyCard, card => {
        const elements = blocksIn(answerMessage(card, 'nl')).flatMap(elementsOf)
        const shown = elements.flatMap(element =>
          element.type === 'overflow'
            ? objectsAt(element, 'options').map(option => textAt(option, 'value')?.split(':')[0])
            : [textAt(element, 'action_id')],
        )
        for (const button of [...(card.buttons ?? []), ...(card.more ?? [])]) expect(shown).toContain(button.name)
      }),
      runs,
    )
  })
})

describe('any modal', () => {
  it('[E07] [F84] holds any form within every limit, with what it is about and each field under its own name', () => {
    fc.assert(
      fc.property(anyForm, fc.constantFrom('nl', 'en'), (form, locale) => {
        const view = sent(formModal(form, origin, locale))
        expect(checkView(view, 'modal')).toEqual([])
        expect(remembered(textAt(view, 'private_metadata') ?? '')).toEqual({
          origin,
          context: form.context.toWellFormed(),
        })
        const inputs = objectsAt(view, 'blocks').filter(block => block.type === 'input')
        expect(inputs.map(block => textAt(block, 'block_id'))).toEqual(form.inputs.map(each => each.name))
        expect(inputs.map(block => textAt(objectAt(block, 'element') ?? {}, 'action_id'))).toEqual(
          form.inputs.map(each => each.name),
        )
        expect(JSON.stringify(view)).not.toContain('"placeholder"')
      }),
      runs,
    )
  })

  it('[E07] holds any card within every limit', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom('nl', 'en'), (card, locale) => {
        expect(checkView(sent(cardModal(card, origin, locale)), 'modal')).toEqual([])
      }),
      runs,
    )
  })
})

describe('a card on Slack', () => {
  const request: Card = {
    version: 1,
    title: 'Verzoek 41 · lid worden van de pijler Bestuur',
    facts: [
      { value: 'W. de Vries, wethouder, gemeente Zeist' },
      { label: 'Ondersteuning', value: 'A. Bakker, heeft nog niet bevestigd' },
    ],
    buttons: [
      press('request.approve', { label: 'Goedkeuren', style: 'primary' }),
      press('request.decline', { label: 'Afwijzen' }),
    ],
    more: [press('request.ask', { label: 'Vraag stellen' }), press('request.claim', { label: 'Ik pak dit' })],
  }

  it('stands as people would write it, with its buttons in one row and the rest under Meer', () => {
    const message = answerMessage(request, 'nl')
    expect(textOf({ text: message.text, blocks: blocksIn(message) })).toBe(
      [
        'Verzoek 41 · lid worden van de pijler Bestuur',
        'W. de Vries, wethouder, gemeente Zeist',
        'Ondersteuning: A. Bakker, heeft nog niet bevestigd',
        '[Goedkeuren] [Afwijzen] [Meer: Vraag stellen · Ik pak dit]',
      ].join('\n'),
    )
    const overflow = elementsOf(blocksIn(message).at(-1) ?? {}).at(-1) ?? {}
    expect(overflow).toMatchObject({
      action_id: 'request.more',
      options: [{ value: 'request.ask:1' }, { value: 'request.claim:1' }],
    })
  })

  it('[F84] has all its words in the text: title, facts and the labels of its buttons', () => {
    expect(answerMessage(request, 'nl').text).toBe(
      [
        'Verzoek 41 · lid worden van de pijler Bestuur',
        'W. de Vries, wethouder, gemeente Zeist',
        'Ondersteuning: A. Bakker, heeft nog niet bevestigd',
        '[Goedkeuren] [Afwijzen] [Vraag stellen] [Ik pak dit]',
      ].join('\n'),
    )
  })

  it('puts buttons that share a name in rows of their own', () => {
    const functions = ['alderman', 'mayor', 'municipalSecretary', 'adviser', 'official']
    const buttons = functions.map(value => press('person.register', { does: 'open', label: value, value }))
    const rows = blocksIn(answerMessage({ version: 1, text: 'Wat is uw functie?', buttons }, 'nl')).filter(
      block => block.type === 'actions',
    )
    expect(rows.map(row => elementsOf(row).map(element => [element.action_id, element.value]))).toEqual(
      functions.map(value => [['person.register', value]]),
    )
  })

  it('takes what asks for confirmation, or has a long value, out of the menu', () => {
    const more = [
      press('pillar.leave', { style: 'danger', confirm: { text: 'U verlaat de pijler.', yes: 'Verlaten' } }),
      press('pillar.draft', { value: 'x'.repeat(200) }),
      press('pillar.members'),
    ]
    const elements = blocksIn(answerMessage({ version: 1, text: 'Pijler', more }, 'nl')).flatMap(elementsOf)
    expect(elements.map(element => element.action_id)).toEqual(['pillar.leave', 'pillar.draft', 'pillar.more'])
    expect(elements[0]).toMatchObject({ style: 'danger', confirm: { text: { text: 'U verlaat de pijler.' } } })
  })

  it('[E32] is text only when there is nothing to press or lay out, with our marks', () => {
    expect(
      answerMessage({ version: 1, text: 'Gedaan. **Dronten** steunt [LP 12](https://m50.example/12).' }, 'nl'),
    ).toEqual({
      text: 'Gedaan. *Dronten* steunt <https://m50.example/12|LP 12>.',
      blocks: [],
    })
  })

  it('[T14] turns text only into a plain block where Slack would format what someone typed', () => {
    const { blocks } = answerMessage({ version: 1, text: 'Titel: \\*vet\\* en **ons**' }, 'nl')
    expect(blocksIn({ blocks })).toEqual([
      { type: 'section', text: { type: 'plain_text', text: 'Titel: *vet* en ons', emoji: false } },
    ])
  })

  it('says that a link leads out, and puts it first', () => {
    const link = { label: 'Bekijk het verslag', url: 'https://m50.example/verslag' }
    const beside = answerMessage({ version: 1, text: 'Verslag', link, buttons: [press('a.b')] }, 'nl')
    expect(textOf({ text: '', blocks: blocksIn(beside) })).toContain('[Bekijk het verslag ↗] [Doen]')
    expect(elementsOf(blocksIn(answerMessage({ version: 1, text: 'Verslag', link }, 'nl'))[1] ?? {})).toEqual([
      {
        type: 'button',
        action_id: 'link.open',
        text: { type: 'plain_text', text: 'Bekijk het verslag ↗', emoji: false },
        url: link.url,
        style: 'primary',
        accessibility_label: 'Bekijk het verslag, opent in de browser',
      },
    ])
  })

  it('says how many items found no place, and keeps the buttons', () => {
    const items = Array.from({ length: 60 }, (_, index) => ({ text: `Punt ${index}`, accessory: press('lobby.show') }))
    const message = answerMessage({ version: 1, title: 'Lobbypunten', items, buttons: [press('lobby.new')] }, 'nl')
    const shown = textOf({ text: message.text, blocks: blocksIn(message) })
    expect(shown).toContain('Punt 46')
    expect(shown).not.toContain('Punt 47')
    expect(shown).toMatch(/En nog 13 meer\.\n\[Doen\]$/)
    expect(message.text).toContain('Punt 59')
  })

  it('leaves out what passes the characters that a message may have', () => {
    const items = Array.from({ length: 40 }, (_, index) => ({ text: `${index} ${'lang '.repeat(180)}` }))
    const facts = Array.from({ length: 40 }, (_, index) => ({ label: `Feit ${index}`, value: 'veel '.repeat(100) }))
    for (const card of [{ items }, { facts }, { items, facts }]) {
      const message = answerMessage({ version: 1, title: 'Veel', ...card, buttons: [press('a.b')] }, 'nl')
      expect(problemsOf(message)).toEqual([])
      expect(textOf({ text: '', blocks: blocksIn(message) })).toMatch(/En nog \d+ meer\.\n\[Doen\]$/)
    }
  })

  it('shortens a long text between two characters as one sees them, and says so', () => {
    const { blocks } = answerMessage({ version: 1, text: '👩‍👩‍👧‍👦'.repeat(1000), buttons: [press('a.b')] }, 'nl')
    const [section, more] = blocksIn({ blocks })
    const text = textAt(objectAt(section ?? {}, 'text') ?? {}, 'text') ?? ''
    expect(text).toMatch(/^(👩‍👩‍👧‍👦)+…$/u)
    expect(textOf({ text: '', blocks: [more ?? {}] })).toBe('Er is meer dan hier past.')
  })

  it('reads back on which delivery and drawing a press stands, and nothing from an answer', () => {
    expect(deliveryOf(`${delivery}:12:3`)).toEqual({ delivery, drawing: 12 })
    for (const id of ['a:1f2e3d4c5b6a:0', '', 'x:y:z', `${delivery}`, `${delivery}:-1:0`, `${delivery}:1e9:0`])
      expect(deliveryOf(id)).toEqual({})
  })
})
