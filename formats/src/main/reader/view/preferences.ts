//! What the person chose, remembered by the browser where it allows that for this page.

import { objectOrEmpty } from '../core/message.ts';

const KEY = 'afterglow.reader';

/** What can be chosen. */
export interface Choices {
  /** BCP 47 tag. */
  language: string;
  /** IANA name. */
  zone: string;
  /** `exact` or `relative`. */
  times: string;
  /** `auto`, `light` or `dark`. */
  theme: string;
  /** Whether single letters are commands: `on` or `off`. */
  keys: string;
}

export class Preferences {
  private readonly storage: Storage | undefined;
  private readonly values: Choices;
  private stored: Partial<Record<keyof Choices, unknown>> = {};

  /** `storage` is where choices are kept; this browser, for good, if none is given. */
  constructor(defaults: Choices, storage?: Storage) {
    this.storage = storage;
    this.values = { ...defaults };
    try {
      this.stored = objectOrEmpty(JSON.parse(this.place().getItem(KEY) ?? '{}'));
      for (const name of Object.keys(defaults) as (keyof Choices)[]) {
        const chosen = this.stored[name];
        if (typeof chosen === 'string') {
          this.values[name] = chosen;
        }
      }
    } catch {
      // A browser may forbid storage for local files: the choice then holds until it is closed.
    }
  }

  /** Asked for when it is needed: a browser may refuse even that. */
  private place(): Storage {
    return this.storage ?? localStorage;
  }

  get(name: keyof Choices): string {
    return this.values[name];
  }

  /** Whether the person chose this, now or before. */
  isChosen(name: keyof Choices): boolean {
    return Object.hasOwn(this.stored, name);
  }

  /** What holds as long as nothing was chosen, or where the choice is impossible. */
  suggest(name: keyof Choices, value: string): void {
    this.values[name] = value;
  }

  set(name: keyof Choices, value: string): void {
    this.values[name] = value;
    this.stored = { ...this.stored, [name]: value };
    try {
      this.place().setItem(KEY, JSON.stringify(this.stored));
    } catch {
      // As above.
    }
  }
}
