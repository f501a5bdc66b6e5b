// SPDX-License-Identifier: EUPL-1.2
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScript } from '../support/script.ts'

const root = join(import.meta.dirname, '../..')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'm50-manifest-'))
  await cp(join(root, 'manifests'), join(folder, 'manifests'), { recursive: true })
  await rm(join(folder, 'manifests/teams/m50.zip'), { force: true })
})
afterAll(() => rm(folder, { recursive: true }))

const manifest = (settings: Record<string, string>, ...words: string[]) =>
  runScript('manifest', words, settings, folder)
const zips = async () => (await readdir(join(folder, 'manifests/teams'))).filter(name => name.endsWith('.zip'))
const packed = async (name: string) => {
  const bytes = await readFile(join(folder, 'manifests/teams', name))
  const files = unzipSync(bytes)
  return {
    files,
    hash: createHash('sha256').update(bytes).digest('hex'),
    manifest: JSON.parse(strFromU8(files['manifest.json']!)),
  }
}
const sentence = /^The package for Teams was not made: set ORGANISATION and CONTACT_EMAIL, .*\.$/m
const whole = {
  ORGANISATION: 'Vereniging van middelgrote gemeenten M50',
  CONTACT_EMAIL: 'Secretariaat@m50.nl',
  PUBLIC_URL: 'https://bot.m50.nl/',
  TEAMS_CLIENT_ID: '5D1C2B0A-7E5F-4C9B-8F0E-1A2B3C4D5E6F',
}

it('[E33] stops for Teams with one sentence where nobody is known to run the bot', async () => {
  const unset = await manifest({})
  expect(unset.output).toMatch(sentence)
  // Who is on Slack alone has nothing to mend.
  expect(unset.code).toBe(0)
  const half = await manifest({ ...whole, CONTACT_EMAIL: '' })
  expect(half.output).toMatch(sentence)
  expect(half.code).toBe(1)
  const wrong = await manifest({ ...whole, TEAMS_CLIENT_ID: 'm50' })
  expect(wrong).toMatchObject({
    code: 1,
    output: expect.stringContaining('TEAMS_CLIENT_ID must be the id of the Entra app.'),
  })
  expect(await zips()).toEqual([])
})

it('[E33] packs the app with who runs it, the same bytes every time', async () => {
  expect(await manifest(whole)).toMatchObject({ code: 0, output: expect.not.stringContaining('examples') })
  const first = await packed('m50.zip')
  expect(Object.keys(first.files)).toEqual(['manifest.json', 'nl.json', 'color.png', 'outline.png'])
  expect(first.manifest).toMatchObject({
    id: whole.TEAMS_CLIENT_ID.toLowerCase(),
    bots: [{ botId: whole.TEAMS_CLIENT_ID.toLowerCase() }],
    developer: { name: 'Vereniging van middelgrote…', privacyUrl: 'https://bot.m50.nl/privacy' },
    description: {
      full: expect.stringContaining(
        'Vereniging van middelgrote gemeenten M50. Questions? Write to secretariaat@m50.nl.',
      ),
    },
  })
  expect(first.manifest).not.toHaveProperty('authorization')
  expect(strFromU8(first.files['nl.json']!)).toContain('beheerd door Vereniging van middelgrote gemeenten M50')
  await rm(join(folder, 'manifests/teams/m50.zip'))
  await manifest({ ...whole, TZ: 'Pacific/Auckland' })
  expect((await packed('m50.zip')).hash).toBe(first.hash)
})

it('[E30] packs the manifest that reads channels by a switch, and says what stands in it as an example', async () => {
  const { ORGANISATION, CONTACT_EMAIL } = whole
  const { output } = await manifest({ ORGANISATION, CONTACT_EMAIL }, '--read-channels')
  expect(output).toContain('examples for TEAMS_CLIENT_ID and PUBLIC_URL')
  const { manifest: reading } = await packed('m50-read-channels.zip')
  expect(reading.authorization.permissions.resourceSpecific).toHaveLength(1)
})
