// SPDX-License-Identifier: EUPL-1.2
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Button, type Card, card } from '#/chat/card.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import { pageSize } from '#/chat/page.ts'
import { shortCard } from '#/chat/short.ts'
import type { DeliveryId } from '#/network/ids.ts'
import { drawCard } from '#/platforms/adaptive-card/draw-card.ts'
import { aimBytes, bytesOf, mostActions, mostBytes } from '#/platforms/adaptive-card/limits.ts'
import { parts, readingOf, rowsOf } from './walk.ts'

const delivery = '0190f5d2-0000-7000-8000-000000000001' as DeliveryId
const how = { locale: 'nl', delivery, drawing: 3 } as const

const approve: Button = { does: 'press', name: 'request.approve', label: 'Goedkeuren', value: 'r1', style: 'primary' }
const decline: Button = { does: 'open', name: 'request.decline', label: 'Afwijzen', value: 'r1' }
const claim: Button = { does: 'press', name: 'request.claim', label: 'Ik pak dit', value: 'r1' }

const request: Card = {
  version: 1,
  title: 'Verzoek 41 · lid worden van de pijler Bestuur',
  text: 'W. de Vries, wethouder, gemeente Zeist',
  facts: [
    { label: 'Ondersteuning', value: 'A. Bakker, ambtenaar, heeft nog niet bevestigd' },
    { label: 'Al lid uit Zeist', value: 'niemand' },
  ],
  context: 'Gevraagd op di 3 feb, 09.12 uur',
  buttons: [approve, decline],
  more: [claim],
}

