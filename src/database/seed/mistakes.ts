// SPDX-License-Identifier: EUPL-1.2

/** What is wrong in the folder of a network: one sentence per mistake, each naming file and row. */
export class SeedMistakes extends Error {
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.name = 'SeedMistakes'
    this.mistakes = mistakes
  }
}

/** Says where a mistake stands. `row` counts as an editor and a spreadsheet do: the first line is 1. */
export const mistake = (file: string, row: number, sentence: string): string => `${file}, row ${row}: ${sentence}.`
