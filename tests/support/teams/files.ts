// SPDX-License-Identifier: EUPL-1.2
// OneDrive's side: what people send the bot lies there, at an address that carries the right to read it.
import { randomUUID } from 'node:crypto'

/** As the bot is told of it. */
export interface FileInTeams {
  readonly id: string
  readonly name: string
  readonly address: string
}

/** What is at an address: the file, or where one is sent on to. */
type Lying = { readonly bytes: Buffer } | { readonly sentOnTo: string }

export interface Files {
  /** Someone puts a file there. */
  put(origin: string, name: string, content: Buffer | string): FileInTeams
  /** The address of a file that leads on to another one. */
  sendsOn(origin: string, to: string): FileInTeams
  at(path: string): Lying | undefined
}

export function startDrive(): Files {
  const lying = new Map<string, Lying>()
  function lay(origin: string, name: string, what: Lying): FileInTeams {
    const id = randomUUID()
    const path = `/personal/${id}/download.aspx`
    lying.set(path, what)
    return { id, name, address: `${origin}${path}?tempauth=v1.${randomUUID()}` }
  }
  return {
    put: (origin, name, content) => lay(origin, name, { bytes: Buffer.from(content) }),
    sendsOn: (origin, to) => lay(origin, 'leden.csv', { sentOnTo: to }),
    at: path => lying.get(path),
  }
}

/** How a message names a file. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
export const attached = ({ id, name, address }: FileInTeams): object => ({
  contentType: 'application/vnd.microsoft.teams.file.download.info',
  contentUrl: `https://contoso-my.sharepoint.com/personal/x/Documents/${name}`,
  name,
  content: { downloadUrl: address, uniqueId: id, fileType: name.split('.').at(-1) },
})
