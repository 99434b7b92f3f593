//! The loss report, by what each line is about: so that a loss is told where somebody misses it.

import type { Loss } from './model.ts';

export class LossTable {
  private readonly byItem = new Map<string, Loss[]>();

  constructor(list: readonly Loss[]) {
    for (const loss of list) {
      const key = `${loss.what} ${loss.id}`;
      this.byItem.set(key, [...(this.byItem.get(key) ?? []), loss]);
    }
  }

  /** The losses of one thing; an id may be null. */
  of(what: string, id: string | null): readonly Loss[] {
    return id === null ? [] : (this.byItem.get(`${what} ${id}`) ?? []);
  }
}

/** The reason of a loss in a few words, as the report has it. */
export function lossReason(loss: Loss): string {
  return loss.detail ? `${loss.reason} · ${loss.detail}` : loss.reason;
}

/** What there is to say of a loss where it is plain to see what is lost. */
export function lossDetail(loss: Loss): string {
  return loss.detail ?? loss.reason;
}
