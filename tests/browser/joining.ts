// SPDX-License-Identifier: EUPL-1.2
// What one looks at in the playground: a request to join a pillar, the form that it came from, and who answers.
import type { Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import type { Answer, Incoming } from '#/chat/turn.ts'
import { said } from '../platforms/playground/play.ts'

export const request: Card = {
  version: 1,
  title: 'Verzoek 41 · lid worden van de pijler Bestuur',
  text: 'W. de Vries, wethouder, gemeente Zeist',
  buttons: [
    { does: 'press', name: 'request.approve', label: 'Goedkeuren', value: 'r1', style: 'primary' },
    { does: 'open', name: 'request.decline', label: 'Afwijzen', value: 'r1' },
  ],
  more: [
    { does: 'open', name: 'request.ask', label: 'Vraag stellen', value: 'r1' },
    { does: 'press', name: 'request.claim', label: 'Ik pak dit', value: 'r1' },
  ],
}
export const decided: Card = {
  version: 1,
  title: request.title,
  text: 'Goedgekeurd door S. Jansen op di 3 feb, 09.40 uur',
}

export const join: Form = {
  version: 1,
  name: 'pillar.join',
  title: 'Lid worden van de pijler Bestuur',
  submit: 'Versturen',
  intro: 'Waarom we dit vragen: zo is de voorbereiding in uw eigen organisatie geregeld.',
  context: 'bestuur',
  inputs: [
    { kind: 'person', name: 'official', label: 'Welke ambtenaar ondersteunt u?', hint: 'Naam of e-mailadres' },
    { kind: 'municipality', name: 'municipality', label: 'Gemeente', optional: true },
    {
      kind: 'choices',
      name: 'groups',
      label: 'Themagroepen',
      options: [
        { value: 'wonen', label: 'Wonen' },
        { value: 'zorg', label: 'Zorg' },
        { value: 'groen', label: 'Groen' },
      ],
      value: ['groen'],
      optional: true,
    },
    { kind: 'number', name: 'capacity', label: 'Plaatsen', min: 1, optional: true },
    { kind: 'checkbox', name: 'diet', label: 'Vraag naar dieetwensen' },
  ],
  buttons: [{ does: 'press', name: 'pillar.later', label: 'Later invullen', value: 'bestuur' }],
  reopen: { label: 'Formulier openen', value: 'bestuur' },
}

/** The join as the real bot will do it. */
export const joining = ({ act }: Incoming): Answer => {
  if (act.kind === 'line') return { form: join }
  if (act.kind === 'suggest')
    return {
      suggestions: [
        { value: 'GM0355', label: 'Zeist' },
        { value: 'GM0356', label: 'Nieuwegein' },
      ],
    }
  if (act.kind !== 'submit') return said('Goed.')
  return act.fields.official === 'a.bakker@zeist.nl'
    ? { card: { version: 1, title: 'Verzoek verstuurd', text: 'Uw verzoek ligt bij het secretariaat.' }, to: 'me' }
    : { fieldErrors: { official: 'Die ken ik niet.' } }
}
