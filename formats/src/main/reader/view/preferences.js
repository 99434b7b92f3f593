// What the person chose, remembered by the browser where it allows that for this page.

const KEY = 'afterglow.reader';

export class Preferences {
  constructor(defaults) {
    this.values = { ...defaults };
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}');
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
      localStorage.setItem(KEY, JSON.stringify(this.stored));
    } catch {
      // As above.
    }
  }
}
