// Entry point of an archive's own index.html: reads the unpacked archive the person chooses.

import { drawOpenFolder } from './view/open-folder.ts';
import { failurePage, loadPreferences, startReader } from './view/reader.ts';

const folderRoot = document.getElementById('app');
const folderPreferences = loadPreferences(null, null);
drawOpenFolder(folderRoot, (source) =>
  startReader(folderRoot, source, folderPreferences).catch((error) => failurePage(folderRoot, error)),
);
