//! The list of a conversation's messages, however many there are: only a window of rows around what
//! is looked at stands in the page, between two spacers of the height the rest would have. The
//! window grows at both ends while one scrolls and is set anew when one jumps or drags the bar.

import { at } from '../core/lists.ts';
import type { Conversation, Message } from '../core/model.ts';
import { dayKey } from '../core/times.ts';
import { t } from '../core/words.ts';
import { pageOf, type DataSource, type Page } from '../data/data-source.ts';
import { h } from './dom.ts';
import { continues, dayLine, messageView, type MessageContext } from './message-view.ts';

const STEP = 40;
const AHEAD = 2000;
const KEPT = 5000;
/** Browsers can't lay out elements of tens of millions of pixels. */
const TALLEST = 8_000_000;

/** Whom the list tells what happens in it. */
export interface MessageListHooks {
  /** The first message in view is another one. */
  onMove(message: Message, ordinal: number): void;
  onError(error: unknown): void;
}

/** Where in the view a message is brought. */
export type Align = 'start' | 'center' | 'end';

/** A row, and where it stood in the window. */
interface Anchor {
  readonly ordinal: number;
  readonly top: number;
}

export class MessageList {
  readonly element: HTMLElement;
  /** The rows in the page are those of `[first, end)`, out of `size` messages. */
  first = 0;
  end = 0;
  size = 0;
  pages: readonly Page[] = [];
  /** The message that keys act on; -1 where there is none. */
  current = -1;
  private readonly source: DataSource;
  private readonly hooks: MessageListHooks;
  private readonly above = h('div', { class: 'spacer' });
  private readonly below = h('div', { class: 'spacer' });
  private readonly rows = h('div', { class: 'rows' });
  private conversation: Conversation | undefined;
  private context: MessageContext | undefined;
  /** Pages of the rows and around them, by number; in a quiet conversation a row has its own. */
  private loaded = new Map<number, Message[]>();
  private loading = new Map<number, Promise<void>>();
  /** Counts what is shown anew, so that what comes too late is left. */
  private turn = 0;
  private rowHeight = 64;
  private scheduled = false;
  private growing = false;

  constructor(source: DataSource, hooks: MessageListHooks) {
    this.source = source;
    this.hooks = hooks;
    this.element = h('div', { class: 'scroller', tabindex: '-1', on: { scroll: () => this.schedule() } }, this.above, this.rows, this.below);
    new ResizeObserver(() => this.schedule()).observe(this.element);
  }

  /** Opens a conversation at a message. */
  async open(
    conversation: Conversation,
    context: MessageContext,
    ordinal: number,
    align: Align,
  ): Promise<void> {
    const turn = ++this.turn;
    this.conversation = conversation;
    this.context = context;
    this.loaded = new Map();
    this.loading = new Map();
    this.rows.replaceChildren();
    this.above.style.height = this.below.style.height = '0px';
    this.first = this.end = this.size = 0;
    this.current = -1;
    const pages = await this.source.pages(conversation);
    if (turn !== this.turn) {
      return;
    }
    this.pages = pages;
    const last = this.pages.at(-1);
    this.size = last ? last.start + last.count : 0;
    if (this.size === 0) {
      this.rows.append(h('p', { class: 'note empty', text: t('messages.none') }));
    }
    this.rowHeight = 64;
    await this.show(ordinal, align);
    if (this.conversation === conversation && this.end > this.first) {
      this.rowHeight = Math.max(24, this.rows.offsetHeight / (this.end - this.first));
      this.setSpacers();
      this.place(Math.min(Math.max(0, ordinal), this.size - 1), align);
    }
  }

  /** Draws the window again, because names, words or hits changed. */
  redraw(context: MessageContext): void {
    this.context = context;
    if (this.size > 0) {
      const anchor = this.anchor();
      this.render(this.first, this.end);
      this.restore(anchor);
    }
  }

  /** Shows a message, loading what is around it; false where something else is shown by then. */
  async show(ordinal: number, align: Align = 'center'): Promise<boolean> {
    if (this.size === 0) {
      return false;
    }
    const turn = ++this.turn;
    const wanted = Math.min(Math.max(0, ordinal), this.size - 1);
    if (wanted < this.first || wanted >= this.end) {
      const first = Math.max(0, wanted - STEP);
      const end = Math.min(this.size, wanted + STEP);
      try {
        await this.load(first, end);
      } catch (error) {
        this.hooks.onError(error);
        return false;
      }
      if (turn !== this.turn) {
        return false;
      }
      this.render(first, end);
      this.setSpacers();
    }
    this.place(wanted, align);
    this.schedule();
    return true;
  }

  place(ordinal: number, align: Align): void {
    const row = this.rowOf(ordinal);
    if (!row) {
      return;
    }
    const view = this.element.getBoundingClientRect();
    const box = row.getBoundingClientRect();
    const offset =
      align === 'start'
        ? box.top - view.top - 12
        : align === 'end'
          ? box.bottom - view.bottom + 12
          : box.top + Math.min(box.height, view.height) / 2 - view.top - view.height / 2;
    this.element.scrollTop += offset;
  }

