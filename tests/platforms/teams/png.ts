// SPDX-License-Identifier: EUPL-1.2
import { inflateSync } from 'node:zlib'

/** What a PNG shows: its size, and each pixel as red, green, blue and opacity. For those of eight bits a channel that are not interlaced. */
export function pngOf(file: Buffer): { width: number; height: number; pixels: readonly (readonly number[])[] } {
  const [width, height, depth, kind, interlaced] = [
    file.readUInt32BE(16),
    file.readUInt32BE(20),
    file[24],
    file[25],
    file[28],
  ]
  if (file.toString('latin1', 1, 4) !== 'PNG' || depth !== 8 || interlaced !== 0 || (kind !== 2 && kind !== 6))
    throw new Error('a PNG of another kind')
  const channels = kind === 6 ? 4 : 3
  const data: Buffer[] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  const raw = inflateSync(Buffer.concat(data))
  const line = width * channels
  const seen = Buffer.alloc(line * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < line; x++) {
      const left = x < channels ? 0 : (seen[y * line + x - channels] ?? 0)
      const up = y === 0 ? 0 : (seen[(y - 1) * line + x] ?? 0)
      const corner = x < channels || y === 0 ? 0 : (seen[(y - 1) * line + x - channels] ?? 0)
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][raw[y * (line + 1)] ?? 0] ?? 0
      seen[y * line + x] = (raw[y * (line + 1) + 1 + x] ?? 0) + guess
    }
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const own = [...seen.subarray(i * channels, (i + 1) * channels)]
    return channels === 4 ? own : [...own, 255]
  })
  return { width, height, pixels }
}

function paeth(left: number, up: number, corner: number): number {
  const aim = left + up - corner
  const [ofLeft, ofUp, ofCorner] = [Math.abs(aim - left), Math.abs(aim - up), Math.abs(aim - corner)]
  if (ofLeft <= ofUp && ofLeft <= ofCorner) return left
  return ofUp <= ofCorner ? up : corner
}
