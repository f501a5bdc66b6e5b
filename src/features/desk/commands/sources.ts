// SPDX-License-Identifier: EUPL-1.2
import type { Button } from '#/chat/card.ts'
import type { FormHandler, Outcome, Reads, RequestView, Writes } from '#/chat/feature.ts'
import type { Form } from '#/chat/form.ts'
import { lineButton } from '#/chat/help.ts'
import { escapeMarkdown } from '#/chat/markdown.ts'
import type { Answer, Turn } from '#/chat/turn.ts'
import { listed } from '#/chat/words.ts'
import type { Db, Tx } from '#/database/db.ts'
import { atOf, closing, relationOf } from '#/features/desk/commands/decide.ts'
import {
  admitSource,
  domainsFrom,
  domainsSeen,
  refuseSource,
  type SourceRow,
  sourceKind,
  sources,
} from '#/features/desk/rules/sources.ts'
import { deskTexts } from '#/features/desk/texts.ts'
import { matchName } from '#/network/names.ts'
import { Refusal } from '#/network/refusal.ts'
import { approve, decline } from '#/requests/decide.ts'
import type { Request } from '#/requests/kind.ts'
import { loadRequest, lockRequest } from '#/requests/load.ts'
import { requestIn, shownAs } from '#/requests/shown.ts'

/** `m50 bron`: workspaces and tenants, and what they may. */
export const showSources: Reads<string> = {
  does: 'reads',
  asks: 'desk.read',
  async run(db, turn) {
    const t = deskTexts.in(turn.locale)
    const line = (s: SourceRow) => {
      const { name, platform } = s
      if (s.isHost) return t('source.host', { name, platform })
      if (s.state === 'admitted') return t('source.admitted', { name, platform, domains: s.domains.join(', ') })
      return t(s.state === 'refused' ? 'source.refused' : 'source.asleep', { name, platform })
    }
    return {
      card: {
        version: 1,
        title: t('source.title'),
        text: (await sources(db)).map(s => `- ${line(s)}`).join('\n'),
        context: t('source.how', { typed: turn.typed }),
      },
      to: 'me',
    }
  },
}

/** A source that was named, what was typed behind it, and its open request where there is one. */
interface Named {
  readonly source: SourceRow
  readonly request: Request | null
  readonly rest: string
}

/** The workspace that the line begins with: by its own id, or its name. The host is none to admit or refuse. */
async function namedSource(db: Db, typed: string): Promise<Named | null> {
  const others = (await sources(db)).filter(s => !s.isHost)
  const words = typed.split(/\s+/).filter(Boolean)
  for (let taken = words.length; taken > 0; taken--) {
    const match = matchName(words.slice(0, taken).join(' '), others, s => [s.name, s.externalId])
    if (match.found !== 'exact') continue
    const { item: source } = match
    const request = source.request && (await lockRequest(db, source.request))
    return { source, request, rest: words.slice(taken).join(' ') }
  }
  return null
}

async function domainsForm(db: Db, turn: Turn, request: Request): Promise<Form> {
  const t = deskTexts.in(turn.locale)
  const { source, name } = sourceKind.subject.parse(request.subject)
  return {
    version: 1,
    name: 'source.admit',
    title: t('admit.title'),
    submit: t('admit.submit'),
    intro: t('card.title', { number: request.number, what: { text: t('source.what', { name }) } }),
    context: shownAs(request),
    inputs: [
      {
        kind: 'text',
        name: 'domains',
        label: t('admit.domains'),
        hint: t('admit.hint'),
        max: 500,
        value: (await domainsSeen(db, source)).join(', '),
      },
    ],
    reopen: { label: t('button.domains'), value: request.id },
  }
}

/** The workspaces that wait, each with the button of what was typed without its name. */
async function chooseSource(db: Db, turn: Turn, button: (source: SourceRow) => Button): Promise<Answer> {
  const t = deskTexts.in(turn.locale)
  const waiting = (await sources(db)).filter(s => s.request !== null)
  if (waiting.length === 0) return { card: { version: 1, text: t('source.none') }, to: 'me' }
  const items = waiting.map(s => ({ text: `**${escapeMarkdown(s.name)}** (${s.platform})`, accessory: button(s) }))
  return { card: { version: 1, text: t('source.which'), items }, to: 'me' }
}

const domainsButton = (request: string, locale: Turn['locale']): Button => ({
  does: 'open',
  name: 'source.admit',
  label: deskTexts.in(locale)('button.domains'),
  value: request,
  style: 'primary',
})