describe('a card as Adaptive Card', () => {
  it('[E27] is of version 1.5, with all it says also as plain text', () => {
    const drawn = drawCard(request, how)
    expect(drawn).toMatchObject({ type: 'AdaptiveCard', version: '1.5' })
    expect(drawn.fallbackText).toBe(
      'Verzoek 41 · lid worden van de pijler Bestuur W. de Vries, wethouder, gemeente Zeist Ondersteuning: A. Bakker, ambtenaar, heeft nog niet bevestigd Al lid uit Zeist: niemand Gevraagd op di 3 feb, 09.12 uur [Goedkeuren] [Afwijzen] [Ik pak dit]',
    )
    expect(drawn).not.toHaveProperty('speak')
  })

  it('[E26] has the title as a heading and wraps every text', () => {
    const drawn = drawCard(request, how)
    expect(drawn.body[0]).toMatchObject({ type: 'TextBlock', text: request.title, style: 'heading', wrap: true })
    const texts = parts(drawn).filter(part => part.type === 'TextBlock')
    expect(texts).toHaveLength(5)
    expect(texts.every(text => text.wrap === true)).toBe(true)
    expect(readingOf(drawn.body)).toContain('Ondersteuning: A. Bakker, ambtenaar, heeft nog niet bevestigd')
  })

  it('[E28] draws a press as Action.Execute, with Action.Submit for older clients, and where it came from', () => {
    const data = { action: 'request.approve', value: 'r1', m50: delivery, drawing: 3 }
    expect(drawCard(request, how).actions?.[0]).toEqual({
      type: 'Action.Execute',
      title: 'Goedkeuren',
      style: 'positive',
      verb: 'request.approve',
      data,
      fallback: { type: 'Action.Submit', title: 'Goedkeuren', style: 'positive', data },
    })
  })

  it('[E21] draws an open as a request for a dialog', () => {
    expect(drawCard(request, how).actions?.[1]).toEqual({
      type: 'Action.Submit',
      title: 'Afwijzen',
      data: { msteams: { type: 'task/fetch' }, dialog_id: 'request.decline', value: 'r1', m50: delivery, drawing: 3 },
    })
  })

  it('[E24] puts what stands under "meer" in the secondary mode', () => {
    expect(drawCard(request, how).actions?.[2]).toMatchObject({ title: 'Ik pak dit', mode: 'secondary' })
  })

  it('[E24] folds what passes six actions under one button', () => {
    const many = (feature: string): Button[] =>
      ['a', 'b', 'c', 'd', 'e'].map(name => ({ does: 'press', name: `${feature}.${name}`, label: name, value: '1' }))
    const drawn = drawCard({ version: 1, text: 'Kies', buttons: many('one'), more: many('two') }, how)
    expect(drawn.actions).toHaveLength(mostActions)
    expect(drawn.actions?.[5]).toMatchObject({ type: 'Action.ShowCard', title: 'Meer' })
    expect(parts(drawn).filter(part => part.type === 'Action.Execute')).toHaveLength(10)
  })

  it('[E11] asks before a dangerous press acts', () => {
    const leave: Button = {
      does: 'press',
      name: 'pillar.leave',
      label: 'Verlaten',
      value: 'p1',
      style: 'danger',
      confirm: { text: 'U bent dan geen lid meer.', yes: 'Ja, verlaten' },
    }
    const [action] = drawCard({ version: 1, text: 'Uw pijler', buttons: [leave] }, how).actions ?? []
    expect(action).toMatchObject({ type: 'Action.ShowCard', title: 'Verlaten', style: 'destructive' })
    expect(parts(action)).toContainEqual(
      expect.objectContaining({ type: 'TextBlock', text: 'U bent dan geen lid meer.' }),
    )
    expect(parts(action)).toContainEqual(
      expect.objectContaining({ type: 'Action.Execute', title: 'Ja, verlaten', verb: 'pillar.leave' }),
    )
  })

  it('[F84] says progress in words, and gives a picture its description', () => {
    const drawn = drawCard(
      {
        version: 1,
        title: 'LP 12',
        progress: { label: 'Steun', value: 14, of: 20 },
        image: { url: 'https://m50.example/steun.png', alt: 'Steun per week' },
      },
      how,
    )
    expect(readingOf(drawn.body)).toContain('Steun: 14 van 20')
    expect(parts(drawn)).toContainEqual(expect.objectContaining({ type: 'Image', altText: 'Steun per week' }))
  })

  it('keeps bold, lists, quotes and the gap of an empty line', () => {
    const drawn = drawCard({ version: 1, text: 'Kies **goed**:\n- Bestuur\n- Samenleving\n\n> Zei iemand' }, how)
    expect(readingOf(drawn.body)).toBe('Kies goed:\n• Bestuur\n• Samenleving\nZei iemand')
    expect(parts(drawn)).toContainEqual({ type: 'TextRun', text: 'goed', weight: 'Bolder' })
    expect(parts(drawn)).toContainEqual(expect.objectContaining({ type: 'Container', style: 'emphasis' }))
  })

  it('[T14] shows where a link leads', () => {
    const drawn = drawCard({ version: 1, text: 'Zie [uw bank](https://bаnk.example/inloggen).' }, how)
    expect(readingOf(drawn.body)).toBe('Zie uw bank (xn--bnk-6cd.example).')
  })

  it('shortens with "meer" what is longer than one reads, and drops no button', () => {
    const long: Card = {
      ...request,
      text: 'Dit is een lange zin over de pijler. '.repeat(2000),
      items: Array.from({ length: 60 }, (_, i) => ({ text: `Punt ${i}`, accessory: { ...claim, value: `${i}` } })),
    }
    const drawn = drawCard(long, how)
    expect(bytesOf(drawn)).toBeLessThanOrEqual(aimBytes)
    expect(readingOf(drawn.body)).toMatch(/pijler\. Dit .*… en meer/)
    expect(readingOf(drawn.body)).toMatch(/en nog \d+ meer/)
    expect(drawn.actions).toHaveLength(3)
  })

  it('[F65] draws every line of a page with its button, and shortens words before it leaves one out', () => {
    const items = Array.from({ length: pageSize }, (_, i) => ({
      text: `Punt ${i}: ${'een lange zin over de pijler, met **nadruk**. '.repeat(40)}`,
      accessory: { ...claim, name: 'chat.line', label: `Benoem een ondersteuner ${i}`, value: `rol geef ${i}` },
    }))
    const drawn = drawCard({ ...request, items }, how)
    expect(bytesOf(drawn)).toBeLessThanOrEqual(aimBytes)
    const buttons = parts(drawn.body).filter(part => part.type === 'Action.Execute')
    expect(buttons.map(({ title }) => title)).toEqual(items.map(({ accessory }) => accessory.label))
    for (const [i] of items.entries()) expect(readingOf(drawn.body)).toContain(`Punt ${i}: een lange`)
  })

  it('[F78] keeps the whole of one long text among short ones: it may be there to be forwarded', () => {
    const long = `Om door te sturen: “${'Wilt u dit nagaan? '.repeat(60)}”`
    const items = [{ text: long }, ...Array.from({ length: 13 }, (_, i) => ({ text: `In orde ${i}` }))]
    expect(readingOf(drawCard({ version: 1, title: 'Diagnose', items }, how).body)).toContain(long)
  })

  it('[E24] shows the buttons that answer one question all at once, two in a row, and what is beside the question below', () => {
    const functions = ['Wethouder', 'Burgemeester', 'Gemeentesecretaris', 'Strategisch adviseur', 'Ambtenaar']
    const open = (label: string) => ({ does: 'open' as const, name: 'person.register', label, value: label })
    const card: Card = { version: 1, text: 'Wat is uw functie?', buttons: functions.map(open), alike: true }
    const drawn = drawCard({ ...card, more: [open('Andere gemeente')] }, how)
    const rows = parts(drawn.body).flatMap(part => (part.type === 'ActionSet' ? [parts(part.actions)] : []))
    expect(rows.map(row => row.filter(({ type }) => type === 'Action.Submit').map(({ title }) => title))).toEqual([
      functions.slice(0, 2),
      functions.slice(2, 4),
      functions.slice(4),
    ])
    expect(drawn.actions).toMatchObject([{ title: 'Andere gemeente' }])
    expect(parts(drawn).filter(({ mode }) => mode === 'secondary')).toEqual([])
  })

  it('draws a button with more than a short word to say below its text, so that a phone has width for both', () => {
    const body = (label: string) =>
      drawCard({ version: 1, title: 'Wat ontbreekt', items: [{ text: 'x', accessory: { ...claim, label } }] }, how).body
    expect(parts(body('Ik pak dit')).some(({ type }) => type === 'ColumnSet')).toBe(true)
    for (const long of ['Terugdraaien', 'Toon wat ontbreekt'])
      expect(parts(body(long)).some(({ type }) => type === 'ColumnSet')).toBe(false)
    expect(parts(body('Toon wat ontbreekt')).filter(({ type }) => type === 'Action.Execute')).toHaveLength(1)
  })
})

