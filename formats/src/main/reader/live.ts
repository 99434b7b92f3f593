// Entry point of the reader over an encrypted archive: the program that serves this page decrypts
// what is looked at, and nothing of it may stay anywhere. So the page's title and address name
// nothing, choices are forgotten with the window, and when the program ends the page is emptied.

import { t } from './core/words.ts';
import { LiveSource, openSession } from './data/live-source.ts';
import { noticePage } from './view/notice.ts';
import { failurePage, loadPreferences, startReader } from './view/reader.ts';

const liveRoot = document.getElementById('app');
const livePreferences = loadPreferences(null, null, sessionStorage);

async function startLive() {
  const key = await openSession();
  if (key === null) {
    noticePage(liveRoot, t('live.closed'), t('live.address'));
    return;
  }
  const source = new LiveSource(key);
  await startReader(liveRoot, source, livePreferences, { quietTitle: true });
  await source.ended;
  noticePage(liveRoot, t('live.ended'), t('live.ended.again'));
}

startLive().catch((error) => failurePage(liveRoot, error));
