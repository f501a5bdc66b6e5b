// SPDX-License-Identifier: EUPL-1.2
import type { types } from '@slack/bolt'
import type { Button, Card } from '#/chat/card.ts'
import type { Locale } from '#/chat/texts.ts'
import { most } from '#/platforms/slack/limits.ts'
import { shorten } from '#/platforms/slack/shorten.ts'
import { slackTexts } from '#/platforms/slack/slack-texts.ts'
import { clean, label, plainObject } from '#/platforms/slack/text-object.ts'

/** The action of a button that only leads to a web page: Slack tells us of its press, and nothing is to be done. */
export const leadsOutAction = 'link.open'

/** What stands between a press and its value in an option under "Meer". */
export const optionSeparator = ':'

function confirmation(button: Button, locale: Locale): types.ConfirmationDialog | undefined {
  const { confirm, style } = button
  if (!confirm) return undefined
  return {
    title: plainObject(label(button.label, most('confirm.title'))),
    text: plainObject(label(confirm.text, most('confirm.text'))),
    confirm: plainObject(label(confirm.yes, most('confirm.button'))),
    deny: plainObject(slackTexts.in(locale)('cancel')),
    ...(style && { style }),
  }
}

/** A press or an open. A value longer than Slack takes is shortened: whoever handles it checks it as any other. */
export function buttonElement(button: Button, locale: Locale): types.Button {
  const value = shorten(clean(button.value), most('button.value'))
  const confirm = confirmation(button, locale)
  return {
    type: 'button',
    action_id: button.name,
    text: plainObject(label(button.label, most('button.text'))),
    ...(value && { value }),
    ...(button.style && { style: button.style }),
    ...(confirm && { confirm }),
  }
}

/** A link is what its card is about: it comes first, and is the primary one where no other is. */
function linkElement(link: NonNullable<Card['link']>, isPrimary: boolean, locale: Locale): types.Button {
  const said = slackTexts.in(locale)('leadsOut', { label: label(link.label, most('button.text')) })
  return {
    type: 'button',
    action_id: leadsOutAction,
    text: plainObject(`${label(link.label, most('button.text') - 2)} ↗`),
    url: link.url,
    ...(isPrimary && { style: 'primary' }),
    accessibility_label: label(said, most('button.text')),
  }
}

const optionValue = (button: Button): string => button.name + optionSeparator + clean(button.value)

/** Whether a button can stand under "Meer": Slack asks for confirmation only of the whole menu, and takes short values only. */
const fitsMenu = (button: Button): boolean => !button.confirm && optionValue(button).length <= most('option.value')

function menu(buttons: readonly Button[]): types.Overflow | undefined {
  const [first] = buttons
  if (!first) return undefined
  return {
    type: 'overflow',
    action_id: `${first.name.slice(0, first.name.indexOf('.'))}.more`,
    options: buttons.map(button => ({
      text: plainObject(label(button.label, most('option.text'))),
      value: optionValue(button),
    })),
  }
}

type Element = types.Button | types.Overflow

/** A card's buttons in rows: within one row Slack wants every action to have a name of its own. */
export function buttonRows(card: Pick<Card, 'buttons' | 'more' | 'link'>, locale: Locale): Element[][] {
  const more = card.more ?? []
  const plain = [...(card.buttons ?? []), ...more.filter(button => !fitsMenu(button))]
  const link = card.link && card.link.url.length <= most('button.url') ? card.link : undefined
  const overflow = menu(more.filter(fitsMenu))
  const elements: Element[] = [
    ...(link
      ? [
          linkElement(
            link,
            plain.every(({ style }) => style !== 'primary'),
            locale,
          ),
        ]
      : []),
    ...plain.map(button => buttonElement(button, locale)),
    ...(overflow ? [overflow] : []),
  ]
  const rows: Element[][] = []
  for (const element of elements) {
    const row = rows.at(-1)
    const isTaken = row?.some(other => other.action_id === element.action_id) ?? true
    if (!row || isTaken || row.length >= most('actions.elements')) rows.push([element])
    else row.push(element)
  }
  return rows
}