const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }))
const said = words.filter(text => text !== '')
const marked = fc
  .array(fc.constantFrom('**b**', '_i_', '[l](https://zeist.nl/a)', '\n', '> ', '- ', '{{DATE(', 'woord ', '\\', '"'))
  .map(list => list.join(''))
const anyText = fc.oneof(words, marked)
const name = fc.stringMatching(/^[a-z]{1,12}\.[a-z]{1,12}$/)
const anyButton = fc.record<Button>(
  {
    does: fc.constantFrom('press', 'open'),
    name,
    label: said,
    value: fc.uuid(),
    confirm: fc.record({ text: said, yes: said }),
  },
  { requiredKeys: ['does', 'name', 'label', 'value'] },
)
const anyCard = fc
  .record<Card>(
    {
      version: fc.constant(1),
      title: anyText,
      text: fc.array(anyText, { maxLength: 80 }).map(list => list.join('')),
      facts: fc.array(fc.record({ label: words, value: anyText }), { maxLength: 60 }),
      items: fc.array(fc.record({ text: anyText, accessory: anyButton }, { requiredKeys: ['text'] }), {
        maxLength: 120,
        size: '+1',
      }),
      progress: fc.record({ label: words, value: fc.nat(), of: fc.integer({ min: 1 }) }),
      context: anyText,
      buttons: fc.array(anyButton, { maxLength: 5 }),
      more: fc.array(anyButton, { maxLength: 5 }),
      link: fc.record({ label: said, url: fc.constant('https://m50.example/verhalen') }),
    },
    { requiredKeys: ['version', 'title'] },
  )
  .filter(value => card.safeParse(value).success)

