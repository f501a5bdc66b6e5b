// SPDX-License-Identifier: EUPL-1.2
/** Lets two of what it is given run at a time: what is heavy would be slower for all otherwise. */
export function twoAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  const lanes = [Promise.resolve(), Promise.resolve()]
  return work => {
    const result = (lanes.shift() ?? Promise.resolve()).then(work)
    lanes.push(
      result.then(
        () => {},
        () => {},
      ),
    )
    return result
  }
}
