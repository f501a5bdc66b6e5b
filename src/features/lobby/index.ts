// SPDX-License-Identifier: EUPL-1.2
import type { Feature } from '#/chat/feature.ts'
import { pointBelongings } from '#/features/lobby/commands/belongings.ts'
import {
  archivePress,
  resultHandler,
  resultLine,
  resumePress,
  withdrawHandler,
  withdrawLine,
} from '#/features/lobby/commands/conclude.ts'
import { courseLine } from '#/features/lobby/commands/course.ts'
import { discardPress } from '#/features/lobby/commands/discard.ts'
import { dossierLine } from '#/features/lobby/commands/dossier.ts'
import { confidePress, factsHandler, releasePress, wordsHandler } from '#/features/lobby/commands/edit.ts'
import { exportLine } from '#/features/lobby/commands/export.ts'
import { lobbyHome } from '#/features/lobby/commands/home.ts'
import { lifeNotices } from '#/features/lobby/commands/life-notices.ts'
import { liftHandler } from '#/features/lobby/commands/lift.ts'
import { manageLine } from '#/features/lobby/commands/manage.ts'
import { mergeHandler, splitHandler } from '#/features/lobby/commands/merge.ts'
import { detailsHandler, newForm, newLine } from '#/features/lobby/commands/new.ts'
import { lobbyLive, lobbyNotices, pointView } from '#/features/lobby/commands/notices.ts'
import { offerHandler, offersLine, reofferHandler, unofferPress } from '#/features/lobby/commands/offers.ts'
import {
  contactHandler,
  contactLine,
  placeHandler,
  placeLine,
  provincesLine,
  stepsLine,
} from '#/features/lobby/commands/place.ts'
import { list, lobby as lobbyLine } from '#/features/lobby/commands/read.ts'
import { roundLive, roundNotices } from '#/features/lobby/commands/round-notices.ts'
import { closePress, outcomeHandler, rankingLine, roundHandler } from '#/features/lobby/commands/rounds.ts'
import { searchLine } from '#/features/lobby/commands/search.ts'
import { statementHandler, statementLine } from '#/features/lobby/commands/statement.ts'
import {
  lineHandler,
  reserveHandler,
  supportLine,
  supportPress,
  unreservePress,
  unsupportPress,
} from '#/features/lobby/commands/support.ts'
import { takeBackHandler, unnotePress } from '#/features/lobby/commands/unnote.ts'
import { priorityLine, voteHandler } from '#/features/lobby/commands/vote.ts'
import { wholeLine } from '#/features/lobby/commands/whole.ts'
import { lobbyPlanned } from '#/features/lobby/jobs.ts'
import { pointKind } from '#/features/lobby/rules/propose.ts'
import { isFileTheirs } from '#/features/lobby/rules/still-seen.ts'
import { lobbyTexts } from '#/features/lobby/texts.ts'

/** Lobby points: proposed by anyone, approved by the secretariat, with municipalities standing behind them. */
export const lobby: Feature = {
  name: 'lobby',
  texts: lobbyTexts,
  nouns: [
    {
      words: ['lobby', 'lobbypunt', 'lobbypunten', 'lp'],
      isEveryday: true,
      help: 'help.lobby',
      takes: 'takes.number',
      bare: lobbyLine,
      verbs: [
        { words: ['nieuw', 'new'], help: 'help.new', takes: 'takes.title', handler: newLine },
        { words: ['steun', 'steunen', 'support'], help: 'help.support', takes: 'takes.number', handler: supportLine },
        { words: ['tekst', 'text'], help: 'help.whole', takes: 'takes.number', handler: wholeLine },
        { words: ['voorbeelden', 'examples'], help: 'help.offers', takes: 'takes.number', handler: offersLine },
        { words: ['prioriteit', 'priority'], help: 'help.priority', takes: 'takes.score', handler: priorityLine },
        { words: ['volgorde', 'ranking'], help: 'help.ranking', takes: 'takes.pillar', handler: rankingLine },
        { words: ['stappen', 'steps'], help: 'help.steps', takes: 'takes.number', handler: stepsLine },
        { words: ['agendeer', 'place'], help: 'help.place', takes: 'takes.number', handler: placeLine },
        { words: ['contact'], help: 'help.contact', takes: 'takes.contact', handler: contactLine },
        { words: ['resultaat', 'result'], help: 'help.result', takes: 'takes.number', handler: resultLine },
        { words: ['intrekken', 'withdraw'], help: 'help.withdraw', takes: 'takes.number', handler: withdrawLine },
        { words: ['provincies', 'provinces'], help: 'help.provinces', handler: provincesLine },
        { words: ['verloop', 'history'], help: 'help.course', takes: 'takes.number', handler: courseLine },
        { words: ['beheer', 'manage'], help: 'help.manage', takes: 'takes.number', handler: manageLine },
        { words: ['export', 'exporteer'], help: 'help.export', takes: 'takes.kind', handler: exportLine },
        { words: ['dossier'], help: 'help.dossier', takes: 'takes.number', handler: dossierLine },
        { words: ['verklaring', 'statement'], help: 'help.statement', takes: 'takes.numbers', handler: statementLine },
        { words: ['lijst', 'list'], help: 'help.list', takes: 'takes.pillar', handler: list },
      ],
    },
    {
      words: ['zoek', 'zoeken', 'search'],
      help: 'help.search',
      takes: 'takes.words',
      bare: searchLine,
      verbs: [],
    },
  ],
  presses: {
    'lobby.support': supportPress,
    'lobby.unsupport': unsupportPress,
    'lobby.unreserve': unreservePress,
    'lobby.unoffer': unofferPress,
    'lobby.confide': confidePress,
    'lobby.release': releasePress,
    'lobby.closeRound': closePress,
    'lobby.resume': resumePress,
    'lobby.archive': archivePress,
    'lobby.discard': discardPress,
    'lobby.unnote': unnotePress,
  },
  forms: {
    'lobby.new': newForm,
    'lobby.details': detailsHandler,
    'lobby.lift': liftHandler,
    'lobby.words': wordsHandler,
    'lobby.facts': factsHandler,
    'lobby.merge': mergeHandler,
    'lobby.split': splitHandler,
    'lobby.line': lineHandler,
    'lobby.reserve': reserveHandler,
    'lobby.offer': offerHandler,
    'lobby.reoffer': reofferHandler,
    'lobby.statement': statementHandler,
    'lobby.round': roundHandler,
    'lobby.vote': voteHandler,
    'lobby.outcome': outcomeHandler,
    'lobby.place': placeHandler,
    'lobby.contact': contactHandler,
    'lobby.takeBack': takeBackHandler,
    'lobby.result': resultHandler,
    'lobby.withdraw': withdrawHandler,
  },
  notices: { ...lobbyNotices, ...roundNotices, ...lifeNotices },
  live: { ...lobbyLive, ...roundLive },
  planned: lobbyPlanned,
  requestViews: { [pointKind.name]: pointView },
  files: { 'lobby.agenda': isFileTheirs, 'lobby.dossier': isFileTheirs, 'lobby.statement': isFileTheirs },
  home: lobbyHome,
  belongings: pointBelongings,
}
