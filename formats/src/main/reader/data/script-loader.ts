//! Loads the data files of static pages, which a browser lets a page have as scripts only.

import { RecentMap } from '../core/recent.ts';

/** One piece of a data file; `more` is 1 where another follows. */
interface Piece {
  readonly more: number;
  readonly text: string;
}

/** What the data files' scripts call. */
type HandOver = (key: string, piece: number, more: number, text: string) => void;

/** Trusted types, as far as they are used: not all browsers have them. */
interface ScriptUrlPolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  var afterglow: HandOver;
  var trustedTypes: ScriptUrlPolicies | undefined;
}

/** Loads data files by adding script elements. */
class ScriptLoader {
  private readonly waiting = new Map<string, (piece: Piece) => void>();
  private readonly policy: ReturnType<ScriptUrlPolicies['createPolicy']> | undefined;

  constructor() {
    this.policy = globalThis.trustedTypes?.createPolicy('afterglow', {
      createScriptURL: (url) => {
        if (!/^data\/[a-z0-9/.-]+\.js$/.test(url) || url.includes('..')) {
          throw new TypeError(`not a data file: ${url}`);
        }
        return url;
      },
    });
    globalThis.afterglow = (key, piece, more, text) => {
      this.waiting.get(piece === 1 ? key : `${key}.${piece}`)?.({ more, text });
    };
  }

  /** What a data file holds; its writer is taken at its word. */
  async load<T>(key: string): Promise<T> {
    let part = await this.piece(key);
    let text = part.text;
    for (let piece = 2; part.more; piece++) {
      part = await this.piece(`${key}.${piece}`);
      text += part.text;
    }
    return JSON.parse(text) as T;
  }

  private piece(name: string): Promise<Piece> {
    return new Promise((resolve, reject) => {
      const url = `data/${name}.js`;
      const script = document.createElement('script');
      const done = () => {
        this.waiting.delete(name);
        script.remove();
      };
      const fail = () => {
        done();
        reject(new Error(url));
      };
      this.waiting.set(name, (piece) => {
        done();
        resolve(piece);
      });
      script.onerror = fail;
      script.onload = () => {
        if (this.waiting.has(name)) {
          fail();
        }
      };
      script.src = this.policy ? this.policy.createScriptURL(url) : url;
      document.head.append(script);
    });
  }
}

/** The data files, each loaded once. */
export class ScriptFiles {
  private readonly loader = new ScriptLoader();
  private readonly kept = new Map<string, Promise<unknown>>();
  private readonly recent = new RecentMap<string, Promise<unknown>>(60);

  /** A file that is kept as long as the page is open. */
  keep<T>(key: string): Promise<T> {
    const known = this.kept.get(key);
    if (known) {
      return known as Promise<T>;
    }
    const loading = this.loader.load<T>(key);
    this.kept.set(key, loading);
    return loading;
  }

  /** A file that may be forgotten and loaded again. */
  load<T>(key: string): Promise<T> {
    const known = this.recent.get(key);
    if (known) {
      return known as Promise<T>;
    }
    const loading = this.loader.load<T>(key);
    this.recent.set(key, loading);
    loading.catch(() => this.recent.delete(key));
    return loading;
  }
}
