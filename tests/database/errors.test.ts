// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { isConnectionLoss } from '#/chat/away.ts'
import { isLockTimeout, postgresCode, TransactionTooLong } from '#/database/errors.ts'

const coded = (code: string) => Object.assign(new Error('no'), { code })

it('[T33] a pipe that broke is a lost connection, and no answer of the database', () => {
  expect(postgresCode(coded('EPIPE'))).toBe(null)
  expect(isConnectionLoss(coded('EPIPE'))).toBe(true)
})

it('[T33] a server that ends a connection or takes no more has not answered; one that refuses a row has', () => {
  for (const code of ['57P01', '53300', '08006', '25P03']) expect(isConnectionLoss(coded(code)), code).toBe(true)
  for (const code of ['23505', '40001', '55P03']) expect(isConnectionLoss(coded(code)), code).toBe(false)
  expect(postgresCode(coded('23505'))).toBe('23505')
})

it('a transaction that lasted too long waited for others, as one that could not have its lock', () => {
  expect(isLockTimeout(new TransactionTooLong())).toBe(true)
  expect(isLockTimeout(coded('55P03'))).toBe(true)
  expect(isLockTimeout(coded('23505'))).toBe(false)
})
