//! Entry point of an archive's own index.html: reads the unpacked archive the person chooses.

import { loadPreferences } from './view/appearance.ts';
import { pageRoot } from './view/dom.ts';
import { failurePage } from './view/failure.ts';
import { drawOpenFolder } from './view/open-folder.ts';
import { startReader } from './view/reader.ts';

const root = pageRoot();
const preferences = loadPreferences();
drawOpenFolder(root, (source) => {
  startReader(root, source, preferences).catch((error) => failurePage(root, error));
});
