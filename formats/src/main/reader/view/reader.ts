// The whole page: conversations and search at the side, messages in the middle.

import { LossTable } from '../core/losses.ts';
import { currentLanguage, setLanguage, t } from '../core/words.ts';
import { currentZone, formatDate, formatDay, localZone, setZone } from '../core/times.ts';
import { RecentMap } from '../core/recent.ts';
import { pageOf, shownAs } from '../data/data-source.ts';
import { ConversationList } from './conversation-list.ts';
import {
  openAddressDialog,
  openConversationInfo,
  openDetails,
  openError,
  openHelp,
  openJump,
  openLosses,
  openSettings,
} from './dialogs.ts';
import { h, icon, iconButton, name } from './dom.ts';
import { openLightbox } from './lightbox.ts';
import { MessageList } from './message-list.ts';
import { People } from './people.ts';
import { Preferences } from './preferences.ts';
import { openPrint } from './print.ts';
import { SearchPanel } from './search-panel.ts';

/** More losses than this are only listed: to show each in its place all would have to be read first. */
const MOST_LOSSES_IN_PLACE = 20_000;

const SYSTEM_IS_DARK = matchMedia('(prefers-color-scheme: dark)');

/** The person's choices, applied to the page before anything is shown. */
export function loadPreferences(language, zone, storage) {
  const preferences = new Preferences({
    language: language ?? navigator.language ?? 'en',
    zone: zone ?? localZone(),
    times: 'exact',
    theme: 'auto',
    keys: 'on',
  }, storage);
  applyPreferences(preferences);
  SYSTEM_IS_DARK.addEventListener('change', () => applyTheme(preferences));
  return preferences;
}

function applyPreferences(preferences) {
  setLanguage(preferences.get('language'));
  preferences.values.language = currentLanguage();
  if (!setZone(preferences.get('zone'))) {
    setZone(localZone());
    preferences.values.zone = localZone();
  }
  document.documentElement.lang = currentLanguage();
  applyTheme(preferences);
}

