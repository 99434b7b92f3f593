//! Pictures, large, one after the other.

import { at as pictureAt } from '../core/lists.ts';
import type { Attachment } from '../core/model.ts';
import { t } from '../core/words.ts';
import { readableFileName, safeFileName, type DataSource } from '../data/data-source.ts';
import { h, icon, iconButton, name } from './dom.ts';

/** Opens the picture at `index` of a list of attachments. */
export function openLightbox(
  source: DataSource,
  pictures: readonly Attachment[],
  index: number,
): void {
  const image = h('img', { alt: '' });
  const caption = h('p', { class: 'caption', 'aria-live': 'polite' });
  const save = h('a', { class: 'icon-button', rel: 'noopener noreferrer' }, icon('save'));
  const back = iconButton('previous', t('lightbox.previous'), () => show(at - 1), { class: 'icon-button side-button' });
  const next = iconButton('next', t('lightbox.next'), () => show(at + 1), { class: 'icon-button side-button' });
  const stage = h('div', { class: 'lightbox-stage' }, back, image, next);
  const dialog: HTMLDialogElement = h(
    'dialog',
    { class: 'lightbox', 'aria-label': t('lightbox.title') },
    h('div', { class: 'lightbox-bar' }, caption, save, iconButton('close', t('close'), () => dialog.close())),
    stage,
  );
  let at = index;

  async function show(wanted: number): Promise<void> {
    at = Math.min(pictures.length - 1, Math.max(0, wanted));
    const picture = pictureAt(pictures, at);
    const shown = readableFileName(picture.name) || t('attachment.picture');
    back.disabled = at === 0;
    next.disabled = at === pictures.length - 1;
    image.alt = shown;
    caption.replaceChildren(
      name(shown),
      pictures.length > 1 ? ` · ${t('lightbox.position', { i: at + 1, n: pictures.length })}` : '',
    );
    const url = await source.attachmentUrl(picture);
    if (url && pictures[at] === picture) {
      image.src = url;
      save.href = url;
      save.download = safeFileName(picture.name, 'picture');
      save.setAttribute('aria-label', t('lightbox.save', { name: shown }));
    }
  }

  dialog.addEventListener('keydown', (event) => {
    const rtl = getComputedStyle(dialog).direction === 'rtl' ? -1 : 1;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      show(at + (event.key === 'ArrowRight' ? rtl : -rtl));
    }
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target === stage) {
      dialog.close();
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  show(index);
}
