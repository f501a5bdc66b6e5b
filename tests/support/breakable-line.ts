// SPDX-License-Identifier: EUPL-1.2
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface BreakableLine {
  /** The same address, through this line. */
  readonly url: string
  /** From now on nothing passes: connections stay open and are silent, as when a server's machine is gone. */
  freeze(): void
  /** Cuts every connection, and new ones as soon as they are made. */
  cut(): void
  /** Cuts every connection and refuses new ones, as when a server has stopped. */
  refuse(): Promise<void>
  /**
   * Breaks at the next COMMIT, or another word, that a connection of this name sends, and settles then. `arrives`: the server gets it, and only its answer is lost; one
   * that does not arrive never does. `breaks`: that connection alone is cut or goes silent, or the whole line freezes.
   */
  breakAtCommit(application: string, how: AtCommit): Promise<void>
  /**
   * New connections pass. Old ones are cut, as a real network gives up what was silent for so long; or left as they are, silent for good,
   * as when what stands in between has forgotten them.
   */
  mend(old?: 'cut' | 'silent'): Promise<void>
  close(): Promise<void>
}

interface AtCommit {
  readonly word?: string
  readonly arrives: boolean
  readonly breaks: 'cut' | 'silence' | 'freeze'
}

/** A line to the server of an address, that a test can break. */
export async function breakableLine(url: string): Promise<BreakableLine> {
  const there = new URL(url)
  const sockets = new Set<Socket>()
  let state: 'whole' | 'frozen' | 'cut' | 'refused' = 'whole'
  let atCommit: (AtCommit & { readonly application: string; readonly struck: () => void }) | null = null
  const still = (...all: readonly Socket[]) => {
    for (const socket of all) socket.unpipe().pause()
  }
  const freeze = () => {
    state = 'frozen'
    still(...sockets)
  }
  const server = createServer(near => {
    const far = connect(Number(there.port), there.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
    let hello: string | undefined
    near.on('data', chunk => {
      hello ??= chunk.toString('latin1')
      if (!atCommit || !chunk.includes(atCommit.word ?? 'COMMIT') || !hello.includes(atCommit.application))
        return void far.write(chunk)
      const { arrives, breaks, struck } = atCommit
      atCommit = null
      if (breaks === 'cut') far.end(arrives ? chunk : '', () => near.destroy())
      else {
        if (arrives) far.write(chunk)
        if (breaks === 'freeze') freeze()
        else still(near, far)
      }
      struck()
    })
    far.pipe(near)
    if (state === 'cut') near.destroy()
    if (state === 'frozen') still(near, far)
  })
  const destroyAll = () => {
    for (const socket of [...sockets]) socket.destroy()
  }
  const listen = async (port: number) => {
    await once(server.listen(port, '127.0.0.1'), 'listening')
  }
  await listen(0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  const here = new URL(url)
  here.hostname = '127.0.0.1'
  here.port = String(address.port)
  return {
    url: here.href,
    freeze,
    cut() {
      state = 'cut'
      destroyAll()
    },
    async refuse() {
      state = 'refused'
      const closed = once(server.close(), 'close')
      destroyAll()
      await closed
    },
    breakAtCommit: (application, how) =>
      new Promise(struck => {
        atCommit = { ...how, application, struck }
      }),
    async mend(old = 'cut') {
      if (state === 'whole') return
      if (old === 'cut') destroyAll()
      state = 'whole'
      if (!server.listening) await listen(address.port)
    },
    async close() {
      destroyAll()
      if (server.listening) await once(server.close(), 'close')
    },
  }
}
