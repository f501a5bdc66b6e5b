// SPDX-License-Identifier: EUPL-1.2
import { expect, it } from 'vitest'
import { fileHosts } from '#/platforms/teams/files.ts'

const live = fileHosts({ authority: undefined, serviceUrl: 'https://smba.trafficmanager.net/teams' })
const local = fileHosts({ authority: 'http://127.0.0.1:4000', serviceUrl: 'http://127.0.0.1:4000/teams' })

it.each([
  'https://zeist-my.sharepoint.com/personal/w_devries/_layouts/15/download.aspx?UniqueId=1&tempauth=v1.x',
  'https://zeist.sharepoint.com/sites/m50/leden.csv',
  'https://ZEIST-MY.SHAREPOINT.COM/leden.csv',
])('[T02] a file is read from OneDrive: %s', address => {
  expect(live(new URL(address))).toBe(true)
})

it.each([
  'http://zeist-my.sharepoint.com/leden.csv',
  'https://zeist-my.sharepoint.com:8443/leden.csv',
  'https://bot:m50@zeist-my.sharepoint.com/leden.csv',
  'https://sharepoint.com/leden.csv',
  'https://zeist-mysharepoint.com/leden.csv',
  'https://zeist-my.sharepoint.com.example.org/leden.csv',
  'https://zeist-my.sharepoint.com./leden.csv',
  'https://smba.trafficmanager.net/teams',
  'http://127.0.0.1:4000/leden.csv',
  'https://169.254.169.254/metadata',
  'file:///etc/hostname',
])('[T02] and from nowhere else: %s', address => {
  expect(live(new URL(address))).toBe(false)
})

it('[T02] a server that plays Teams is read where it stands, and no other on that machine', () => {
  expect(local(new URL('http://127.0.0.1:4000/leden.csv'))).toBe(true)
  for (const address of ['http://127.0.0.1:4001/leden.csv', 'http://localhost:4000/', 'http://a@127.0.0.1:4000/'])
    expect(local(new URL(address)), address).toBe(false)
})
