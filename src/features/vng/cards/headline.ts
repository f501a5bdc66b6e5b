// SPDX-License-Identifier: EUPL-1.2
import { briefly } from '#/chat/words.ts'

const mostWords = 100
/** A sentence that is shorter ("Ja.") says too little by itself. */
const least = 15

/** What a report is called where its author gave it no title: its first sentence, "De VNG wil de eigen bijdrage terug". An initial ("R. Kok") ends none. Pure. */
export function headlineOf(summary: string): string {
  const text = summary.trim().replace(/\s+/g, ' ')
  const [line = ''] = summary.trim().split('\n')
  const [sentence = ''] = /^.*?(?<!(?:^|[\s.(])\p{L})[.!?](?=\s|$)/u.exec(line.trim()) ?? [line.trim()]
  return briefly(sentence.length < least ? text : sentence, mostWords).replace(/\.$/, '')
}