function applyTheme(preferences) {
  const theme = preferences.get('theme');
  const dark = theme === 'dark' || (theme === 'auto' && SYSTEM_IS_DARK.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

/**
 * Shows a source in an element. With `quietTitle` the window's title, which a browser writes into
 * its history, names nobody.
 */
export async function startReader(root, source, preferences, { quietTitle = false } = {}) {
  const [description, people, conversations] = await Promise.all([
    source.describe(),
    source.people(),
    source.conversations(),
  ]);
  if (!preferences.isChosen('language') && description.language) {
    preferences.values.language = description.language;
  }
  if (!preferences.isChosen('zone') && description.zone) {
    preferences.values.zone = description.zone;
  }
  applyPreferences(preferences);
  const reader = new Reader(root, source, preferences, description, new People(people), conversations);
  reader.quietTitle = quietTitle;
  reader.draw();
  await reader.placeLosses();
  await reader.followAddress();
  return reader;
}

class Reader {
  constructor(root, source, preferences, description, people, conversations) {
    this.root = root;
    this.source = source;
    this.preferences = preferences;
    this.description = description;
    this.people = people;
    this.conversations = conversations;
    this.needles = [];
    this.losses = new LossTable([]);
    this.places = new Map();
    this.located = new RecentMap(500);
    addEventListener('hashchange', () => this.followAddress());
    addEventListener('keydown', (event) => this.onKey(event));
  }

  draw() {
    this.setTitle(this.heading());
    this.list = new ConversationList(this.people, this.conversations, (conversation) => this.openConversation(conversation));
    this.search = new SearchPanel(this.source, this.people, this.conversations, {
      onType: (text, aside) => this.list.show(text, aside),
      onNeedles: (needles) => this.setNeedles(needles),
      onError: (error) => this.fail(error),
      open: (hit) => this.openHit(hit),
      leaveDown: () => (this.search.buttons()[0] && this.list.element.hidden ? this.search.buttons()[0].focus() : this.list.focusFirst()),
    });
    this.messages = new MessageList(this.source, {
      onMove: (message, ordinal) => this.moved(message, ordinal),
      onError: (error) => this.fail(error),
    });
    this.dayNow = h('div', { class: 'day-now', 'aria-hidden': 'true' }, h('span', {}));
    this.toEnd = iconButton('down', t('messages.to-end'), () => this.goToEnd(), { class: 'icon-button to-end', hidden: true });
    this.bar = h('header', { class: 'main-head' });
    this.welcome = h('div', { class: 'welcome' }, icon('reply'), h('p', { text: t('welcome') }), h('p', { class: 'note', text: t('welcome.keys') }));
    this.stage = h('section', { class: 'stage', 'aria-label': t('messages'), hidden: true }, this.dayNow, this.messages.element, this.toEnd);
    this.main = h('main', { id: 'messages', tabindex: '-1' }, this.bar, this.welcome, this.stage);
    this.bar.hidden = true;
    this.root.replaceChildren(
      h('a', { class: 'skip', href: '#messages', text: t('skip'), on: { click: (event) => this.skip(event) } }),
      h('div', { class: 'reader' }, this.side(), this.main),
    );
  }

  /** Reads the loss report, so that each loss is told where it belongs. */
  async placeLosses() {
    const { lossCount } = this.description;
    if (lossCount > 0 && lossCount <= MOST_LOSSES_IN_PLACE) {
      try {
        this.losses = new LossTable(await this.source.losses());
      } catch {
        // Whoever opens the report is told.
      }
    }
  }

  side() {
    return h(
      'aside',
      { class: 'side', 'aria-label': t('conversations') },
      h(
        'header',
        { class: 'side-head' },
        h(
          'div',
          { class: 'title-row' },
          h('div', { class: 'heading' }, h('h1', { dir: 'auto', text: this.heading() }), h('p', { class: 'note', text: this.subheading() })),
          iconButton('settings', t('settings.title'), () => this.openSettings()),
          iconButton('help', t('help.title'), openHelp),
        ),
        this.search.form,
      ),
      h('div', { class: 'side-body' }, this.list.element, this.search.results),
      this.sideFoot(),
    );
  }

  sideFoot() {
    const messages = this.conversations.reduce((sum, conversation) => sum + conversation.count, 0);
    const { balance, lossCount } = this.description;
    // The report also has remarks on what arrived: those are not missing.
    const lost = balance ? Object.values(balance).reduce((sum, line) => sum + (line.lost ?? 0), 0) : lossCount ?? 0;
    const remarks = t('foot.remarks', { n: lossCount ?? 0 });
    return h(
      'footer',
      { class: 'side-foot' },
      h('span', { class: 'note', text: `${t('conversation.messages', { n: messages })} · ${t('foot.conversations', { n: this.conversations.length })}` }),
      h(
        'button',
        { type: 'button', class: lost > 0 ? 'losses-button warn' : 'losses-button', on: { click: () => this.openLosses() } },
        icon(lost > 0 ? 'warning' : 'check'),
        lost > 0 ? t('foot.losses', { n: lost }) : lossCount > 0 ? `${t('foot.complete')} · ${remarks}` : t('foot.complete'),
      ),
    );
  }

  heading() {
    const self = this.people.list.find((person) => person.self);
    const account = this.description.accounts?.[0];
    const owner = self?.shown ?? account?.name;
    return owner && (this.description.accounts?.length ?? 1) <= 1 ? t('heading.of', { name: owner }) : t('heading');
  }

  subheading() {
    const names = (this.description.accounts ?? [])
      .map((account) => [account?.application, account?.applicationVersion].filter((part) => typeof part === 'string').join(' '))
      .filter(Boolean);
    return [...new Set(names)].slice(0, 3).join(', ');
  }

  setTitle(words) {
    document.title = this.quietTitle ? 'Afterglow' : words;
  }

  drawBar() {
    const conversation = this.conversation;
    this.bar.hidden = false;
    this.bar.replaceChildren(
      iconButton('back', t('back'), () => this.leaveConversation(), { class: 'icon-button back' }),
      h(
        'div',
        { class: 'heading' },
        h('h2', { dir: 'auto', text: this.people.titleOf(conversation) }),
        h('p', { class: 'note', text: this.barNote(conversation) }),
      ),
      iconButton('search', t('search.here'), () => this.search.within(conversation)),
      iconButton('calendar', t('jump.title'), () => this.openJump()),
      iconButton('print', t('print.title'), () => this.openPrint()),
      iconButton('info', t('info.title'), () => openConversationInfo(conversation, this.people, this.losses)),
      iconButton('moon', t('theme.toggle'), () => this.toggleTheme(), { class: 'icon-button theme' }),
    );
  }

  barNote(conversation) {
    const parts = [t('conversation.messages', { n: conversation.count })];
    if (conversation.firstAt !== null && conversation.lastAt !== null) {
      parts.push(`${formatDate(conversation.firstAt)} – ${formatDate(conversation.lastAt)}`);
    }
    parts.push(currentZone().replaceAll('_', ' '));
    return parts.join(' · ');
  }

  context() {
    this.root.classList.toggle('relative-times', this.preferences.get('times') === 'relative');
    return {
      source: this.source,
      people: this.people,
      needles: this.needles,
      losses: this.losses,
      times: this.preferences.get('times'),
      openDetails: (message) => openDetails(message, this.people, this.conversation),
      jumpTo: (message, id) => this.jumpToMessage(id),
      messageById: (id) => this.messageById(id),
      openPicture: (attachment) => this.openPicture(attachment),
      openAddress: openAddressDialog,
    };
  }

  /** Follows `#c=3&m=120`: conversation and message by number. */
  async followAddress() {
    const match = /^#c=(\d+)(?:&m=(\d+))?$/.exec(location.hash);
    const conversation = match && this.conversations[Number(match[1])];
    if (!conversation) {
      if (location.hash === '' && this.conversation) {
        this.closeConversation();
      }
      return;
    }
    const ordinal = match[2] === undefined ? null : Number(match[2]);
    if (conversation !== this.conversation || ordinal !== null) {
      await this.show(conversation, ordinal);
    }
  }

  openConversation(conversation) {
    this.go(`#c=${conversation.index}`);
  }

  openHit(hit) {
    this.go(`#c=${hit.conversation.index}&m=${hit.ordinal}`);
  }

  go(hash) {
    if (location.hash === hash) {
      this.followAddress();
    } else {
      location.hash = hash;
    }
  }

  async show(conversation, ordinal) {
    const changed = conversation !== this.conversation;
    if (changed) {
      this.conversation = conversation;
      this.located = new RecentMap(500);
      this.list.select(conversation);
      this.drawBar();
      this.setTitle(`${this.people.titleOf(conversation)} · ${this.heading()}`);
    }
    this.root.classList.add('reading');
    this.welcome.hidden = true;
    this.stage.hidden = false;
    try {
      if (changed) {
        const known = this.places.get(conversation);
        const start = ordinal ?? known ?? Math.max(0, conversation.count - 1);
        const align = ordinal !== null ? 'center' : known === undefined ? 'end' : 'start';
        await this.messages.open(conversation, this.context(), start, align);
      }
      if (ordinal !== null) {
        await this.messages.reveal(ordinal);
      } else if (changed && this.messages.size > 0) {
        this.messages.focus(this.messages.firstVisible(), true);
        this.main.focus({ preventScroll: true });
      }
    } catch (error) {
      this.fail(error);
    }
  }

  leaveConversation() {
    this.go('#');
    this.closeConversation();
  }

  closeConversation() {
    this.root.classList.remove('reading');
    const current = this.list.buttons().find((button) => button.conversation === this.conversation);
    current?.focus();
  }

  moved(message, ordinal) {
    this.places.set(this.conversation, ordinal);
    const words = formatDay(message.sentAt);
    const label = this.dayNow.firstElementChild;
    if (label.textContent !== words) {
      label.textContent = words;
    }
    const { scrollTop, scrollHeight, clientHeight } = this.messages.element;
    const atEnd = this.messages.end === this.messages.size && scrollHeight - scrollTop - clientHeight < 200;
    this.toEnd.hidden = atEnd;
    this.dayNow.classList.toggle('shown', scrollTop >= 40);
    clearTimeout(this.dayTimer);
    this.dayTimer = setTimeout(() => this.dayNow.classList.remove('shown'), 1600);
  }

  async goToEnd() {
    await this.messages.show(this.messages.size - 1, 'end');
    this.messages.focus(this.messages.size - 1);
  }

  async jumpToMessage(id) {
    const ordinal = await this.locate(id);
    if (ordinal >= 0) {
      this.go(`#c=${this.conversation.index}&m=${ordinal}`);
    } else {
      openError(t('reply.not-here'), id);
    }
  }

  locate(id) {
    let place = this.located.get(id);
    if (place === undefined) {
      place = this.source.locate(this.conversation, id).catch(() => -1);
      this.located.set(id, place);
    }
    return place;
  }

  async messageById(id) {
    const conversation = this.conversation;
    const ordinal = await this.locate(id);
    if (ordinal < 0 || conversation !== this.conversation) {
      return null;
    }
    const loaded = this.messages.message(ordinal);
    if (loaded) {
      return loaded;
    }
    const number = pageOf(this.messages.pages, ordinal);
    const messages = await this.source.messages(conversation, number);
    return messages[ordinal - this.messages.pages[number].start] ?? null;
  }

  openPicture(attachment) {
    const pictures = [];
    for (let ordinal = this.messages.first; ordinal < this.messages.end; ordinal++) {
      for (const candidate of this.messages.message(ordinal)?.attachments ?? []) {
        if (candidate.status === 'present' && shownAs(candidate).how === 'picture') {
          pictures.push(candidate);
        }
      }
    }
    const index = pictures.indexOf(attachment);
    openLightbox(this.source, index < 0 ? [attachment] : pictures, Math.max(0, index));
  }

  setNeedles(needles) {
    const before = JSON.stringify(this.needles);
    this.needles = needles;
    if (this.conversation && before !== JSON.stringify(needles)) {
      this.messages.redraw(this.context());
    }
  }

  openSettings() {
    const dialog = openSettings(this.preferences, (property, value) => {
      this.preferences.set(property, value);
      applyPreferences(this.preferences);
      if (property === 'language') {
        dialog.close();
      }
      if (property !== 'theme' && property !== 'keys') {
        this.redrawAll();
      }
      if (property === 'language') {
        this.openSettings();
      }
    });
  }

  async redrawAll() {
    const conversation = this.conversation;
    const ordinal = this.messages.size > 0 ? this.messages.firstVisible() : null;
    const typed = this.search.input.value;
    this.conversation = undefined;
    this.draw();
    if (typed) {
      this.search.input.value = typed;
      this.search.start();
    }
    if (conversation) {
      this.places.set(conversation, ordinal ?? undefined);
      await this.show(conversation, null);
    }
  }

  toggleTheme() {
    const dark = document.documentElement.dataset.theme === 'dark';
    this.preferences.set('theme', dark ? 'light' : 'dark');
    applyTheme(this.preferences);
  }

  openJump() {
    openJump(this.conversation, async (time) => {
      try {
        const ordinal = await this.source.ordinalAt(this.conversation, time);
        await this.messages.show(ordinal, 'start');
        this.messages.focus(ordinal, true);
        this.messages.place(ordinal, 'start');
      } catch (error) {
        this.fail(error);
      }
    });
  }

  openPrint() {
    // The days in view; those of the whole conversation while its messages are still on their way.
    const from = this.messages.message(this.messages.first)?.sentAt ?? this.conversation.firstAt;
    const to = this.messages.message(this.messages.end - 1)?.sentAt ?? this.conversation.lastAt;
    if (from !== null && to !== null) {
      openPrint(this.source, this.conversation, { ...this.context(), needles: [] }, { from, to });
    }
  }

  async openLosses() {
    try {
      openLosses(this.description, await this.source.losses());
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error) {
    openError(error?.key ? t(error.key, error.values) : t('error.reading'), error?.key ? null : String(error?.message ?? ''));
  }

  skip(event) {
    event.preventDefault();
    this.main.focus();
    if (this.conversation && this.messages.size > 0) {
      this.messages.focus(this.messages.current >= 0 ? this.messages.current : this.messages.firstVisible());
    }
  }

  onKey(event) {
    if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const field = event.target.closest?.('input, select, textarea, audio, video');
    if (event.key === 'Escape' && !field) {
      if (this.root.classList.contains('reading') && innerWidth < 760) {
        this.leaveConversation();
      } else {
        this.list.buttons().find((button) => button.tabIndex === 0)?.focus();
      }
      return;
    }
    if (field) {
      return;
    }
    if (this.moveByKey(event)) {
      event.preventDefault();
      return;
    }
    if (this.preferences.get('keys') === 'on' && this.actByKey(event.key)) {
      event.preventDefault();
    }
  }

  /** Arrows and their like act on messages while the focus is among them. */
  moveByKey(event) {
    const nowhere = event.target === document.body;
    if (!(nowhere || this.main.contains(event.target)) || this.messages.size === 0 || event.shiftKey) {
      return false;
    }
    const onArticle = nowhere || event.target === this.main || event.target.matches?.('article, .scroller');
    const page = 8;
    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (onArticle && moves[event.key] !== undefined) {
      this.messages.move(moves[event.key]);
      return true;
    }
    if (event.key === 'Enter' && event.target.matches?.('article')) {
      event.target.querySelector('button.picture, .attachment a, a.attachment, button.reply, .footer button')?.focus();
      return true;
    }
    return false;
  }

  actByKey(key) {
    const reading = Boolean(this.conversation) && this.messages.size > 0;
    const acts = {
      '/': () => this.search.input.focus(),
      '?': openHelp,
      t: () => this.toggleTheme(),
      n: () => this.search.step(1),
      p: () => this.search.step(-1),
      '[': () => this.openNeighbour(-1),
      ']': () => this.openNeighbour(1),
      ...(reading && {
        j: () => this.messages.move(1),
        k: () => this.messages.move(-1),
        g: () => this.openJump(),
        d: () => this.openCurrentDetails(),
      }),
    };
    acts[key]?.();
    return acts[key] !== undefined;
  }

  openNeighbour(by) {
    const neighbour = this.list.neighbour(by);
    if (neighbour) {
      this.openConversation(neighbour);
    }
  }

  openCurrentDetails() {
    const message = this.messages.message(this.messages.current);
    if (message) {
      openDetails(message, this.people, this.conversation);
    }
  }
}

/** A page with one message on it, for when nothing can be shown. */
export function failurePage(root, error) {
  root.replaceChildren(
    h(
      'main',
      { class: 'failure' },
      h('h1', { text: t('error.title') }),
      h('p', { text: error?.key ? t(error.key, error.values) : t('error.reading') }),
      h('p', { class: 'note' }, name(String(error?.message ?? ''))),
      h('p', { class: 'note', text: t('error.safe') }),
    ),
  );
}