  private rowOf(ordinal: number): Element | undefined {
    return ordinal >= this.first && ordinal < this.end
      ? this.rows.children[ordinal - this.first]
      : undefined;
  }

  private articleOf(ordinal: number): HTMLElement | null {
    return this.rowOf(ordinal)?.querySelector('article') ?? null;
  }

  /** Makes a message the one that keys act on. */
  focus(ordinal: number, quietly = false): void {
    this.articleOf(this.current)?.setAttribute('tabindex', '-1');
    this.current = ordinal;
    const article = this.articleOf(ordinal);
    if (article) {
      article.setAttribute('tabindex', '0');
      if (!quietly) {
        article.focus({ preventScroll: true });
        const view = this.element.getBoundingClientRect();
        const box = article.getBoundingClientRect();
        if (box.top < view.top + 48) {
          this.element.scrollTop -= view.top + 48 - box.top;
        } else if (box.bottom > view.bottom - 12) {
          this.element.scrollTop += Math.min(box.bottom - view.bottom + 12, box.top - view.top - 48);
        }
      }
    }
  }

  /** Moves the focus by a number of messages. */
  async move(by: number): Promise<void> {
    const from = this.rowOf(this.current) ? this.current : this.firstVisible();
    const to = Math.min(this.size - 1, Math.max(0, from + by));
    if (this.rowOf(to) || (await this.show(to, by < 0 ? 'start' : 'end'))) {
      this.focus(to);
    }
  }

  /** Shows a message, gives it the focus and lets it light up for a moment. */
  async reveal(ordinal: number): Promise<void> {
    if (!(await this.show(ordinal, 'center'))) {
      return;
    }
    this.focus(ordinal);
    this.place(ordinal, 'center');
    const article = this.articleOf(ordinal);
    if (article) {
      article.classList.remove('lit');
      void article.offsetWidth;
      article.classList.add('lit');
    }
  }

  /** A message; null where it isn't loaded. */
  message(ordinal: number): Message | null {
    if (ordinal < 0 || ordinal >= this.size) {
      return null;
    }
    const number = pageOf(this.pages, ordinal);
    return this.loaded.get(number)?.[ordinal - at(this.pages, number).start] ?? null;
  }

  /**
   * Loads the messages `[first, end)`, and the one before, which says where groups begin; null
   * where they are there.
   */
  private load(first: number, end: number): Promise<unknown> | null {
    const waiting: Promise<void>[] = [];
    const from = pageOf(this.pages, Math.max(0, first - 1));
    const to = pageOf(this.pages, Math.max(first, end - 1));
    for (let number = from; number <= to; number++) {
      if (!this.loaded.get(number)) {
        waiting.push(this.loadPage(number));
      }
    }
    return waiting.length === 0 ? null : Promise.all(waiting);
  }

  /** Lets go of pages far from the rows. */
  private forget(): void {
    // Somebody may wait for some of them, to show what is elsewhere.
    if (this.loading.size > 0) {
      return;
    }
    const from = pageOf(this.pages, Math.max(0, this.first - 1)) - 1;
    const to = pageOf(this.pages, Math.max(this.first, this.end - 1)) + 1;
    for (const number of this.loaded.keys()) {
      if (number < from || number > to) {
        this.loaded.delete(number);
      }
    }
  }

  private loadPage(number: number): Promise<void> {
    const { conversation, loaded, loading } = this;
    let waiting = loading.get(number);
    if (!waiting && conversation) {
      waiting = this.source
        .messages(conversation, number)
        .then((messages) => void loaded.set(number, messages))
        .finally(() => loading.delete(number));
      loading.set(number, waiting);
    }
    return waiting ?? Promise.resolve();
  }

  private render(first: number, end: number): void {
    const hadFocus = this.rows.contains(document.activeElement);
    this.first = first;
    this.end = end;
    this.rows.replaceChildren(...this.build(first, end));
    this.focus(this.current, true);
    if (hadFocus) {
      (this.articleOf(this.current) ?? this.element).focus({ preventScroll: true });
    }
    this.forget();
  }

  private build(first: number, end: number): HTMLElement[] {
    const rows: HTMLElement[] = [];
    for (let ordinal = first; ordinal < end; ordinal++) {
      rows.push(this.row(ordinal));
    }
    return rows;
  }

  private row(ordinal: number): HTMLElement {
    const message = this.message(ordinal);
    const previous = this.message(ordinal - 1);
    const row = h('div', { class: 'row' });
    if (!message || !this.context) {
      return row;
    }
    const sameDay = previous !== null && dayKey(previous.sentAt) === dayKey(message.sentAt);
    if (!sameDay) {
      row.append(dayLine(message.sentAt));
    }
    const grouped = continues(previous, message, sameDay);
    row.append(
      messageView(message, this.context, { grouped, position: ordinal + 1, size: this.size }),
    );
    return row;
  }

