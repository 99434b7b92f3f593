//! Entry point of the static pages: the data lies beside the page as scripts.

import { ScriptSource } from './data/script-source.ts';
import { loadPreferences } from './view/appearance.ts';
import { pageRoot } from './view/dom.ts';
import { failurePage } from './view/failure.ts';
import { startReader } from './view/reader.ts';

const root = pageRoot();
const preferences = loadPreferences();
startReader(root, new ScriptSource(), preferences).catch((error) => failurePage(root, error));
