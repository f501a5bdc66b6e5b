// SPDX-License-Identifier: EUPL-1.2
import type { IncomingMessage, ServerResponse } from 'node:http'
import { needed } from './args.ts'
import { ApiError } from './calls.ts'
import type { JsonObject } from './json.ts'
import { type Caller, demandScope } from './places.ts'
import type { Stage } from './stage.ts'
import { drawnFile } from './wire.ts'
import { nextId, type SlackFile, type User, type World } from './world.ts'

/** Someone uploads a file. */
export function upload(stage: Stage, user: User, name: string, content: string | Uint8Array): SlackFile {
  const id = nextId(stage.world, 'F')
  const file = {
    id,
    teamId: user.teamId,
    userId: user.id,
    name,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
    url: `${stage.origin}/files/${id}`,
  }
  stage.world.files.set(id, file)
  return file
}

/** https://docs.slack.dev/reference/methods/files.info */
function info(caller: Caller, args: JsonObject): JsonObject {
  demandScope(caller, 'files:read')
  const file = caller.world.files.get(needed(args, 'file'))
  if (!file) throw new ApiError('file_not_found')
  return { ok: true, file: drawnFile(file) }
}

export const fileMethods = { 'files.info': info }

/** What lies at a file's private address. Who shows no token of a workspace is led to a page to sign in, as by Slack. */
export function fetchFile(world: World, id: string, request: IncomingMessage, response: ServerResponse): void {
  const file = world.files.get(id)
  const tokens = [...world.workspaces.values()].flatMap(({ bot }) => bot?.token ?? [])
  if (!tokens.some(token => request.headers.authorization === `Bearer ${token}`))
    response.writeHead(302, { location: 'https://host.slack.com/?redir=%2Ffiles' }).end()
  else if (file) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
  else response.writeHead(404).end()
}
