// SPDX-License-Identifier: EUPL-1.2
import { ApiError } from './calls.ts'
import { inputsOf } from './fill.ts'
import { isObject, type JsonObject, objectAt, textAt } from './json.ts'
import { most } from './limits.ts'
import { putOnTop, redraw, setStack, stackOf, viewContent } from './method-views.ts'
import type { Answer } from './send.ts'
import { complain, type View, type World } from './world.ts'

const trouble = 'We had some trouble connecting. Try again?'

function showErrors(view: View, errors: JsonObject | undefined): JsonObject {
  const names = inputsOf(view).map(input => input.name)
  const unknown = Object.keys(errors ?? {}).filter(name => !names.includes(name))
  if (!errors || Object.keys(errors).length === 0 || unknown.length > 0)
    throw new ApiError(`errors for fields that the form doesn't have: ${unknown.join(', ') || 'none given'}`)
  return errors
}

/**
 * Does to a person's modals what the bot's answer to a submission says: nothing closes the view; `errors` keeps it, with all
 * that was typed, its id and hash; `update`, `push`, `clear`. Any other answer leaves it with Slack's own sentence.
 */
export function afterSubmission(
  world: World,
  view: View,
  interaction: string,
  answer: Answer,
  failure: string | undefined,
): { failure?: string; errors?: JsonObject } {
  if (failure) return { failure: `${trouble} (${failure})` }
  const below = stackOf(world, view.userId).filter(each => each !== view)
  const action = isObject(answer.json) ? answer.json : {}
  try {
    switch (textAt(action, 'response_action')) {
      case undefined:
        if (answer.text !== '' && Object.keys(action).length > 0)
          throw new ApiError('an answer without response_action')
        if (answer.text !== '' && !isObject(answer.json)) throw new ApiError('an answer that is no JSON')
        setStack(world, view.userId, below)
        return {}
      case 'clear':
        setStack(world, view.userId, [])
        return {}
      case 'errors':
        return { errors: showErrors(view, objectAt(action, 'errors')) }
      case 'update':
        redraw(world, view, viewContent(action.view, 'modal'), interaction)
        return {}
      case 'push':
        if (stackOf(world, view.userId).length >= most('view.depth')) throw new ApiError('push_limit_reached')
        putOnTop(world, view.userId, view.teamId, viewContent(action.view, 'modal'), interaction)
        return {}
      default:
        throw new ApiError(`unknown response_action ${textAt(action, 'response_action')}`)
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    complain(
      world,
      `submission of ${textAt(view.content, 'callback_id')}: ${error.error} ${JSON.stringify(error.details)}`,
    )
    return { failure: `${trouble} (${error.error})` }
  }
}
