// SPDX-License-Identifier: EUPL-1.2
// Writes the manifests from the command registry. `npm run manifest -- --read-channels` asks Slack for the history of channels as well.
import { mkdirSync, writeFileSync } from 'node:fs'
import { features } from '#/features/index.ts'
import { manifestText } from '#/platforms/slack/manifest.ts'

export const nouns: readonly string[] = features
  .flatMap(feature => feature.nouns ?? [])
  .flatMap(noun => noun.words.slice(0, 1))

if (import.meta.main) {
  const folder = 'manifests/slack'
  mkdirSync(folder, { recursive: true })
  const readChannels = process.argv.includes('--read-channels')
  writeFileSync(`${folder}/manifest.json`, manifestText({ nouns, readChannels }))
  console.log(`${folder}/manifest.json was written; put your own address in the place of m50.example.org.`)
}
