//! The search over everything: a field, filters, and the messages found, the newest first. Results
//! are asked for as they are looked at, so that a word that stands everywhere costs no more.

import { at as entryAt } from '../core/lists.ts';
import type { Conversation } from '../core/model.ts';
import { parseNeedles, type Needle } from '../core/text.ts';
import { formatShare, t } from '../core/words.ts';
import {
  readableFileName,
  type DataSource,
  type Found,
  type Hit,
  type IndexState,
} from '../data/data-source.ts';
import { h, icon, name } from './dom.ts';
import { stepOf } from './keys.ts';
import { plainSummary, shortStamp } from './message-view.ts';
import type { People } from './people.ts';
import { snippet } from './rich-text.ts';
import { SearchFilters, narrows } from './search-filters.ts';

const HITS_AT_ONCE = 30;
const PAUSE = 180;

/** Whom the search tells what happens in it. */
export interface SearchHooks {
  /** What is typed; `aside` where a search without words makes the conversations step aside. */
  onType(text: string, aside: boolean): void;
  onNeedles(needles: readonly Needle[]): void;
  onError(error: unknown): void;
  open(hit: Hit): void;
  /** The arrow that leads out of the field. */
  leaveDown(): void;
}

export class SearchPanel {
  readonly input: HTMLInputElement;
  readonly form: HTMLElement;
  readonly results: HTMLElement;
  private readonly source: DataSource;
  private readonly people: People;
  private readonly hooks: SearchHooks;
  private readonly filters: SearchFilters;
  private readonly indexNote: HTMLElement;
  private readonly status: HTMLElement;
  private readonly bar: HTMLProgressElement;
  private readonly list: HTMLElement;
  private readonly more: HTMLElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private abort = new AbortController();
  private needles: readonly Needle[] = [];
  /** What is listed, and what was found beyond. */
  private hits: Hit[] = [];
  private spare: Hit[] = [];
  /** The hit that was opened last; -1 where there is none. */
  private at = -1;
  private generator: AsyncGenerator<Found, void> | undefined;
  private pulling: Promise<void> | null = null;
  private total: number | null = null;
  /** Whether the index was not complete yet. */
  private partial = false;
  private finished = false;

