// SPDX-License-Identifier: EUPL-1.2

/** How every document looks: neutral until the network gives a style of its own. Sizes in points, lengths in millimetres, colours as RGB. */
export const houseStyle = {
  /** In Word, which uses what the reader's machine has. */
  font: 'Arial',
  colour: { text: '1A1A1A', heading: '1F3864', quiet: '595959', link: '0B57A4' },
  size: { title: 22, heading: { 2: 15, 3: 12 }, text: 11, small: 9 },
  margin: 25,
  /** Between lines, as a part of a line's height. */
  leading: 1.15,
} as const

const family = '@expo-google-fonts/noto-sans'

/** In a PDF, which carries its letters with it. */
export const letters = {
  plain: import.meta.resolve(`${family}/400Regular/NotoSans_400Regular.ttf`),
  bold: import.meta.resolve(`${family}/700Bold/NotoSans_700Bold.ttf`),
} as const
