// What the person chose, remembered by the browser where it allows that for this page.

const KEY = 'afterglow.reader';

export class Preferences {
  /** @param {Storage} [storage] where choices are kept; this browser, for good, if none is given */
  constructor(defaults, storage) {
    this.storage = storage;
    this.values = { ...defaults };
    try {
      const stored = JSON.parse(this.place().getItem(KEY) ?? '{}');
      for (const name of Object.keys(defaults)) {
        if (typeof stored[name] === typeof defaults[name]) {
          this.values[name] = stored[name];
        }
      }
      this.stored = stored;
    } catch {
      // A browser may forbid storage for local files: the choice then holds until it is closed.
      this.stored = {};
    }
  }

  /** Asked for when it is needed: a browser may refuse even that. */
  place() {
    return this.storage ?? localStorage;
  }

  get(name) {
    return this.values[name];
  }

  /** Whether the person chose this, now or before. */
  isChosen(name) {
    return Object.hasOwn(this.stored, name);
  }

  set(name, value) {
    this.values[name] = value;
    this.stored[name] = value;
    try {
      this.place().setItem(KEY, JSON.stringify(this.stored));
    } catch {
      // As above.
    }
  }
}
