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

export type Params = Readonly<Record<string, string | number>>

/** Says a text in one language. Values are escaped: what a person typed can only ever be text. */
export type Say<Key extends string = string> = (key: Key, params?: Params) => string

export interface AnyTexts {
  readonly name: string
  readonly trees: Readonly<Record<Locale, TextTree>>
  /** For keys that are known only when they come, such as a refusal's. @throws when there is no such text. */
  find(locale: Locale, key: string, params: Params): string
}

export interface Texts<Key extends string> extends AnyTexts {
  in(locale: Locale): Say<Key>
}

/** A feature's texts in both languages, under its name. The Dutch tree gives the keys; a test holds the English one to them. */
export function texts<const Nl extends TextTree>(name: string, nl: Nl, en: TextTree): Texts<KeyOf<Nl>> {
  const instance: i18n = i18next.createInstance()
  void instance.init({
    lng: 'nl',
    fallbackLng: 'nl',
    initAsync: false,
    resources: { nl: { translation: nl }, en: { translation: en } },
    interpolation: { escape: escapeMarkdown },
  })
  const sayIn = (locale: Locale): Say<KeyOf<Nl>> => {
    const fixed = instance.getFixedT(locale)
    const said = new Map<string, string>()
    return (key: string, params?: Params) => {
      if (params) return fixed(key, { ...params })
      const known = said.get(key)
      if (known !== undefined) return known
      const text = fixed(key)
      said.set(key, text)
      return text
    }
  }
  const say: Record<Locale, Say<KeyOf<Nl>>> = { nl: sayIn('nl'), en: sayIn('en') }
  return {
    name,
    trees: { nl, en },
    in: locale => say[locale],
    find(locale, key, params) {
      if (!instance.exists(key, { lng: locale, ...params })) throw new Error(`no text ${name}.${key}`)
      return instance.getFixedT(locale)(key, { ...params })
    },
  }
}
