// SPDX-License-Identifier: EUPL-1.2
import { json, needed, words } from './args.ts'
import { ApiError, refusePayload } from './calls.ts'
import { checkView } from './check.ts'
import { stateOf } from './form-state.ts'
import { isObject, type Json, type JsonObject, objectsAt, textAt } from './json.ts'
import { most } from './limits.ts'
import { type Caller, visibleUser } from './places.ts'
import { drawnView } from './wire.ts'
import { nextId, randomId, type Trigger, touch, type View, type World, withIds } from './world.ts'

/** A view's content, checked as Slack does. @throws ApiError with each fault. */
export function viewContent(view: Json | undefined, kind: 'modal' | 'home'): JsonObject {
  if (view === undefined) refusePayload('invalid_arguments', ['missing required field: view'])
  const problems = checkView(view, kind)
  if (problems.length > 0 || !isObject(view)) refusePayload('invalid_arguments', problems)
  if (Buffer.byteLength(JSON.stringify(view)) > most('view.bytes')) throw new ApiError('view_too_large')
  return { ...view, blocks: withIds(objectsAt(view, 'blocks')) }
}

export const stackOf = (world: World, userId: string): View[] => world.modals.get(userId) ?? []

/** Puts these modals on a person's screen, the visible one last. */
export function setStack(world: World, userId: string, views: View[]): void {
  world.modals.set(userId, views)
  touch(world, userId)
}

const allViews = (world: World): View[] => [...world.modals.values(), [...world.homes.values()]].flat()

function demandFreeExternalId(world: World, content: JsonObject, own?: View): void {
  const id = textAt(content, 'external_id')
  if (id && allViews(world).some(view => view !== own && textAt(view.content, 'external_id') === id))
    throw new ApiError('duplicate_external_id')
}

/** Puts a modal on top of those that are open for a person. */
export function putOnTop(world: World, userId: string, teamId: string, content: JsonObject, interaction: string): View {
  const below = stackOf(world, userId)
  const id = nextId(world, 'V')
  const view: View = {
    id,
    kind: 'modal',
    teamId,
    userId,
    content,
    hash: `${Math.floor(Date.now() / 1000)}.${randomId()}`,
    rootId: below[0]?.id ?? id,
    previousId: below.at(-1)?.id ?? null,
    interaction,
    began: interaction,
    typed: new Map(),
  }
  setStack(world, userId, [...below, view])
  return view
}

/** Draws a view anew: a new hash, and what was typed in inputs that are still there stays. */
export function redraw(world: World, view: View, content: JsonObject, interaction?: string): void {
  view.content = content
  view.hash = `${Math.floor(Date.now() / 1000)}.${randomId()}`
  if (interaction) view.interaction = interaction
  touch(world, view.userId)
}

/** Spends a trigger_id: once, within three seconds. */
function exchange({ world, workspace }: Caller, args: JsonObject): { id: string; trigger: Trigger } {
  const id = needed(args, 'trigger_id')
  const trigger = world.triggers.get(id)
  if (!trigger || trigger.teamId !== workspace.id) throw new ApiError('invalid_trigger_id')
  if (trigger.used) throw new ApiError('exchanged_trigger_id')
  if (trigger.age() > most('trigger.seconds') * 1000) throw new ApiError('expired_trigger_id')
  return { id, trigger }
}

const answer = (caller: Caller, view: View): JsonObject => ({
  ok: true,
  view: drawnView(view, caller.workspace, stateOf(view)),
})

function open(caller: Caller, args: JsonObject): JsonObject {
  const content = viewContent(json(args, 'view', 'invalid_arguments'), 'modal')
  demandFreeExternalId(caller.world, content)
  const { id, trigger } = exchange(caller, args)
  trigger.used = true
  setStack(caller.world, trigger.userId, [])
  return answer(caller, putOnTop(caller.world, trigger.userId, caller.workspace.id, content, id))
}

function push(caller: Caller, args: JsonObject): JsonObject {
  const content = viewContent(json(args, 'view', 'invalid_arguments'), 'modal')
  demandFreeExternalId(caller.world, content)
  const { id, trigger } = exchange(caller, args)
  const depth = stackOf(caller.world, trigger.userId).length
  if (depth === 0) throw new ApiError('not_found')
  if (depth >= most('view.depth')) throw new ApiError('push_limit_reached')
  trigger.used = true
  return answer(caller, putOnTop(caller.world, trigger.userId, caller.workspace.id, content, id))
}

function update(caller: Caller, args: JsonObject): JsonObject {
  const content = viewContent(json(args, 'view', 'invalid_arguments'), 'modal')
  const viewId = words(args, 'view_id')
  const externalId = words(args, 'external_id')
  if (!viewId && !externalId) refusePayload('invalid_arguments', ['must provide either view_id or external_id'])
  const view = [...caller.world.modals.values()]
    .flat()
    .find(each => (viewId ? each.id === viewId : textAt(each.content, 'external_id') === externalId))
  if (!view) throw new ApiError('not_found')
  const hash = words(args, 'hash')
  if (hash && hash !== view.hash) throw new ApiError('hash_conflict')
  demandFreeExternalId(caller.world, content, view)
  redraw(caller.world, view, content)
  return answer(caller, view)
}

function publish(caller: Caller, args: JsonObject): JsonObject {
  const user = visibleUser(caller, needed(args, 'user_id'))
  const content = viewContent(json(args, 'view', 'invalid_arguments'), 'home')
  const present = caller.world.homes.get(user.id)
  const hash = words(args, 'hash')
  if (hash && present && hash !== present.hash) throw new ApiError('hash_conflict')
  demandFreeExternalId(caller.world, content, present)
  const id = present?.id ?? nextId(caller.world, 'V')
  const view: View = present ?? {
    id,
    kind: 'home',
    teamId: caller.workspace.id,
    userId: user.id,
    content,
    hash: '',
    rootId: id,
    previousId: null,
    typed: new Map(),
  }
  redraw(caller.world, view, content)
  caller.world.homes.set(user.id, view)
  return answer(caller, view)
}

export const viewMethods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
