// The search over everything: a field, filters, and the messages found, the newest first. Results
// are asked for as they are looked at, so that a word that stands everywhere costs no more.

import { parseNeedles } from '../core/text.ts';
import { startOfDay } from '../core/times.ts';
import { formatShare, t } from '../core/words.ts';
import { readableFileName } from '../data/data-source.ts';
import { h, icon, iconButton, name } from './dom.ts';
import { plainSummary, shortStamp } from './message-view.ts';
import { snippet } from './rich-text.ts';

const HITS_AT_ONCE = 30;
const PAUSE = 180;
const A_DAY = 86400000;

export class SearchPanel {
  /** @param {object} hooks `onType(text)`, `onNeedles(needles)`, `open(hit)` */
  constructor(source, people, conversations, hooks) {
    this.source = source;
    this.people = people;
    this.hooks = hooks;
    this.hits = [];
    this.at = -1;
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
    this.toggle = iconButton('filter', t('search.filters'), () => this.toggleFilters(), {
      'aria-expanded': 'false',
      'aria-controls': 'search-filters',
    });
    this.filters = this.makeFilters(conversations);
    this.indexNote = h('p', { class: 'note index-note', hidden: true });
    this.form = h(
      'form',
      { class: 'search', role: 'search', on: { submit: (event) => this.onSubmit(event) } },
      h('div', { class: 'search-row' }, h('span', { class: 'search-box' }, icon('search'), this.input), this.toggle),
      this.filters,
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
  noteIndex(index) {
    const notes = [];
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
    const idle = this.at < 0 && !this.list.contains(document.activeElement);
    if (index.finished && this.partial && idle) {
      this.start();
    }
  }

  makeFilters(conversations) {
    const changed = { on: { change: () => this.start() } };
    const option = (value, text) => h('option', { value, text });
    this.person = h('select', { id: 'filter-person', ...changed }, option('', t('filter.anyone')),
      [...this.people.list]
        .sort((a, b) => a.shown.localeCompare(b.shown))
        .map((person) => option(person.id, person.shown)));
    this.conversation = h('select', { id: 'filter-conversation', ...changed }, option('', t('filter.everywhere')),
      conversations
        .map((conversation) => [conversation.id, this.people.titleOf(conversation)])
        .sort((a, b) => a[1].localeCompare(b[1]))
        .map(([id, title]) => option(id, title)));
    this.since = h('input', { type: 'date', id: 'filter-since', ...changed });
    this.until = h('input', { type: 'date', id: 'filter-until', ...changed });
    this.attachment = h('input', { type: 'checkbox', id: 'filter-attachment', ...changed });
    const field = (label, input, kind = '') =>
      h('div', { class: `field ${kind}` }, h('label', { for: input.id, text: label }), input);
    return h(
      'div',
      { class: 'filters', id: 'search-filters', hidden: true },
      field(t('filter.person'), this.person),
      field(t('filter.conversation'), this.conversation),
      h('div', { class: 'pair' }, field(t('filter.since'), this.since), field(t('filter.until'), this.until)),
      h('div', { class: 'field check' }, this.attachment, h('label', { for: 'filter-attachment', text: t('filter.attachment') })),
      h('button', { type: 'button', class: 'link-button', text: t('filter.clear'), on: { click: () => this.clear() } }),
    );
  }

  query() {
    const until = startOfDay(this.until.value);
    const since = startOfDay(this.since.value);
    return {
      typed: this.input.value,
      needles: parseNeedles(this.input.value),
      personIds: new Set(this.person.value ? [this.person.value] : []),
      conversationIds: new Set(this.conversation.value ? [this.conversation.value] : []),
      since: Number.isFinite(since) ? since : null,
      until: Number.isFinite(until) ? startOfDay(new Date(until + A_DAY * 1.5).toISOString().slice(0, 10)) : null,
      withAttachment: this.attachment.checked,
    };
  }

  asksForSomething(query) {
    return (
      query.needles.length > 0 ||
      query.personIds.size > 0 ||
      query.conversationIds.size > 0 ||
      query.since !== null ||
      query.until !== null ||
      query.withAttachment
    );
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), PAUSE);
  }

  onSubmit(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    this.start();
  }

  /** Begins the search anew. */
  start() {
    this.abort?.abort();
    this.abort = new AbortController();
    const query = this.query();
    this.needles = query.needles;
    this.hits = [];
    this.at = -1;
    this.list.replaceChildren();
    const asked = this.asksForSomething(query);
    this.results.hidden = !asked;
    this.hooks.onType(this.input.value, asked && query.needles.length === 0);
    this.hooks.onNeedles(query.needles);
    this.toggle.classList.toggle('active', this.asksForSomething({ ...query, needles: [] }));
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
  pull() {
    this.pulling ??= this.pullNow(this.abort.signal).finally(() => {
      this.pulling = null;
    });
    return this.pulling;
  }

  async pullNow(signal) {
    const wanted = this.hits.length + HITS_AT_ONCE;
    this.more.hidden = true;
    this.take(wanted);
    try {
      while (this.hits.length < wanted && !this.finished && !signal.aborted) {
        this.bar.hidden = false;
        const step = await this.generator.next();
        if (signal.aborted) {
          return;
        }
        this.finished = step.done === true;
        if (!this.finished) {
          this.total = step.value.total;
          this.partial ||= step.value.index?.finished === false;
          this.bar.value = step.value.done;
          this.spare.push(...step.value.hits);
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

  take(wanted) {
    const taken = this.spare.splice(0, wanted - this.hits.length);
    for (const hit of taken) {
      this.hits.push(hit);
      this.list.append(this.item(hit, this.hits.length - 1));
    }
  }

  say() {
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

  item(hit, index) {
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

  openAt(index) {
    this.buttons()[this.at]?.removeAttribute('aria-current');
    this.at = index;
    const button = this.buttons()[index];
    button?.setAttribute('aria-current', 'true');
    button?.scrollIntoView({ block: 'nearest' });
    this.hooks.open(this.hits[index]);
  }

  /** Opens the next or previous result. */
  async step(by) {
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

  toggleFilters() {
    this.filters.hidden = !this.filters.hidden;
    this.toggle.setAttribute('aria-expanded', String(!this.filters.hidden));
    if (!this.filters.hidden) {
      this.person.focus();
    }
  }

  /** Only in this conversation. */
  within(conversation) {
    this.filters.hidden = false;
    this.toggle.setAttribute('aria-expanded', 'true');
    this.conversation.value = conversation.id;
    this.input.focus();
    this.start();
  }

  clear() {
    this.input.value = '';
    this.person.value = this.conversation.value = this.since.value = this.until.value = '';
    this.attachment.checked = false;
    this.start();
  }

  buttons() {
    return [...this.list.querySelectorAll('.hit')];
  }

  onInputKey(event) {
    if (event.key === 'Escape' && this.input.value) {
      event.stopPropagation();
      this.clear();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.hooks.leaveDown();
    }
  }

  onListKey(event) {
    const buttons = this.buttons();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at >= 0 && buttons[to]) {
      event.preventDefault();
      event.stopPropagation();
      buttons[at].tabIndex = -1;
      buttons[to].tabIndex = 0;
      buttons[to].focus();
    }
  }
}
