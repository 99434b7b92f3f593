//! What can be wrong with a folder, in words for whoever picked it.

import type { WordKey, WordValues } from '../core/words.ts';

/** What is wrong with a folder somebody picked: `key` names the words for it. */
export class FolderProblem extends Error {
  readonly key: WordKey;
  readonly values: WordValues;

  constructor(key: WordKey, values: WordValues = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
