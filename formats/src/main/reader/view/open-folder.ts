//! The first page of an archive's own reader: a browser may not read the files beside a page unless
//! the person hands them over, so they choose the folder or drop it here.

import { t } from '../core/words.ts';
import type { DataSource } from '../data/data-source.ts';
import { FolderProblem } from '../data/folder-problem.ts';
import { openFolder, type FolderEntry } from '../data/folder-source.ts';
import { h, icon } from './dom.ts';

/** Shows the page; `opened(source)` is called once a folder was read. */
export function drawOpenFolder(root: HTMLElement, opened: (source: DataSource) => void): void {
  const status = h('p', { class: 'status', role: 'status' });
  const input = h('input', { type: 'file', id: 'folder', webkitdirectory: true, multiple: true, class: 'hidden' });
  const read = async (gather: () => Promise<FolderEntry[]>) => {
    status.classList.remove('problem');
    status.textContent = t('folder.reading');
    try {
      opened(await openFolder(await gather()));
    } catch (error) {
      status.classList.add('problem');
      status.textContent =
        error instanceof FolderProblem ? t(error.key, error.values) : t('folder.cannot-read');
    }
  };
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) {
      read(async () => files.map((file) => [file.webkitRelativePath || file.name, file]));
    }
  });
  const zone = h(
    'main',
    { class: 'open-folder' },
    icon('folder'),
    h('h1', { text: t('folder.title') }),
    h('p', { text: t('folder.what') }),
    h('button', { type: 'button', class: 'primary large', text: t('folder.choose'), on: { click: () => input.click() } }),
    input,
    h('p', { class: 'note', text: t('folder.drop') }),
    status,
    h('div', { class: 'promise' }, icon('check'), h('p', { text: t('folder.promise') })),
  );
  input.tabIndex = -1;
  input.setAttribute('aria-label', t('folder.choose'));
  input.setAttribute('aria-hidden', 'true');
  for (const type of ['dragenter', 'dragover'] as const) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    // What was dropped can be asked for only now, before anything is awaited.
    const dropped = [...(event.dataTransfer?.items ?? [])].map(
      (item: DroppedItem) => item.getAsFileSystemHandle?.() ?? item.webkitGetAsEntry(),
    );
    read(() => gatherDropped(dropped));
  });
  root.replaceChildren(zone);
}

/** Not all browsers have handles; those that don't have entries. */
type DroppedItem = DataTransferItem & {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
};

async function gatherDropped(
  dropped: readonly (Promise<FileSystemHandle | null> | FileSystemEntry | null)[],
): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (const item of await Promise.all(dropped)) {
    if (item && 'kind' in item) {
      if (isFolder(item)) {
        await walkHandle(item, item.name, entries);
      }
    } else if (item && isFolderEntry(item)) {
      await walkEntry(item, item.name, entries);
    }
  }
  return entries;
}

async function walkHandle(
  folder: FileSystemDirectoryHandle,
  path: string,
  entries: FolderEntry[],
): Promise<void> {
  for await (const child of folder.values()) {
    const childPath = `${path}/${child.name}`;
    if (isFolder(child)) {
      await walkHandle(child, childPath, entries);
    } else if (isFile(child)) {
      entries.push([childPath, await child.getFile()]);
    }
  }
}

async function walkEntry(
  folder: FileSystemDirectoryEntry,
  path: string,
  entries: FolderEntry[],
): Promise<void> {
  const reader = folder.createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) {
      return;
    }
    for (const child of batch) {
      const childPath = `${path}/${child.name}`;
      if (isFolderEntry(child)) {
        await walkEntry(child, childPath, entries);
      } else if (isFileEntry(child)) {
        const file = await new Promise<File>((resolve, reject) => child.file(resolve, reject));
        entries.push([childPath, file]);
      }
    }
  }
}

function isFolder(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === 'directory';
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
