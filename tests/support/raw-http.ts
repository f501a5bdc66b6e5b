// SPDX-License-Identifier: EUPL-1.2
import { connect } from 'node:net'

export interface RawLine {
  write(text: string): void
  /** All that came back, once the other side has closed the line. */
  readonly closed: Promise<string>
  /** Settles as soon as this came back. */
  hears(text: string): Promise<void>
  end(): void
}

/** A line to a server, to write what no HTTP client would. */
export function rawLine(port: number, host = '127.0.0.1'): RawLine {
  const socket = connect(port, host)
  const { promise: closed, resolve } = Promise.withResolvers<string>()
  let heard = ''
  const looks = new Set<() => void>()
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    heard += text
    for (const look of looks) look()
  })
  // A line that is cut while we write: what was heard until then is what counts.
  socket.on('error', () => {})
  socket.on('close', () => resolve(heard))
  return {
    write: text => void socket.write(text),
    closed,
    hears: text =>
      new Promise(done => {
        const look = () => {
          if (heard.includes(text)) done()
        }
        looks.add(look)
        look()
      }),
    end: () => socket.destroy(),
  }
}