  constructor(
    source: DataSource,
    people: People,
    conversations: readonly Conversation[],
    hooks: SearchHooks,
  ) {
    this.source = source;
    this.people = people;
    this.hooks = hooks;
    this.input = h('input', {
      type: 'search',
      id: 'search-field',
      placeholder: t('search.placeholder'),
      'aria-label': t('search.label'),
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: '500',
      dir: 'auto',
      on: { input: () => this.typed(), keydown: (event) => this.onInputKey(event) },
    });
    this.filters = new SearchFilters(
      people,
      conversations,
      () => this.start(),
      () => this.clear(),
    );
    this.indexNote = h('p', { class: 'note index-note', hidden: true });
    this.form = h(
      'form',
      { class: 'search', role: 'search', on: { submit: (event) => this.onSubmit(event) } },
      h('div', { class: 'search-row' }, h('span', { class: 'search-box' }, icon('search'), this.input), this.filters.toggle),
      this.filters.element,
      this.indexNote,
    );
    this.status = h('p', { class: 'status', role: 'status' });
    this.bar = h('progress', { max: '1', value: 0, 'aria-label': t('search.working') });
    this.list = h('ul', { class: 'hits', 'aria-label': t('search.results'), on: { keydown: (event) => this.onListKey(event) } });
    this.more = h('button', { type: 'button', class: 'more', text: t('search.more'), on: { click: () => this.pull() } });
    this.results = h('section', { class: 'results', 'aria-label': t('search.results'), hidden: true }, this.status, this.bar, this.list, this.more);
    new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && !this.more.hidden) {
        this.pull();
      }
    }).observe(this.more);
    source.watchIndex?.((index) => this.noteIndex(index));
  }

  /** Says how far the index is; results that it cut short are asked for again once it is done. */
  private noteIndex(index: IndexState): void {
    this.tellIndex(index);
    const idle = this.at < 0 && !this.list.contains(document.activeElement);
    if (index.finished && this.partial && idle) {
      this.start();
    }
  }

  /** Says what can't be found, or not yet. */
  private tellIndex(index: IndexState): void {
    const notes: string[] = [];
    if (!index.finished) {
      notes.push(t('search.index', { share: formatShare(index.share) }));
    }
    if (index.scanned > 0) {
      notes.push(t('search.scanned', { n: index.scanned }));
    }
    if (index.unreadable > 0) {
      notes.push(t('search.unreadable', { n: index.unreadable }));
    }
    this.indexNote.hidden = notes.length === 0;
    this.indexNote.textContent = notes.join(' ');
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), PAUSE);
  }

  private onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    clearTimeout(this.timer);
    this.start();
  }

  /** Begins the search anew. */
  start(): void {
    this.abort.abort();
    this.abort = new AbortController();
    const chosen = this.filters.chosen();
    const typed = this.input.value;
    const query = { typed, needles: parseNeedles(typed), ...chosen };
    this.needles = query.needles;
    this.hits = [];
    this.at = -1;
    this.list.replaceChildren();
    const asked = query.needles.length > 0 || narrows(chosen);
    this.results.hidden = !asked;
    this.hooks.onType(typed, asked && query.needles.length === 0);
    this.hooks.onNeedles(query.needles);
    this.filters.toggle.classList.toggle('active', narrows(chosen));
    this.status.textContent = '';
    this.spare = [];
    if (!asked) {
      return;
    }
    this.generator = this.source.search(query, this.abort.signal);
    this.total = null;
    this.partial = false;
    this.finished = false;
    this.pulling = null;
    this.pull();
  }

  /** Asks for some more results. */
  private pull(): Promise<void> {
    if (this.pulling) {
      return this.pulling;
    }
    const pulling = this.pullNow(this.abort.signal).finally(() => {
      // A newer search has its own, which an older one's end must not hide.
      if (this.pulling === pulling) {
        this.pulling = null;
      }
    });
    this.pulling = pulling;
    return pulling;
  }

  private async pullNow(signal: AbortSignal): Promise<void> {
    const wanted = this.hits.length + HITS_AT_ONCE;
    this.more.hidden = true;
    this.take(wanted);
    try {
      while (this.generator && this.hits.length < wanted && !this.finished && !signal.aborted) {
        this.bar.hidden = false;
        const step = await this.generator.next();
        if (signal.aborted) {
          return;
        }
        if (step.done) {
          this.finished = true;
        } else {
          const found = step.value;
          this.total = found.total;
          this.partial ||= found.index?.finished === false;
          this.bar.value = found.done;
          if (found.index) {
            this.tellIndex(found.index);
          }
          // Not as arguments of one call: there may be more of them than an engine takes.
          for (const hit of found.hits) {
            this.spare.push(hit);
          }
          this.take(wanted);
          this.say();
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.finished = true;
        this.hooks.onError(error);
      }
    }
    if (signal.aborted) {
      return;
    }
    this.bar.hidden = true;
    this.more.hidden = this.finished && this.spare.length === 0;
    this.say();
  }

  private take(wanted: number): void {
    const taken = this.spare.splice(0, wanted - this.hits.length);
    for (const hit of taken) {
      this.hits.push(hit);
      this.list.append(this.item(hit, this.hits.length - 1));
    }
  }

  private say(): void {
    const shown = this.hits.length;
    if (this.partial && (this.total ?? shown) > 0) {
      this.status.textContent = t('search.so-far', { n: this.total ?? shown });
    } else if (this.partial) {
      this.status.textContent = t('search.none-so-far');
    } else if (this.total !== null) {
      this.status.textContent = t('search.total', { n: this.total });
    } else if (this.finished && this.spare.length === 0) {
      this.status.textContent = t('search.total', { n: shown });
    } else if (shown > 0) {
      this.status.textContent = t('search.at-least', { n: shown + this.spare.length });
    } else {
      this.status.textContent = t('search.working');
    }
  }

  private item(hit: Hit, index: number): HTMLElement {
    const { message, conversation } = hit;
    const text = message.text || plainSummary(message);
    const file = readableFileName(message.attachments.find((attachment) => attachment.name)?.name ?? null);
    const button = h(
      'button',
      { type: 'button', class: 'hit', tabindex: index === 0 ? '0' : '-1', on: { click: () => this.openAt(index) } },
      h(
        'span',
        { class: 'first-line' },
        name(this.people.nameOf(message.senderId), `sender ${this.people.colourOf(message.senderId)}`),
        h('span', { class: 'stamp', text: shortStamp(message.sentAt) }),
      ),
      h('span', { class: 'snippet', dir: 'auto' }, snippet(text, this.needles)),
      file && message.text ? h('span', { class: 'snippet note' }, snippet(file, this.needles)) : null,
      h('span', { class: 'note where' }, name(this.people.titleOf(conversation))),
    );
    return h('li', {}, button);
  }

  private openAt(index: number): void {
    this.buttons()[this.at]?.removeAttribute('aria-current');
    this.at = index;
    const button = this.buttons()[index];
    button?.setAttribute('aria-current', 'true');
    button?.scrollIntoView({ block: 'nearest' });
    this.hooks.open(entryAt(this.hits, index));
  }

  /** Opens the next or previous result. */
  async step(by: number): Promise<void> {
    if (this.results.hidden) {
      return;
    }
    const to = this.at + by;
    if (to >= this.hits.length && (!this.finished || this.spare.length > 0)) {
      await this.pull();
    }
    if (to >= 0 && to < this.hits.length) {
      this.openAt(to);
    }
  }

  /** Asks what a panel in other words or another zone asked. */
  takeOver(former: SearchPanel): void {
    this.input.value = former.input.value;
    this.filters.takeOver(former.filters);
    this.start();
  }

  /** Only in this conversation. */
  within(conversation: Conversation): void {
    this.filters.within(conversation);
    this.input.focus();
    this.start();
  }

  private clear(): void {
    this.input.value = '';
    this.filters.clear();
    this.start();
  }

  /** Gives the focus to the first hit; false where there is none. */
  focusFirst(): boolean {
    const [first] = this.buttons();
    first?.focus();
    return first !== undefined;
  }

  private buttons(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('.hit')];
  }

  private onInputKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.input.value) {
      event.stopPropagation();
      this.clear();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.hooks.leaveDown();
    }
  }

  private onListKey(event: KeyboardEvent): void {
    const step = stepOf(event, this.buttons());
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      step.from.tabIndex = -1;
      step.to.tabIndex = 0;
      step.to.focus();
    }
  }
}
