// SPDX-License-Identifier: EUPL-1.2
import express from 'express'
import { afterEach, expect, it } from 'vitest'
import { createApp, type TeamsSettings } from '#/platforms/teams/app.ts'
import { silent } from '../../support/silent-log.ts'

const whole: TeamsSettings = {
  clientId: '5d1c2b0a-7e5f-4c9b-8f0e-1a2b3c4d5e6f',
  tenantId: '0b0c5a3e-6a55-4c0e-9d44-0f4d6a1f7c55',
  clientSecret: 'ours',
  cloud: 'public',
  serviceUrl: 'https://smba.trafficmanager.net/teams',
  serviceHosts: ['smba.trafficmanager.net'],
  unauthenticated: false,
}
const { clientSecret: _, ...open } = whole

const environment = process.env
afterEach(() => {
  process.env = environment
})

/** What the package asks of the environment, each name answered as an attacker would. */
async function asked(settings: TeamsSettings) {
  const web = express()
  const names = new Set<string>()
  process.env = new Proxy(environment, {
    get(target, name) {
      if (typeof name !== 'string') return Reflect.get(target, name)
      names.add(name)
      if (name === 'CLOUD') return 'China'
      return /DANGEROUSLY/.test(name) ? 'true' : 'https://elsewhere.example'
    },
  })
  const app = createApp(web, settings, () => true, silent)
  await app.initialize()
  return { names: [...names], app }
}

it.each<[how: string, settings: TeamsSettings]>([
  ['a secret', whole],
  ['a managed identity', { ...open, managedIdentity: 'system' }],
  ['a login of one’s own', { ...whole, authority: 'http://127.0.0.1:1' }],
  ['no tokens', { ...open, unauthenticated: true }],
])(
  '[T02] with %s the package is told everything: of the environment it asks only the cloud, and does not use that',
  async (_, settings) => {
    const { names, app } = await asked(settings)
    expect(names.filter(name => /^[A-Z_\d]+$/.test(name))).toEqual(['CLOUD'])
    expect(app.cloud.tokenIssuer).toBe('https://api.botframework.com')
    expect(app.api.serviceUrl).toBe(whole.serviceUrl)
    expect(JSON.stringify(app.credentials)).not.toContain('elsewhere')
  },
)
