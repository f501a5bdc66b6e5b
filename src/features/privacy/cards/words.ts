// SPDX-License-Identifier: EUPL-1.2
import type { Locale } from '#/chat/texts.ts'
import { storedRoleWord } from '#/chat/words.ts'
import nl from '#/features/privacy/texts.nl.json' with { type: 'json' }
import { privacyTexts } from '#/features/privacy/texts.ts'
import { asId } from '#/network/ids.ts'

/** By a request's kind, or that of something planned. */
const kinds = {
  'pillar.join': 'join',
  'person.admit': 'admit',
  'role.end': 'roleEnd',
  'person.departed': 'departed',
  'source.admit': 'source',
  'lobby.point': 'point',
  'request.reminder': 'reminder',
  'people.missing': 'missing',
  'roleCheck.reminder': 'check',
  'group.report': 'report',
  'group.close': 'close',
  'channel.strangers': 'strangers',
  'lobby.close': 'roundClose',
  'lobby.ballots': 'ballots',
  'lobby.stale': 'stale',
  'meeting.change': 'meetingChange',
  'meeting.item': 'meetingItem',
  'meeting.close': 'meetingClose',
  'meeting.end': 'meetingEnd',
  'meeting.poll': 'meetingPoll',
  'meeting.pollAgain': 'meetingPollAgain',
  'meeting.brief': 'meetingBrief',
  'meeting.offer': 'meetingOffer',
  'meeting.room': 'meetingRoom',
  'meeting.remind': 'meetingRemind',
  'meeting.today': 'meetingToday',
  'meeting.deadline': 'meetingDeadline',
  'meeting.evaluate': 'meetingEvaluate',
  'action.due': 'actionDue',
  'meeting.unplanned': 'meetingUnplanned',
  'meeting.succession': 'succession',
  'lobby.contact': 'contact',
  'lobby.offers': 'offers',
  'lobby.watch': 'watch',
  'lobby.succession': 'succession',
  'vng.report': 'vngReport',
  'vng.before': 'vngBefore',
  'vng.after': 'vngAfter',
  'vng.bundle': 'vngBundle',
  'digest.draft': 'digestDraft',
  'digest.send': 'digestSend',
  'digest.watch': 'digestWatch',
  'digest.missed': 'digestMissed',
  'digest.daily': 'digestDaily',
  'digest.direct': 'digestDirect',
} as const

const isKind = (kind: string): kind is keyof typeof kinds => Object.hasOwn(kinds, kind)

/** What was asked or planned, in words. */
export const kindWord = (kind: string, locale: Locale): string =>
  privacyTexts.in(locale)(`kind.${isKind(kind) ? kinds[kind] : 'other'}`)

const isAct = (name: string): name is keyof typeof nl.act => Object.hasOwn(nl.act, name)

/** An act of the audit in words: `request.approve` is that of the text `act.requestApprove`. */
export function actWord(action: string, locale: Locale): string {
  const name = action.replace(/\.(.)/, (_, first: string) => first.toUpperCase())
  return privacyTexts.in(locale)(`act.${isAct(name) ? name : 'other'}`)
}

const isWord = (code: string): code is keyof typeof nl.word => Object.hasOwn(nl.word, code)

/** A role of the audit, an app, a language or a position, in words. */
export const codeWord = (code: string, locale: Locale): string =>
  privacyTexts.in(locale)(`word.${isWord(code) ? code : 'other'}`)

const isState = (state: string): state is keyof typeof nl.state => Object.hasOwn(nl.state, state)

/** How it stands, in words. */
export function stateWord(state: string, locale: Locale): string {
  return privacyTexts.in(locale)(`state.${isState(state) ? state : 'other'}`)
}

/** Codes between what people typed and chose. */
const codes = ['state', 'why', 'kind', 'by', 'wish', 'way']

/** What a request is about: what was typed and chosen, with names in the place of ids. */
export function subjectWords(subject: unknown, names: Readonly<Record<string, string>>, locale: Locale): string {
  const words = (value: unknown): string[] => {
    if (typeof value === 'string') {
      const word = names[value] ?? storedRoleWord(value, locale)
      return word ? [word] : asId(value) ? [] : [value]
    }
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([key, one]) => (codes.includes(key) ? [] : words(one)))
  }
  return words(subject).join(', ')
}

/** What was typed and not finished: a line, the values of a form, or the button that was pressed. */
export function typedWords(content: unknown, names: Readonly<Record<string, string>>, locale: Locale): string {
  const isPress = typeof content === 'object' && content !== null && 'kind' in content && content.kind === 'press'
  return isPress ? codeWord('press', locale) : subjectWords(content, names, locale)
}