describe('whatever a card holds', () => {
  it('[E29] stays within what Teams takes, six actions a row, and keeps every button', () => {
    fc.assert(
      fc.property(anyCard, any => {
        const drawn = drawCard(any, how)
        expect(bytesOf(drawn)).toBeLessThanOrEqual(mostBytes)
        for (const row of rowsOf(drawn)) expect(row.length).toBeLessThanOrEqual(mostActions)
        const acts = parts(drawn)
          .filter(part => part.type === 'Action.Execute' || part.type === 'Action.Submit')
          .map(part => JSON.stringify(part.data))
        for (const button of [...(any.buttons ?? []), ...(any.more ?? [])])
          expect(acts.some(act => act.includes(button.name) && act.includes(button.value))).toBe(true)
        for (const text of parts(drawn).filter(part => part.type === 'TextBlock')) expect(text.wrap).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('[E29] has a short version, that is a card, keeps what can be done, says one line, and leads on', () => {
    fc.assert(
      fc.property(anyCard, fc.option(fc.constant('verzoek 41'), { nil: undefined }), (any, whole) => {
        const short = shortCard(any, 'nl', whole)
        expect(card.safeParse(short).error).toBeUndefined()
        expect(short.buttons ?? []).toEqual(any.buttons ?? [])
        expect((short.title ?? '').length + (short.text ?? '').length).toBeLessThan(1_000)
        const on = [...(short.buttons ?? []), ...(short.more ?? [])].filter(({ name }) => name === 'chat.line')
        expect(short.link !== undefined || on.length > 0).toBe(true)
        if (whole) expect(on.map(({ value }) => value)).toContain(whole)
      }),
      { numRuns: 150 },
    )
  })
})

const hostile = [
  '<at>iedereen</at>',
  '<!channel> <@U024BE7LH>',
  '**vet** _schuin_ ~~weg~~ `code`',
  '[klik hier](https://kwaad.example)',
  '[klik](javascript:alert(1))',
  '![plaatje](https://kwaad.example/p.png)',
  '- punt',
  '1. punt',
  '# Kop',
  '> citaat',
  '&lt;at&gt;x&lt;/at&gt;',
  '{{DATE(2027-02-03T09:12:00Z,SHORT)}} {{TIME(2027-02-03T09:12:00Z)}}',
  '{"type":"AdaptiveCard"}',
  'a\u202eb\u0000c\u2066d',
  'een\r\n- twee\r**drie**\u2028vier',
  'j_de_vries@zeist.nl',
  '\\*\\*',
  '👩‍👩‍👧 🏳️‍🌈 שלום',
]

/** Anything that some reader of Markdown takes for a mark, in words of its own. */
const readAsMark = /[*_`~<>[\]\\|]|&[#\w]|^\s*(?:[-+#]|\d+[.)])\s?|\{\{|[\r\n]/

function staysText(typed: string): void {
  const spoken = escapeMarkdown(typed)
  const whole: Card = {
    version: 1,
    title: spoken || 'Titel',
    text: `Zei: ${spoken}`,
    facts: [{ label: 'Antwoord', value: spoken }],
    items: [{ text: spoken }],
    context: spoken,
  }
  const drawn = drawCard(whole, how)
  for (const part of parts(drawn.body)) {
    if (part.type === 'TextBlock') expect(part.text).not.toMatch(readAsMark)
    if (part.type === 'TextRun') {
      expect(part).not.toHaveProperty('italic')
      expect(part).not.toHaveProperty('selectAction')
      expect(part.text).not.toMatch(/\{\{(?:DATE|TIME)/i)
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone.
    if (typeof part.text === 'string') expect(part.text).not.toMatch(/[\u0000\u202a-\u202e\u2066-\u2069]/)
  }
  const seen = readingOf(drawn.body).replace(/\s+/g, ' ')
  const plain = spoken
    .replace(/\\(.)/gu, '$1')
    .replace(/[\s\u0085]+/g, ' ')
    .trim()
  expect(seen).toContain(`Zei: ${plain}`.trim())
}

describe('what a person typed', () => {
  it.each(hostile)('[T14] is text and nothing but text: %j', staysText)

  it('[T14] is text and nothing but text, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), staysText))
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom(...hostile, ' ', '(', ')', ']', '_', '*'), { maxLength: 6 })
          .map(list => list.join('')),
        staysText,
      ),
    )
  })
})
