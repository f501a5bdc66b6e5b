// SPDX-License-Identifier: EUPL-1.2
// The walk itself: someone does something, and presses and sends on from whatever is drawn of it.
import type { Button, Card } from '#/chat/card.ts'
import type { Form, Input } from '#/chat/form.ts'
import type { Locale } from '#/chat/texts.ts'
import type { Act } from '#/chat/turn.ts'
import type { Guest, Parlour } from '../../support/parlour.ts'
import { everyone, jansen } from './guests.ts'

/** What someone can do next: press, or send a form. */
export type Next = readonly [Guest, Button | Form]

/** Takes what a step leads to. */
export type Then = (steps: Promise<Next[]>) => Promise<void>

/** What of a walk is judged: where it was drawn, and for whom. */
export interface Drawn {
  readonly at: string
  readonly locale: Locale
  readonly card?: Card
  readonly form?: Form
  readonly isNotice?: true
}

const localeOf = ({ locale = 'nl' }: Guest): Locale => locale
const buttonsOf = (card: Card): Button[] => [
  ...(card.buttons ?? []),
  ...(card.more ?? []),
  ...(card.items ?? []).flatMap(item => item.accessory ?? []),
]

const rows = ['gemeente;naam;e-mail;functie;rol;pijler', 'Woerden;I. Mport;i.mport@woerden.nl;wethouder;;Bestuur']

/** Something that fits. */
function filled(input: Input): string {
  switch (input.kind) {
    case 'choice':
      return input.value ?? input.options.at(-1)?.value ?? ''
    case 'choices':
      return (input.value ?? input.options.slice(0, 2).map(({ value }) => value)).join(',')
    case 'municipality':
      return input.value?.value ?? 'GM0355'
    case 'person':
      return input.value ?? 'a.bakker@zeist.nl'
    case 'date':
      return input.value ?? '2027-12-31'
    case 'time':
      return input.value ?? '10:00'
    case 'number':
      return String(input.value ?? input.min ?? 1)
    case 'checkbox':
      return 'on'
    case 'file':
      return ''
    case 'text':
    case 'longText':
      return input.value ?? (input.name === 'rows' ? rows.join('\n') : input.name === 'domains' ? 'zeist.nl' : 'Tekst')
  }
}

const fieldsOf = (form: Form) => Object.fromEntries(form.inputs.map(input => [input.name, filled(input)]))

/** What ends something comes last, so that there is most to see before. */
const isLast = (next: Button | Form): boolean => 'label' in next && next.style === 'danger'
const keyOf = (next: Button | Form): string =>
  'label' in next ? `${next.name} ${next.name === 'chat.line' ? next.value : ''}` : next.name
const often = 2
/** The same thing is pressed by so many people at most. */
const many = 4

/** Walks through what is drawn in a parlour: does things, keeps all that is drawn of them, and presses and sends on from there. */
export function walkThrough(parlour: Parlour) {
  const drawn: Drawn[] = []
  /** Presses, forms and notices that were met. */
  const met = new Set<string>()

  const kept = new Set<string>()
  /** Keeps what is to be judged, once: most of what is met was drawn just so before. */
  function keep(one: Drawn): void {
    const { at: _, ...looks } = one
    const drawing = JSON.stringify(looks)
    if (kept.has(drawing)) return
    kept.add(drawing)
    drawn.push(one)
  }

  /** Does something, keeps what is drawn of it, and gives what can be done next: by whom, with what. */
  async function step(who: Guest, act: Act, channel?: string): Promise<Next[]> {
    const answer = await parlour.does(who, act, channel)
    const name =
      act.kind === 'line' ? act.text : act.kind === 'press' ? act.name : act.kind === 'submit' ? act.form : ''
    const at = `${who.name}, ${name}`
    const locale = answer.locale ?? localeOf(who)
    const next: Next[] = []
    if (act.kind !== 'line') met.add(`${act.kind} ${name}`)
    if ('card' in answer) {
      keep({ at, locale, card: answer.card })
      next.push(...buttonsOf(answer.card).map((button): Next => [who, button]))
    }
    if ('form' in answer) {
      keep({ at, locale, form: answer.form })
      next.push([who, answer.form], ...(answer.form.buttons ?? []).map((button): Next => [who, button]))
    }
    for (const { to, kind, card, locale: its } of await parlour.told()) {
      met.add(`notice ${kind}`)
      keep({ at: `${kind}, after ${at}`, locale: its, card, isNotice: true })
      const reader = everyone.find(({ user }) => user === to) ?? jansen
      next.push(...buttonsOf(card).map((button): Next => [reader, button]))
    }
    return next
  }

  const types = (who: Guest, text: string, channel?: string) =>
    step(who, { kind: 'line', text, by: 'command' }, channel)
  const presses = (who: Guest, name: string, value: string) => step(who, { kind: 'press', name, value })
  const sends = (who: Guest, form: string, context: string, fields: Record<string, string>) =>
    step(who, { kind: 'submit', form, context, fields })

  /** Presses and sends whatever is met, each thing a few times by each person. */
  async function explore(from: readonly Next[]): Promise<void> {
    const todo = [...from]
    const done = new Map<string, number>()
    for (let next = todo.shift(); next; next = todo.shift()) {
      const [who, what] = next
      if (isLast(what) && todo.some(([, other]) => !isLast(other))) {
        todo.push(next)
        continue
      }
      const [key, own] = [keyOf(what), `${who.user} ${keyOf(what)}`]
      const times = (name: string) => done.get(name) ?? 0
      if (times(own) >= often || times(key) >= often * many) continue
      for (const name of [key, own]) done.set(name, times(name) + 1)
      todo.push(
        ...('label' in what
          ? await presses(who, what.name, what.value)
          : await sends(who, what.name, what.context, fieldsOf(what))),
      )
    }
  }

  return { parlour, drawn, keep, met, types, presses, sends, explore }
}

export type Walk = ReturnType<typeof walkThrough>