async function admitFor(tx: Tx, turn: Turn, request: Request, typed: string): Promise<Outcome> {
  const domains = domainsFrom(typed)
  const subject = sourceKind.subject.parse(request.subject)
  await approve(tx, [sourceKind], { ...request, subject: { ...subject, domains } }, turn.as, atOf(turn))
  return { code: 'admitted', ids: { source: subject.source } }
}

async function answer(db: Db, turn: Turn, { code, ids }: Outcome): Promise<Answer> {
  const t = deskTexts.in(turn.locale)
  const source = (await sources(db)).find(s => s.id === ids.source)
  const name = source?.name ?? ''
  const text =
    code === 'admitted'
      ? t('source.done', { name, domains: listed(source?.domains ?? [], turn.locale) })
      : t('source.refusedNow', { name })
  return { card: { version: 1, text }, to: 'me' }
}

/** Nothing found is said by `run`, to who may decide alone: others hear the same of what is there and what is not [T07]. */
const ofTyped = async (db: Db, typed: string) => {
  const found = await namedSource(db, typed)
  return { ...(found?.request && relationOf([sourceKind], found.request)), subject: found }
}

/** `m50 bron toelaten <omgeving> <domein, …>`: also for one that was refused, or for other domains than before. */
export const admitLine: Writes<string, Named | null> = {
  does: 'writes',
  asks: 'request.decide',
  of: (db, typed) => ofTyped(db, typed),
  async run(tx, turn, typed, found) {
    if (!typed) return chooseSource(tx, turn, s => domainsButton(s.request ?? '', turn.locale))
    if (!found) throw new Refusal('desk.sourceUnknown', { words: typed })
    const { source, request, rest } = found
    if (request && !rest) return { form: await domainsForm(tx, turn, request) }
    if (request) return admitFor(tx, turn, request, rest)
    await admitSource(tx, source.id, domainsFrom(rest), turn.as, turn.now)
    return { code: 'admitted', ids: { source: source.id } }
  },
  answer,
}

/** `m50 bron weigeren <omgeving>`: also one that was admitted before. */
export const refuseLine: Writes<string, Named | null> = {
  does: 'writes',
  asks: 'request.decide',
  of: (db, typed) => ofTyped(db, typed),
  async run(tx, turn, typed, found) {
    if (!typed)
      return chooseSource(tx, turn, s =>
        lineButton(deskTexts.in(turn.locale)('source.refuse'), `bron weigeren ${s.externalId}`),
      )
    if (!found) throw new Refusal('desk.sourceUnknown', { words: typed })
    const { source, request } = found
    if (request) {
      const reason = deskTexts.in(turn.locale)('source.refusedNow', { name: source.name })
      await decline(tx, [sourceKind], request, turn.as, reason, atOf(turn))
    } else await refuseSource(tx, source.id, turn.as)
    return { code: 'refused', ids: { source: source.id } }
  },
  answer,
}

const ofRequest = async (db: Db, value: string, load: typeof loadRequest) => {
  const id = requestIn(value)
  const request = id && (await load(db, id))
  return request && request.kind === sourceKind.name ? relationOf([sourceKind], request) : null
}

/** [Domeinen kiezen] on the card of a workspace that asks to be admitted. */
export const admitForm: FormHandler = {
  open: {
    does: 'reads',
    asks: 'request.decide',
    of: (db, value) => ofRequest(db, value, loadRequest),
    run: async (db, turn, _, request: Request) => ({ form: await domainsForm(db, turn, request) }),
  },
  submit: {
    does: 'writes',
    asks: 'request.decide',
    of: (db, { context }) => ofRequest(db, context, lockRequest),
    run: (tx, turn, { fields }, request: Request) =>
      admitFor(tx, turn, request, fields.domains ?? '').catch(error => {
        throw closing(error, request, fields.domains ?? '')
      }),
    answer,
  },
}

/** How a workspace that asks to be admitted stands on the secretariat's card: approving asks for its domains. */
export const sourceView: RequestView = async (db, request, reader) => {
  const t = deskTexts.in(reader.locale)
  const { source, name: first } = sourceKind.subject.parse(request.subject)
  // What it is called may have been told since.
  const name = (await sources(db)).find(({ id }) => id === source)?.name ?? first
  const seen = await domainsSeen(db, source)
  return {
    what: t('source.what', { name }),
    lines: seen.length > 0 ? [t('source.seen', { domains: seen.join(', ') })] : [],
    approve: domainsButton(request.id, reader.locale),
  }
}
