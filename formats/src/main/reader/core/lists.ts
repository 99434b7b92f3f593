//! Lists, where a place that is not there is a mistake of the program's or of the data.

/** What stands at a place of a list that has one. */
export function at<T>(list: readonly T[], place: number): T {
  if (!(place >= 0 && place < list.length)) {
    throw new RangeError(`place ${place} of ${list.length}`);
  }
  return list[place] as T;
}
