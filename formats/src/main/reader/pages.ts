// Entry point of the static pages: the data lies beside the page as scripts.

import { ScriptSource } from './data/script-source.ts';
import { failurePage, loadPreferences, startReader } from './view/reader.ts';

const pagesRoot = document.getElementById('app');
const pagesPreferences = loadPreferences(null, null);
startReader(pagesRoot, new ScriptSource(), pagesPreferences).catch((error) => failurePage(pagesRoot, error));
