// SPDX-License-Identifier: EUPL-1.2
import { z } from 'zod'

const prismaError = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  meta: z
    .object({
      driverAdapterError: z.object({ cause: z.object({ originalCode: z.string().optional() }).optional() }).optional(),
    })
    .optional(),
})

/** The five-character code that Postgres gave, through Prisma or pg; null when the error is none of the server's. */
export function postgresCode(error: unknown): string | null {
  const read = prismaError.safeParse(error)
  if (!read.success) return null
  const { code, message, meta } = read.data
  const original = meta?.driverAdapterError?.cause?.originalCode
  if (original) return original
  if (code === 'P2002') return '23505'
  // A serialization failure at commit comes without a code.
  if (code === 'P2034' || message?.includes('TransactionWriteConflict')) return '40001'
  return code !== undefined && isSqlState(code) && !code.startsWith('P2') && !code.startsWith('P1') ? code : null
}

/** Whether a code is one of Postgres; the system's begin with E, and one of them, EPIPE, has five characters as well. */
export const isSqlState = (code: string): boolean => /^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code)

/** A transaction lasted longer than a turn may. */
export class TransactionTooLong extends Error {
  override readonly name = 'TransactionTooLong'
}

/** Two transactions stood in each other's way: doing it again helps. */
export const isConflict = (error: unknown): boolean => ['40001', '40P01'].includes(postgresCode(error) ?? '')

export const isDuplicate = (error: unknown): boolean => postgresCode(error) === '23505'

/** Someone else held what was needed for longer than a turn may wait. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof TransactionTooLong || postgresCode(error) === '55P03'
