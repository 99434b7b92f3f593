//! Entry point of the reader over an encrypted archive: the program that serves this page decrypts
//! what is looked at, and nothing of it may stay anywhere. So the page's title and address name
//! nothing, choices are forgotten with the window, and when the program ends the page is emptied.

import { t } from './core/words.ts';
import { LiveSource, openSession } from './data/live-source.ts';
import { loadPreferences } from './view/appearance.ts';
import { pageRoot } from './view/dom.ts';
import { failurePage } from './view/failure.ts';
import { noticePage } from './view/notice.ts';
import { startReader } from './view/reader.ts';

const root = pageRoot();
const preferences = loadPreferences(sessionStorage);

async function startLive(): Promise<void> {
  const key = await openSession();
  if (key === null) {
    noticePage(root, t('live.closed'), t('live.address'));
    return;
  }
  const source = new LiveSource(key);
  await startReader(root, source, preferences, { quietTitle: true });
  await source.ended;
  noticePage(root, t('live.ended'), t('live.ended.again'));
}

startLive().catch((error) => failurePage(root, error));
