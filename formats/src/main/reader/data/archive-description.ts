//! What the page says of a history, out of an archive's data/archive.json or static pages' index.

import { objectOrEmpty, textOrNull } from '../core/message.ts';
import type { Balance, Description } from './data-source.ts';

/** Out of an archive's `data/archive.json`. */
export function archiveDescription(json: unknown): Description {
  const archive = objectOrEmpty(json);
  return pagesDescription({
    accounts: [{ ...objectOrEmpty(archive.account), ...objectOrEmpty(archive.source) }],
    balance: archive.balance,
    lossCount: objectOrEmpty(archive.counts).losses,
  });
}

/** Out of static pages' `data/index.js`. */
export function pagesDescription(json: unknown): Description {
  const pages = objectOrEmpty(json);
  return {
    accounts: (Array.isArray(pages.accounts) ? pages.accounts : []).map((account: unknown) => {
      const { name, application, applicationVersion } = objectOrEmpty(account);
      return {
        name: textOrNull(name),
        application: textOrNull(application),
        applicationVersion: textOrNull(applicationVersion),
      };
    }),
    balance: readBalance(pages.balance),
    lossCount: Number(pages.lossCount) || 0,
    zone: textOrNull(pages.zone),
    language: textOrNull(pages.language),
  };
}

function readBalance(json: unknown): Balance | null {
  const lines = Object.entries(objectOrEmpty(json)).map(([kind, line]) => {
    const { found, carried, lost } = objectOrEmpty(line);
    return [
      kind,
      { found: Number(found) || 0, carried: Number(carried) || 0, lost: Number(lost) || 0 },
    ] as const;
  });
  return lines.length === 0 ? null : new Map(lines);
}
