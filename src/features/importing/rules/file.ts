// SPDX-License-Identifier: EUPL-1.2
import { pastedFromXlsx } from '#/features/importing/rules/xlsx.ts'

const zipMark = 'PK\u0003\u0004'
const longestText = 500_000

/** What a spreadsheet's text is in: Excel writes CSV in UTF-8 with a mark, in UTF-16 ("Unicode-tekst") or, in the Netherlands, in Windows-1252. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of these, and what is no text has.
const noText = /[\u0000-\u0008\u000e-\u001f]/

/** What a file holds as it would be pasted from a spreadsheet: judged by its content, whatever it is called [T51]. `kind`: no spreadsheet that can be read; `long`: more than any list of people. */
export async function pastedFrom(bytes: Uint8Array): Promise<{ readonly text: string } | 'kind' | 'long'> {
  const isZip = Buffer.from(bytes.subarray(0, zipMark.length)).toString('latin1') === zipMark
  const text = isZip ? await pastedFromXlsx(bytes) : decoded(bytes)
  if (text === null || (!isZip && noText.test(text))) return 'kind'
  return text.length > longestText ? 'long' : { text }
}
