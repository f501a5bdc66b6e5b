// SPDX-License-Identifier: EUPL-1.2
// Writes the manifests from the command registry, and from the settings the package that is uploaded to Teams.
// `npm run manifest -- --read-channels` asks Slack for the history of channels as well, and packs the second manifest for Teams.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRegistry, messageActions } from '#/chat/registry.ts'
import { features } from '#/features/index.ts'
import { slackManifest } from '#/platforms/slack/manifest.ts'
import { placeholder, type Runner, teamsLocalization, teamsManifest } from '#/platforms/teams/manifest/manifest.ts'
import { appPackage } from '#/platforms/teams/manifest/package.ts'
import { parseManifestSettings } from '#/settings.ts'
import project from '../package.json' with { type: 'json' }

export const nouns: readonly string[] = features
  .flatMap(feature => feature.nouns ?? [])
  .flatMap(noun => noun.words.slice(0, 1))

export const fromMessage = messageActions(features, 'nl')

const listOfWords = /^(.*)\[\n\s*("[^[\]{}]*")\n\s*\]/gm

/** A manifest as the file holds it, formatted as the rest of the project is: a list of words on one line where it fits. */
export const textOf = (manifest: object): string =>
  `${JSON.stringify(manifest, null, 2)}\n`.replace(listOfWords, (whole, before: string, words: string) => {
    const line = `${before}[${words.replace(/\n\s*/g, ' ')}]`
    return line.length <= 120 ? line : whole
  })

/** The two manifests for Teams by the name of their files, each with its Dutch words. */
export function teamsTexts(runner: Runner): Record<'plain' | 'reading', { manifest: string; dutch: string }> {
  const options = { registry: createRegistry(features), runner, version: project.version }
  const drawn = (readChannels: boolean) => ({
    manifest: textOf(teamsManifest({ ...options, readChannels })),
    dutch: textOf(teamsLocalization({ ...options, readChannels })),
  })
  return { plain: drawn(false), reading: drawn(true) }
}

function writeSlack(readChannels: boolean): void {
  mkdirSync('manifests/slack', { recursive: true })
  writeFileSync('manifests/slack/manifest.json', textOf(slackManifest({ nouns, fromMessage, readChannels })))
  console.log('manifests/slack/manifest.json was written; put your own address in the place of m50.example.org.')
}

const folder = 'manifests/teams'

function writeTeams(): void {
  const { plain, reading } = teamsTexts(placeholder)
  writeFileSync(`${folder}/manifest.json`, plain.manifest)
  writeFileSync(`${folder}/nl.json`, plain.dutch)
  writeFileSync(`${folder}/read-channels/manifest.json`, reading.manifest)
  writeFileSync(`${folder}/read-channels/nl.json`, reading.dutch)
  console.log(`${folder}/manifest.json was written, and beside it the one that also asks to read channels.`)
}

/** Packs the app with who runs it. Stops where that is not known: an app of nobody is of use to no one. */
function packTeams(readChannels: boolean): void {
  const parsed = parseManifestSettings(process.env)
  if (!parsed.ok) {
    for (const mistake of parsed.mistakes) console.error(mistake)
    process.exitCode = 1
    return
  }
  const { organisation, contactEmail, publicUrl, clientId } = parsed.settings
  if (organisation === undefined || contactEmail === undefined) {
    console.error(
      'The package for Teams was not made: set ORGANISATION and CONTACT_EMAIL, which name in it who runs this bot and how to reach them.',
    )
    // Who has set something for it wants it; who has not may be on Slack alone.
    if (organisation ?? contactEmail ?? clientId) process.exitCode = 1
    return
  }
  const runner = {
    organisation,
    contactEmail,
    publicUrl: publicUrl ?? placeholder.publicUrl,
    clientId: clientId ?? placeholder.clientId,
  }
  const { manifest, dutch } = teamsTexts(runner)[readChannels ? 'reading' : 'plain']
  const icon = (name: string) => readFileSync(`${folder}/${name}`)
  const file = `${folder}/${readChannels ? 'm50-read-channels' : 'm50'}.zip`
  writeFileSync(
    file,
    appPackage({
      'manifest.json': manifest,
      'nl.json': dutch,
      'color.png': icon('color.png'),
      'outline.png': icon('outline.png'),
    }),
  )
  console.log(`${file} was written: upload it to Teams.`)
  const unset = [...(clientId ? [] : ['TEAMS_CLIENT_ID']), ...(publicUrl ? [] : ['PUBLIC_URL'])]
  if (unset.length > 0)
    console.log(`In it stand examples for ${unset.join(' and ')}: set them and run this again before you upload it.`)
}

if (import.meta.main) {
  const readChannels = process.argv.includes('--read-channels')
  writeSlack(readChannels)
  writeTeams()
  packTeams(readChannels)
}
