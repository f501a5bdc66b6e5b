// SPDX-License-Identifier: EUPL-1.2
import type { Feature, PlannedKind } from '#/chat/feature.ts'
import { guessAgreed } from '#/features/desk/commands/agreed.ts'
import { answerForm, replyToQuestion } from '#/features/desk/commands/answer.ts'
import { requestBelongings } from '#/features/desk/commands/belongings.ts'
import { bindLine } from '#/features/desk/commands/channel.ts'
import { decisions } from '#/features/desk/commands/decide.ts'
import { showDesk } from '#/features/desk/commands/desk.ts'
import { feedbackButton, feedbackForm } from '#/features/desk/commands/feedback.ts'
import { historyLine } from '#/features/desk/commands/history.ts'
import { deskHome, pillarsSeen } from '#/features/desk/commands/home.ts'
import { deskLive, deskNotices } from '#/features/desk/commands/notices.ts'
import { dropPeriodPress, periodSetForm, showPeriods } from '#/features/desk/commands/periods.ts'
import { changePlanned, settlePlanned, showPlanning } from '#/features/desk/commands/planning.ts'
import { reopenLine, showRequests, undoLine, withdrawLine } from '#/features/desk/commands/queue.ts'
import { settleAs } from '#/features/desk/commands/settle.ts'
import { admitForm, admitLine, refuseLine, showSources, sourceView } from '#/features/desk/commands/sources.ts'
import { dayAs, dayForm, quietForm, quietLine, showDaysOff } from '#/features/desk/commands/working-hours.ts'
import { deskPlanned } from '#/features/desk/jobs.ts'
import { sourceKind } from '#/features/desk/rules/sources.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import type { AnyRequestKind } from '#/requests/kind.ts'

/** The secretariat's work: the card of every kind of request, the queue, channels and sources. Kinds and views are handed in by the features that have them. */
export function createDesk(others: readonly Feature[], otherKinds: readonly AnyRequestKind[]): Feature {
  const kinds = [...otherKinds, sourceKind]
  const views = Object.assign({ [sourceKind.name]: sourceView }, ...others.map(feature => feature.requestViews ?? {}))
  const { presses, forms } = decisions(kinds, views)
  const planned = deskPlanned(kinds, views)
  const kindsPlanned = new Map(
    [planned, ...others.map(feature => feature.planned ?? {})].flatMap(all => Object.entries<PlannedKind>(all)),
  )
  const reopen = forms['request.reopen']
  if (!reopen) throw new Error('no form to reopen a request')
  return {
    name: 'desk',
    texts: deskTexts,
    nouns: [
      {
        words: ['verzoek', 'verzoeken', 'request'],
        isEveryday: true,
        help: 'help.request',
        takes: 'takes.number',
        bare: showRequests(kinds, views),
        verbs: [
          {
            words: ['intrekken', 'withdraw'],
            help: 'help.withdraw',
            takes: 'takes.withdraw',
            isInfix: true,
            handler: withdrawLine(kinds, views),
          },
          {
            words: ['terugdraaien', 'undo'],
            help: 'help.undo',
            takes: 'takes.undo',
            isInfix: true,
            handler: undoLine(kinds),
          },
          {
            words: ['geschiedenis', 'history'],
            help: 'help.history',
            takes: 'takes.history',
            isInfix: true,
            handler: historyLine(kinds),
          },
          {
            words: ['heropenen', 'reopen'],
            help: 'help.reopen',
            takes: 'takes.reopen',
            isInfix: true,
            handler: reopenLine(kinds, reopen),
          },
        ],
      },
      {
        words: ['secretariaat', 'secretariat'],
        isEveryday: true,
        help: 'help.desk',
        bare: showDesk(kinds, views),
        verbs: [],
      },
      {
        words: ['planning', 'schedule'],
        help: 'help.planning',
        bare: showPlanning(kindsPlanned),
        verbs: [
          { words: ['stille-uren', 'quiet'], help: 'help.quiet', handler: quietLine },
          { words: ['vrije-dagen', 'days-off'], help: 'help.daysOff', handler: showDaysOff },
          { words: ['vakanties', 'periods'], help: 'help.periods', handler: showPeriods },
        ],
      },
      { words: ['kanaal', 'channel'], help: 'help.channel', takes: 'takes.channel', bare: bindLine, verbs: [] },
      {
        words: ['bron', 'bronnen', 'source'],
        help: 'help.source',
        bare: showSources,
        verbs: [
          { words: ['toelaten', 'admit'], help: 'help.admit', takes: 'takes.admit', handler: admitLine },
          { words: ['weigeren', 'refuse'], help: 'help.refuse', takes: 'takes.refuse', handler: refuseLine },
        ],
      },
    ],
    presses: {
      ...presses,
      'delivery.again': settleAs('again'),
      'delivery.arrived': settleAs('arrived'),
      'desk.pillarsSeen': pillarsSeen,
      'planned.now': settlePlanned(kindsPlanned, 'now'),
      'planned.skip': settlePlanned(kindsPlanned, 'skipped'),
      'day.off': dayAs('off'),
      'day.work': dayAs('work'),
      'period.drop': dropPeriodPress,
    },
    forms: {
      ...forms,
      'request.answer': answerForm(kinds, views),
      'source.admit': admitForm,
      'desk.feedback': feedbackForm,
      'planned.change': changePlanned(kindsPlanned),
      'planning.quiet': quietForm,
      'day.add': dayForm,
      'period.set': periodSetForm,
    },
    notices: deskNotices(views),
    live: deskLive(views),
    planned,
    home: deskHome(kinds, views),
    guess: guessAgreed(kinds, views),
    belongings: requestBelongings(kinds, views),
    replies: replyToQuestion(kinds),
    helpButtons: turn => [feedbackButton(turn)],
  }
}
