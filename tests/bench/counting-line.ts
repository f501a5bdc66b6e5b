// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** One statement that was executed, as its sender named it to the server. */
export interface Executed {
  /** The connection's `application_name`. */
  readonly application: string
  readonly sql: string
  /** The server has parsed it before on this connection. */
  readonly wasPrepared: boolean
}

export interface CountingLine {
  /** The same database, through the line. */
  readonly url: string
  /** Statements since it was last asked. */
  taken(): readonly Executed[]
  close(): Promise<void>
}

/** A line to Postgres that notes each statement on its way: what a process sends is counted where it can't be hidden. */
export async function startCountingLine(database: string): Promise<CountingLine> {
  const { hostname, port } = new URL(database)
  const sockets = new Set<Socket>()
  let executed: Executed[] = []
  const server = createServer(near => {
    const far = connect(Number(port || 5432), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
    const read = statementsOf(one => executed.push(one))
    near.on('data', (data: Buffer) => {
      read(data)
      far.write(data)
    })
    far.on('data', data => near.write(data))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(database)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.href,
    taken() {
      const all = executed
      executed = []
      return all
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

/** Reads one connection's messages from client to server. https://www.postgresql.org/docs/current/protocol-message-formats.html */
function statementsOf(note: (executed: Executed) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let application: string | null = null
  const parsed = new Map<string, string>()
  const isNew = new Set<string>()
  const take = (kind: string, body: Buffer) => {
    const texts = body.toString('utf8').split('\0')
    const [first = '', second = ''] = texts
    if (kind === 'Q') note({ application: application ?? '', sql: first, wasPrepared: false })
    if (kind === 'P') {
      parsed.set(first, second)
      isNew.add(first)
    }
    if (kind === 'B')
      note({ application: application ?? '', sql: parsed.get(second) ?? '', wasPrepared: !isNew.delete(second) })
  }
  return data => {
    rest = Buffer.concat([rest, data])
    for (;;) {
      // The first message has no kind.
      const kindBytes = application === null ? 0 : 1
      if (rest.length < kindBytes + 4) return
      const end = kindBytes + rest.readInt32BE(kindBytes)
      if (rest.length < end) return
      const body = rest.subarray(kindBytes + 4, end)
      if (application === null) application = applicationIn(body)
      else take(String.fromCharCode(rest[0] ?? 0), body)
      rest = rest.subarray(end)
    }
  }
}

function applicationIn(startup: Buffer): string {
  const texts = startup.toString('utf8', 4).split('\0')
  return texts[texts.indexOf('application_name') + 1] ?? ''
}
