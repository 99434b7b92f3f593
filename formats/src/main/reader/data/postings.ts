//! Posting lists of the prebuilt index: ascending message numbers, each written as its distance
//! from the one before. A distance is written five bits a character, lowest first: `0-9a-v` end a
//! number, `A-Z` and `!#$%()` (32 characters again) say that more follows.

const LAST = '0123456789abcdefghijklmnopqrstuv';
const MORE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%()';

const INVALID = 255;
const VALUES = new Uint8Array(128).fill(INVALID);
for (let i = 0; i < 32; i++) {
  VALUES[LAST.charCodeAt(i)] = i;
  VALUES[MORE.charCodeAt(i)] = i | 32;
}

/** The numbers of a posting list, in order. */
export function decodePostings(text: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let distance = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? INVALID;
    distance += (value & 31) * scale;
    if (value & 32) {
      scale *= 32;
    } else {
      number += distance;
      numbers.push(number);
      distance = 0;
      scale = 1;
    }
  }
  return numbers;
}

/** The numbers that are in at least one of the lists. */
export function union(lists: readonly (readonly number[])[]): readonly number[] {
  if (lists.length <= 1) {
    return lists[0] ?? [];
  }
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  const numbers: number[] = [];
  let last = -1;
  for (const number of all) {
    if (number !== last) {
      numbers.push(number);
      last = number;
    }
  }
  return numbers;
}

/** The numbers that are in both lists. */
export function intersection(a: readonly number[], b: readonly number[]): number[] {
  const numbers: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    // Both places exist, which the loop has just asked.
    const left = a[i] as number;
    const right = b[j] as number;
    if (left === right) {
      numbers.push(left);
      i++;
      j++;
    } else if (left < right) {
      i++;
    } else {
      j++;
    }
  }
  return numbers;
}
