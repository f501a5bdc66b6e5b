// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from 'vitest'
import type { Progress } from '#/chat/away.ts'
import { createFailing } from '#/chat/failing.ts'
import { createRegistry } from '#/chat/registry.ts'
import type { RouterParts } from '#/chat/router-parts.ts'
import type { Speakers } from '#/chat/speakers.ts'
import type { Act, Incoming } from '#/chat/turn.ts'
import { features } from '#/features/index.ts'
import { Refusal } from '#/network/refusal.ts'

const logged: object[] = []
const parts = {
  database: { pulse: { away: () => true } },
  registry: createRegistry(features),
  zone: 'Europe/Amsterdam',
  log: { info() {}, error: (line: object) => logged.push(line) },
  redraw() {},
} as unknown as RouterParts
const { failed } = createFailing(parts, { localeFor: async () => 'nl' } as unknown as Speakers)

const line: Act = { kind: 'line', text: 'pijler', by: 'command' }
const submit: Act = { kind: 'submit', form: 'request.ask', context: '', fields: { question: 'Waarom?' } }
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

async function said(act: Act, error: unknown, phase: Progress['phase']): Promise<string> {
  const answer = await failed(
    { act, typed: '/p12', typedInChannel: '@P12' } as Incoming,
    error,
    { phase, dropped: false },
    'x',
  )
  if ('fieldErrors' in answer) return `at ${JSON.stringify(answer.fieldErrors)}`
  return 'card' in answer ? (answer.card.text ?? '') : ''
}

describe('[T33] what someone is told of a turn that failed', () => {
  it('while the database is away: nothing was saved, with a code', async () => {
    expect(await said(line, refused, 'waiting')).toMatch(
      /^Ik kan nu niets opslaan\. Er is niets gewijzigd; .*\(code [2-9A-Z]{4}\)\nDit typte u:\n> pijler$/,
    )
    expect(await said(line, refused, 'begun')).toContain('Er is niets gewijzigd')
  })

  it('gives back the beginning of a long command, as text', async () => {
    const typed = `feedback *${'é'.repeat(2_600)}`
    const text = await said(
      { ...line, text: typed },
      new Refusal('chat.tooLong', { length: 4_001, max: 4_000 }),
      'waiting',
    )
    expect(text).toBe(`Dat zijn 4001 tekens; er passen er 4000.\nDit typte u:\n> feedback \\*${'é'.repeat(2_490)}…`)
  })

  it('gives back a refused command where it says more than one types again at once', async () => {
    const absent = new Refusal('chat.absent')
    const text = 'lobby contact 4711 gesproken met de gedeputeerde'
    expect(await said({ ...line, text }, absent, 'waiting')).toContain(`Dit typte u:\n> ${text}`)
    expect(await said({ ...line, text: 'lobby contact 4711' }, absent, 'waiting')).not.toContain('Dit typte u')
  })

  it('in a form: at its field, so that all that was typed stays', async () => {
    expect(await said(submit, refused, 'waiting')).toMatch(/^at {"question":"Ik kan nu niets opslaan/)
  })

  it('when COMMIT was sent and not answered: nobody knows yet', async () => {
    expect(await said(line, refused, 'committing')).toContain('Ik weet nog niet of dit is opgeslagen; u hoort het.')
  })

  it('when it was committed and only the answer failed: it is saved, also in a form', async () => {
    expect(await said(line, new Error('bug'), 'committed')).toContain('Dit is opgeslagen')
    expect(await said(submit, refused, 'committed')).toContain('Dit is opgeslagen')
    for (const act of [line, submit])
      expect(await said(act, new Refusal('chat.absent'), 'committed')).toMatch(
        /^Dit is opgeslagen.*\(code [2-9A-Z]{4}\)$/,
      )
  })

  it('[T48] a fault of ours is an apology with the code that stands in the log, and nothing of the error', async () => {
    const text = await said(line, new Error('s.jansen@zeist.nl typed this'), 'begun')
    expect(text).toContain('Er ging iets mis en er is niets gewijzigd.')
    expect(text).not.toContain('zeist')
    expect(JSON.stringify(logged.at(-1))).toContain(/code: ([2-9A-Z]{4})/.exec(text)?.[1] ?? 'no code')
  })

  it('[E42] a refusal that names a command has what they type before it', async () => {
    expect(await said(line, new Refusal('pillars.absent'), 'begun')).toBe(
      'Die pijler is er niet meer. Typ /p12 pijler voor de pijlers van nu.',
    )
    expect(await said(line, new Refusal('desk.channelForm'), 'begun')).toContain('Typ @P12 kanaal secretariaat')
  })

  it('a refusal is its sentence, at its field where it has one', async () => {
    expect(await said(line, new Refusal('chat.busy'), 'begun')).toContain('Iemand anders is hier net mee bezig')
    expect(await said(submit, new Refusal('people.noRole', {}, { field: 'role' }), 'begun')).toBe(
      'at {"role":"Kies een rol."}',
    )
  })
})
