// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import type { z } from 'zod'
import { BackupRefused, type Columns, type Head, shapes } from '#/database/backup/format.ts'

export interface Table extends Columns {
  /** JSON lists, a value a column. */
  readonly rows: AsyncIterable<string>
}

export interface Reading {
  readonly head: Head
  /** In order, each to be read to its end. They end when the whole backup is known to be as it was written. @throws BackupRefused */
  readonly tables: AsyncIterable<Table>
}

export const damaged = (): BackupRefused =>
  new BackupRefused('This is no backup of M50, or it is damaged. Nothing was changed.')

/** Reads a backup, already unzipped, without keeping it. @throws BackupRefused */
export async function readBackup(source: AsyncIterable<Buffer>): Promise<Reading> {
  const lines = linesOf(source)
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}

  async function take(): Promise<{ kind: string; json: string }> {
    const { value, done } = await lines.next()
    if (done) throw damaged()
    if (!value.startsWith('e')) hash.update(`${value}\n`)
    return { kind: value.slice(0, 1), json: value.slice(1) }
  }

  async function* tables(): AsyncGenerator<Table> {
    let line = await take()
    while (line.kind === 't') {
      const { table, columns } = parsed(shapes.t, line.json)
      let count = 0
      async function* rows(): AsyncGenerator<string> {
        for (line = await take(); line.kind === 'r'; line = await take()) {
          count++
          yield line.json
        }
      }
      yield { table, columns, rows: rows() }
      counts[table] = count
    }
    const end = line.kind === 'e' ? parsed(shapes.e, line.json) : null
    if (end?.sha256 !== hash.digest('hex') || !isSame(end.rows, counts)) throw damaged()
  }

  const first = await take()
  if (first.kind !== 'h') throw damaged()
  return { head: parsed(shapes.h, first.json), tables: tables() }
}

function parsed<Value>(shape: z.ZodType<Value>, json: string): Value {
  try {
    return shape.parse(JSON.parse(json))
  } catch {
    throw damaged()
  }
}

const isSame = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, count]) => b[name] === count)

/** By line feeds alone: a text may hold other characters that end a line elsewhere. */
async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string, undefined> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of source) {
    const parts = (rest + decoder.write(chunk)).split('\n')
    rest = parts.pop() ?? ''
    yield* parts
  }
  if (rest !== '') throw damaged()
}
