// SPDX-License-Identifier: EUPL-1.2
// The package has no types of its own: what we need of it.
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string
  }
  export function create(file: Uint8Array): Font
}
