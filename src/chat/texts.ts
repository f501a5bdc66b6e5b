// SPDX-License-Identifier: EUPL-1.2
import i18next, { type i18n } from 'i18next'
import { escapeMarkdown } from '#/chat/markdown.ts'

export type Locale = 'nl' | 'en'
export const locales: readonly Locale[] = ['nl', 'en']

export interface TextTree {
  readonly [key: string]: string | TextTree
}

/** The keys of a tree of texts, with dots; `members_one` and `members_other` are one key. */
export type KeyOf<T> = T extends string
  ? never
  : {
      [K in keyof T & string]: T[K] extends string
        ? K extends `${infer Base}_${'one' | 'other'}`
          ? Base
          : K
        : `${K}.${KeyOf<T[K]>}`
    }[keyof T & string]

declare const said: unique symbol

/** What a text said. As a value in another text it stands as `{ text }`, or it would be escaped once more. */
export type Text = string & { readonly [said]: true }

/** A string is what someone typed or a name, and is escaped; a text that was said already is not taken for one. */
export type Params = Readonly<Record<string, (string & { readonly [said]?: never }) | number | { readonly text: Text }>>

/** Says a text in one language. Values are escaped: what a person typed can only ever be text. */
export type Say<Key extends string = string> = (key: Key, params?: Params) => Text

const filledIn = (value: Params[string]): string | number =>
  typeof value === 'object' ? value.text : typeof value === 'string' ? escapeMarkdown(value) : value

const allFilledIn = (params: Params): Record<string, string | number> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filledIn(value)]))

export interface AnyTexts {
  readonly name: string
  readonly trees: Readonly<Record<Locale, TextTree>>
  /** For keys that are known only when they come, such as a refusal's. @throws when there is no such text. */
  find(locale: Locale, key: string, params: Params): Text
}

export interface Texts<Key extends string> extends AnyTexts {
  in(locale: Locale): Say<Key>
}

type Fill = (template: string, values: Record<string, string | number>, locale: Locale) => string

/** A feature's texts in both languages, under its name. The Dutch tree gives the keys; a test holds the English one to them. */
export function texts<const Nl extends TextTree>(name: string, nl: Nl, en: TextTree): Texts<KeyOf<Nl>> {
  const instance: i18n = i18next.createInstance()
  void instance.init({
    lng: 'nl',
    fallbackLng: 'nl',
    initAsync: false,
    resources: { nl: { translation: nl }, en: { translation: en } },
    // `allFilledIn` escapes what must be.
    interpolation: { escapeValue: false },
  })
  const fill: Fill = (template, values, locale) =>
    instance.services.interpolator.interpolate(template, values, locale, {})
  const sayIn = (locale: Locale): Say<KeyOf<Nl>> => {
    const translate = instance.getFixedT(locale)
    const templates = new Map<string, string>()
    const plural = new Intl.PluralRules(locale)
    // Finding a text takes i18next several times as long as filling it in.
    const templateOf = (key: string, counted: unknown): string => {
      const count = typeof counted === 'number' ? counted : undefined
      const form = count === undefined ? key : `${key} ${plural.select(count)}`
      const known = templates.get(form)
      if (known !== undefined) return known
      const template = translate(key, { ...(count !== undefined && { count }), skipInterpolation: true })
      templates.set(form, template)
      return template
    }
    return (key: string, params?: Params) => {
      const template = templateOf(key, params?.count)
      return (params ? fill(template, allFilledIn(params), locale) : template) as Text
    }
  }
  const say: Record<Locale, Say<KeyOf<Nl>>> = { nl: sayIn('nl'), en: sayIn('en') }
  return {
    name,
    trees: { nl, en },
    in: locale => say[locale],
    find(locale, key, params) {
      const values = allFilledIn(params)
      if (!instance.exists(key, { lng: locale, ...values })) throw new Error(`no text ${name}.${key}`)
      return instance.getFixedT(locale)(key, values) as Text
    },
  }
}