  private setSpacers(): void {
    const scale = Math.min(1, TALLEST / (this.size * this.rowHeight || 1));
    this.above.style.height = `${this.first * this.rowHeight * scale}px`;
    this.below.style.height = `${(this.size - this.end) * this.rowHeight * scale}px`;
  }

  private schedule(): void {
    if (!this.scheduled) {
      this.scheduled = true;
      requestAnimationFrame(() => {
        this.scheduled = false;
        this.update();
      });
    }
  }

  /** The first row in view, and where it is. */
  private anchor(): Anchor | null {
    const index = this.firstVisible() - this.first;
    const row = this.rows.children[index];
    return row ? { ordinal: this.first + index, top: row.getBoundingClientRect().top } : null;
  }

  private restore(anchor: Anchor | null): void {
    const row = anchor ? this.rowOf(anchor.ordinal) : undefined;
    if (anchor && row) {
      const moved = row.getBoundingClientRect().top - anchor.top;
      if (Math.abs(moved) >= 0.5) {
        this.element.scrollTop += moved;
      }
    }
  }

  /** Ordinal of the first message in view. */
  firstVisible(): number {
    const top = this.element.getBoundingClientRect().top + 1;
    let low = 0;
    let high = this.rows.children.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows.children[middle];
      if (row && row.getBoundingClientRect().bottom > top) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return this.first + Math.max(0, low);
  }

  private async update(): Promise<void> {
    if (this.size === 0 || this.end === this.first || this.element.clientHeight === 0) {
      return;
    }
    const top = this.element.scrollTop;
    const bottom = top + this.element.clientHeight;
    const rowsTop = this.rows.offsetTop;
    const rowsBottom = rowsTop + this.rows.offsetHeight;
    if (bottom < rowsTop && this.first > 0) {
      await this.jump((top / rowsTop) * this.first);
      return;
    }
    if (top > rowsBottom && this.end < this.size) {
      const share = (top - rowsBottom) / Math.max(1, this.below.offsetHeight);
      await this.jump(this.end + share * (this.size - this.end));
      return;
    }
    const visible = this.firstVisible();
    const message = this.message(visible);
    if (message) {
      this.hooks.onMove(message, visible);
    }
    this.prefetch();
    const up = top - rowsTop < AHEAD && this.first > 0;
    const down = rowsBottom - bottom < AHEAD && this.end < this.size;
    if (up || down) {
      await this.grow(up, down);
    }
  }

  /** Loads the pages on both sides before they are needed, so that growing waits for nothing. */
  private prefetch(): void {
    const before = pageOf(this.pages, this.first) - 1;
    const after = pageOf(this.pages, this.end - 1) + 1;
    for (const number of [before, after]) {
      if (number >= 0 && number < this.pages.length && !this.loaded.get(number)) {
        // What fails here fails again, and is told, when it is needed.
        this.loadPage(number).catch(() => {});
      }
    }
  }

  private async jump(ordinal: number): Promise<void> {
    await this.show(Math.floor(ordinal), 'start');
  }

  private async grow(up: boolean, down: boolean): Promise<void> {
    const turn = this.turn;
    const first = up ? Math.max(0, this.first - STEP) : this.first;
    const end = down ? Math.min(this.size, this.end + STEP) : this.end;
    const loading = this.load(first, end);
    if (loading) {
      if (this.growing) {
        return;
      }
      this.growing = true;
      try {
        await loading;
      } catch (error) {
        this.hooks.onError(error);
        return;
      } finally {
        this.growing = false;
      }
      if (turn !== this.turn) {
        return;
      }
    }
    const anchor = this.anchor();
    if (first < this.first) {
      const old = this.first;
      const oldEnd = this.end;
      this.first = first;
      this.end = oldEnd;
      this.rows.prepend(...this.build(first, old));
      // What stood first began a group only because the one before was not known.
      this.rows.children[old - first]?.replaceWith(this.row(old));
    }
    if (end > this.end) {
      const old = this.end;
      this.end = end;
      this.rows.append(...this.build(old, end));
    }
    this.setSpacers();
    this.restore(anchor);
    this.trim();
    this.setSpacers();
    this.restore(anchor);
    this.focus(this.current, true);
    this.schedule();
  }

  /**
   * Takes out rows far from what is looked at; what stays reaches further than where more is added,
   * however tall the rows are, so that one doesn't undo the other.
   */
  private trim(): void {
    const hadFocus = this.rows.contains(document.activeElement);
    const view = this.element.getBoundingClientRect();
    const rows = [...this.rows.children];
    const from = rows.findIndex((row) => row.getBoundingClientRect().bottom > view.top - KEPT);
    const to = 1 + rows.findLastIndex((row) => row.getBoundingClientRect().top < view.bottom + KEPT);
    if (from < 0 || to <= from) {
      return;
    }
    rows.slice(to).forEach((row) => row.remove());
    rows.slice(0, from).forEach((row) => row.remove());
    this.end = this.first + to;
    this.first += from;
    this.forget();
    if (hadFocus && !this.rows.contains(document.activeElement)) {
      // Keys go on working though the message they acted on is far away now.
      this.element.focus({ preventScroll: true });
    }
  }
}
