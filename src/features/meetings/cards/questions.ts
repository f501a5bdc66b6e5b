// SPDX-License-Identifier: EUPL-1.2
import type { Button, Card } from '#/chat/card.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { type Page, pageSize } from '#/chat/page.ts'
import type { Locale, Text } from '#/chat/texts.ts'
import { isRunning, showMeeting, titleOf } from '#/features/meetings/cards/meeting.ts'
import type { Meeting } from '#/features/meetings/rules/meetings.ts'
import { longestQuestion, type Question } from '#/features/meetings/rules/questions.ts'
import { meetingTexts } from '#/features/meetings/texts.ts'
import type { PersonId } from '#/network/ids.ts'

/** [Vraag insturen] [A22]. */
const askButton = ({ id }: Pick<Meeting, 'id'>, locale: Locale): Button => ({
  does: 'open',
  name: 'meeting.ask',
  label: meetingTexts.in(locale)('button.ask'),
  value: id,
  style: 'primary',
})

/** What is asked, in a form. */
export function askForm(meeting: Meeting, text: string, locale: Locale): Form {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    name: 'meeting.ask',
    title: t('button.ask'),
    submit: t('askForm.submit'),
    intro: t('askForm.intro', { title: meeting.title }),
    context: meeting.id,
    inputs: [
      {
        kind: 'longText',
        name: 'question',
        label: t('askForm.question'),
        max: longestQuestion,
        ...(text && { value: text }),
      },
    ],
    reopen: { label: t('button.ask'), value: meeting.id },
  }
}

/** Who reads the questions, and what they may do with them. */
export interface QuestionSight {
  readonly person: PersonId | null
  readonly mayPlan: boolean
  /** Whether they ask questions: those whom the meeting is for, until it is over. */
  readonly mayAsk: boolean
}

/** What a reader does with a question: whoever leads the meeting marks it, others say that it is theirs too. */
function accessoryOf({ id, ...question }: Question, sight: QuestionSight, locale: Locale): Button | null {
  const t = meetingTexts.in(locale)
  const press = (name: 'answered' | 'unanswered' | 'back' | 'unback' | 'unask'): Button => ({
    does: 'press',
    name: `meeting.${name}`,
    label: t(`button.${name}`),
    value: id,
  })
  if (sight.mayPlan) return press(question.answeredAt ? 'unanswered' : 'answered')
  if (!sight.mayAsk || question.answeredAt) return null
  if (question.isOurs)
    return question.person !== null && question.person === sight.person && question.municipalities === 1
      ? press('unask')
      : null
  return press(question.isBacked ? 'unback' : 'back')
}

function lineOf({ text, municipality, municipalities, answeredAt }: Question, locale: Locale): Text {
  const t = meetingTexts.in(locale)
  const whose =
    municipalities > 1
      ? t('questions.also', { municipality, count: municipalities - 1 })
      : t('questions.of', { municipality })
  return t(answeredAt ? 'questions.answered' : 'questions.open', { text, whose: { text: whose } })
}

/** What is asked at a meeting, a page at a time. */
export function questionsCard(
  meeting: Meeting,
  questions: readonly Question[],
  { page, last }: Page,
  sight: QuestionSight,
  locale: Locale,
  zone: string,
): Card {
  const t = meetingTexts.in(locale)
  return {
    version: 1,
    title: titleOf(meeting, locale, zone),
    text: [
      questions.length === 0
        ? t(isRunning(meeting) ? 'questions.none' : 'questions.noneEver')
        : t('questions.title', { count: questions[0]?.total ?? 0 }),
      ...(last > 1 ? [t('questions.page', { page, last })] : []),
    ].join('\n'),
    items: questions.slice(0, pageSize).map(question => {
      const accessory = accessoryOf(question, sight, locale)
      return { text: lineOf(question, locale), ...(accessory && { accessory }) }
    }),
    buttons: [
      ...(sight.mayAsk ? [askButton(meeting, locale)] : []),
      ...(page < last ? [lineButton(t('list.next'), `bijeenkomst vragen ${meeting.number} ${page + 1}`)] : []),
      showMeeting(meeting.number, locale),
    ],
  }
}
