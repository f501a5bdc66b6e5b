// SPDX-License-Identifier: EUPL-1.2
import { connect, createServer, type Socket } from 'node:net'

export interface BreakableLine {
  /** The same address, through this line. */
  readonly url: string
  /** From now on nothing passes: connections stay open and are silent, as when a server's machine is gone. */
  freeze(): void
  /** Cuts every connection and refuses new ones, as when a server has stopped. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** A line to the server of an address, that a test can break. */
export async function breakableLine(url: string): Promise<BreakableLine> {
  const there = new URL(url)
  const sockets = new Set<Socket>()
  let state: 'whole' | 'frozen' | 'cut' = 'whole'
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
      one.pipe(other)
    }
    if (state === 'cut') near.destroy()
    if (state === 'frozen') still(near, far)
  })
  const still = (...all: readonly Socket[]) => {
    for (const socket of all) socket.unpipe().pause()
  }
  const destroyAll = () => {
    for (const socket of [...sockets]) socket.destroy()
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  const here = new URL(url)
  here.hostname = '127.0.0.1'
  here.port = String(address.port)
  return {
    url: here.href,
    freeze() {
      state = 'frozen'
      still(...sockets)
    },
    cut() {
      state = 'cut'
      destroyAll()
    },
    mend() {
      // What was silent for so long is given up by a real network too.
      destroyAll()
      state = 'whole'
    },
    async close() {
      destroyAll()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
