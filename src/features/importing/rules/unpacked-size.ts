// SPDX-License-Identifier: EUPL-1.2

const endLength = 22
const longestComment = 65_535
const endMark = 0x06054b50
const entryLength = 46
const mostEntries = 500

/** How many bytes a ZIP says that it unpacks to, by the list at its end; infinite where that list can't be followed. An unpacker that keeps to the list makes no more of it. Pure. */
export function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - endLength
  const last = Math.max(0, end - longestComment)
  while (end >= last && view.getUint32(end, true) !== endMark) end--
  if (end < last) return Number.POSITIVE_INFINITY
  const entries = view.getUint16(end + 8, true)
  // Lists in the newer form, of files above 4 GB, begin here too.
  if (entries > mostEntries) return Number.POSITIVE_INFINITY
  let at = view.getUint32(end + 16, true)
  let sum = 0
  for (let i = 0; i < entries; i++) {
    if (at + entryLength > bytes.length) return Number.POSITIVE_INFINITY
    // Several entries may share their bytes: what they take packed counts as well.
    sum += Math.max(view.getUint32(at + 20, true), view.getUint32(at + 24, true))
    at += entryLength + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sum
}
