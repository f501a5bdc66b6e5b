// SPDX-License-Identifier: EUPL-1.2
import { clientFaults, type FieldValue, fillInput, inputNamed } from './fill.ts'
import { stateOf } from './form-state.ts'
import { type Outcome, perform, pullTrigger } from './interaction.ts'
import { setStack, stackOf } from './method-views.ts'
import { common, suggestions } from './pressing.ts'
import { payloadBody } from './send.ts'
import type { Stage } from './stage.ts'
import { afterSubmission } from './submission.ts'
import { drawnView } from './wire.ts'
import { changed, type User, type View, workspaceFor } from './world.ts'

function visibleModal(stage: Stage, user: User): View {
  const view = stage.world.modals.get(user.id)?.at(-1)
  if (!view) throw new Error(`${user.name} has no form open`)
  return view
}

/** Fills fields of the open form by name. @throws when there is no such field or option. */
export async function fill(stage: Stage, user: User, fields: Record<string, FieldValue>): Promise<void> {
  const view = visibleModal(stage, user)
  for (const [name, value] of Object.entries(fields))
    await fillInput(view, inputNamed(view, name), value, typed => suggestions(stage, user, 'modal', name, typed))
}

/**
 * Submits the open form. @throws where Slack's own client would not send it (a required field left empty, too long a text),
 * unless `unchecked`, as a client that was tampered with would.
 */
export async function submit(stage: Stage, user: User, { unchecked = false } = {}): Promise<Outcome> {
  const { world } = stage
  const view = visibleModal(stage, user)
  if (view.content.submit === undefined) throw new Error('the modal has no button to submit')
  const faults = Object.entries(clientFaults(view)).map(([name, what]) => `${name} ${what}`)
  if (faults.length > 0 && !unchecked) throw new Error(`Slack doesn't send the form: ${faults.join(', ')}`)
  const workspace = workspaceFor(world, user)
  const interaction = pullTrigger(world, user.id, workspace)
  const sent = payloadBody({
    ...common(stage, user, 'view_submission', interaction),
    view: drawnView(view, workspace, stateOf(view)),
    response_urls: [],
  })
  return perform(
    stage,
    user.id,
    interaction,
    sent,
    (answer, failure) => afterSubmission(world, view, interaction, answer, failure),
    {},
    view.began,
  )
}

/** Closes the open modal (with clear_on_close all of them); the bot hears of it where the view asks for that. */
export async function closeModal(stage: Stage, user: User): Promise<void> {
  const { world } = stage
  const view = visibleModal(stage, user)
  const clears = view.content.clear_on_close === true
  setStack(world, user.id, clears ? [] : stackOf(world, user.id).slice(0, -1))
  changed(world)
  if (view.content.notify_on_close !== true) return
  const { trigger_id: _, ...who } = common(stage, user, 'view_closed', '')
  const drawn = drawnView(view, workspaceFor(world, user), stateOf(view))
  await stage.deliver(payloadBody({ ...who, view: drawn, is_cleared: clears }))
}
