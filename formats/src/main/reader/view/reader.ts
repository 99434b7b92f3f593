//! The whole page: conversations and search at the side, messages in the middle.

import { at } from '../core/lists.ts';
import { LossTable } from '../core/losses.ts';
import type { Attachment, Conversation, Message } from '../core/model.ts';
import { RecentMap } from '../core/recent.ts';
import type { Needle } from '../core/text.ts';
import { currentZone, formatDate, formatDay } from '../core/times.ts';
import { t } from '../core/words.ts';
import {
  pageOf,
  shownAs,
  type DataSource,
  type Description,
  type Hit,
} from '../data/data-source.ts';
import { applyPreferences, applyTheme } from './appearance.ts';
import { ConversationList } from './conversation-list.ts';
import {
  openAddressDialog,
  openConversationInfo,
  openDetails,
  openError,
  openHelp,
  openJump,
  openSettings,
} from './dialogs.ts';
import { h, icon, iconButton } from './dom.ts';
import { tellFailure } from './failure.ts';
import { openLightbox } from './lightbox.ts';
import { openLosses } from './loss-dialog.ts';
import { MessageList } from './message-list.ts';
import type { MessageContext } from './message-view.ts';
import { People } from './people.ts';
import type { Preferences } from './preferences.ts';
import { openPrint } from './print.ts';
import { SearchPanel } from './search-panel.ts';

/** More losses than this are only listed: to show each in its place all would have to be read first. */
const MOST_LOSSES_IN_PLACE = 20_000;

/** Keys that go from message to message, and how far. */
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
};

/** What Enter goes to, the first of it. */
const WITHIN_A_MESSAGE =
  'button.picture, .attachment a, a.attachment, button.reply, .footer button';

/**
 * Shows a source in an element. With `quietTitle` the window's title, which a browser writes into
 * its history, names nobody.
 */
export async function startReader(
  root: HTMLElement,
  source: DataSource,
  preferences: Preferences,
  { quietTitle = false } = {},
): Promise<void> {
  const [description, people, conversations] = await Promise.all([
    source.describe(),
    source.people(),
    source.conversations(),
  ]);
  if (!preferences.isChosen('language') && description.language) {
    preferences.suggest('language', description.language);
  }
  if (!preferences.isChosen('zone') && description.zone) {
    preferences.suggest('zone', description.zone);
  }
  applyPreferences(preferences);
  const reader = new Reader({
    root,
    source,
    preferences,
    description,
    people: new People(people),
    conversations,
    quietTitle,
  });
  reader.draw();
  await reader.placeLosses();
  await reader.followAddress();
}

/** What is shown, and where. */
interface Shown {
  readonly root: HTMLElement;
  readonly source: DataSource;
  readonly preferences: Preferences;
  readonly description: Description;
  readonly people: People;
  readonly conversations: readonly Conversation[];
  readonly quietTitle: boolean;
}

class Reader {
  private readonly root: HTMLElement;
  private readonly source: DataSource;
  private readonly preferences: Preferences;
  private readonly description: Description;
  private readonly people: People;
  private readonly conversations: readonly Conversation[];
  private readonly quietTitle: boolean;
  private needles: readonly Needle[] = [];
  private losses = new LossTable([]);
  /** Where each conversation was left. */
  private readonly places = new Map<Conversation, number>();
  /** Ordinals by message id, in the conversation that is read. */
  private located = new RecentMap<string, Promise<number>>(500);
  private conversation: Conversation | undefined;
  private dayTimer: ReturnType<typeof setTimeout> | undefined;

  // Drawn, and drawn anew in another language.
  private list!: ConversationList;
  private search!: SearchPanel;
  private messages!: MessageList;
  private dayWords!: HTMLElement;
  private dayNow!: HTMLElement;
  private toEnd!: HTMLElement;
  private bar!: HTMLElement;
  private welcome!: HTMLElement;
  private stage!: HTMLElement;
  private main!: HTMLElement;

  constructor(shown: Shown) {
    this.root = shown.root;
    this.source = shown.source;
    this.preferences = shown.preferences;
    this.description = shown.description;
    this.people = shown.people;
    this.conversations = shown.conversations;
    this.quietTitle = shown.quietTitle;
    addEventListener('hashchange', () => this.followAddress());
    addEventListener('keydown', (event) => this.onKey(event));
  }

  draw(): void {
    this.setTitle(this.heading());
    this.list = new ConversationList(this.people, this.conversations, (conversation) => this.openConversation(conversation));
    this.search = new SearchPanel(this.source, this.people, this.conversations, {
      onType: (text, aside) => this.list.show(text, aside),
      onNeedles: (needles) => this.setNeedles(needles),
      onError: tellFailure,
      open: (hit) => this.openHit(hit),
      leaveDown: () => {
        if (!(this.list.element.hidden && this.search.focusFirst())) {
          this.list.focusFirst();
        }
      },
    });
    this.messages = new MessageList(this.source, {
      onMove: (message, ordinal) => this.moved(message, ordinal),
      onError: tellFailure,
    });
    this.dayWords = h('span', {});
    this.dayNow = h('div', { class: 'day-now', 'aria-hidden': 'true' }, this.dayWords);
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
  async placeLosses(): Promise<void> {
    const { lossCount } = this.description;
    if (lossCount > 0 && lossCount <= MOST_LOSSES_IN_PLACE) {
      try {
        this.losses = new LossTable(await this.source.losses());
      } catch {
        // Whoever opens the report is told.
      }
    }
  }

  private side(): HTMLElement {
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

  private sideFoot(): HTMLElement {
    const messages = this.conversations.reduce((sum, conversation) => sum + conversation.count, 0);
    const { balance, lossCount } = this.description;
    // The report also has remarks on what arrived: those are not missing.
    const lost = balance
      ? [...balance.values()].reduce((sum, line) => sum + line.lost, 0)
      : lossCount;
    const remarks = t('foot.remarks', { n: lossCount });
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

  private heading(): string {
    const { accounts } = this.description;
    const self = this.people.list.find((person) => person.self);
    const owner = self?.shown ?? accounts[0]?.name;
    return owner && accounts.length <= 1 ? t('heading.of', { name: owner }) : t('heading');
  }

  private subheading(): string {
    const names = this.description.accounts
      .map(({ application, applicationVersion }) =>
        [application, applicationVersion].filter((part) => part !== null).join(' '),
      )
      .filter(Boolean);
    return [...new Set(names)].slice(0, 3).join(', ');
  }

  private setTitle(words: string): void {
    document.title = this.quietTitle ? 'Afterglow' : words;
  }

  private drawBar(conversation: Conversation): void {
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
      iconButton('calendar', t('jump.title'), () => this.openJump(conversation)),
      iconButton('print', t('print.title'), () => this.openPrint(conversation)),
      iconButton('info', t('info.title'), () => openConversationInfo(conversation, this.people, this.losses)),
      iconButton('moon', t('theme.toggle'), () => this.toggleTheme(), { class: 'icon-button theme' }),
    );
  }

  private barNote(conversation: Conversation): string {
    const parts = [t('conversation.messages', { n: conversation.count })];
    if (conversation.firstAt !== null && conversation.lastAt !== null) {
      parts.push(`${formatDate(conversation.firstAt)} – ${formatDate(conversation.lastAt)}`);
    }
    parts.push(currentZone().replaceAll('_', ' '));
    return parts.join(' · ');
  }

  private context(conversation: Conversation): MessageContext {
    this.root.classList.toggle('relative-times', this.preferences.get('times') === 'relative');
    return {
      source: this.source,
      people: this.people,
      needles: this.needles,
      losses: this.losses,
      times: this.preferences.get('times'),
      openDetails: (message) => openDetails(message, this.people, conversation),
      jumpTo: (id) => this.jumpToMessage(id),
      messageById: (id) => this.messageById(id),
      openPicture: (attachment) => this.openPicture(attachment),
      openAddress: openAddressDialog,
    };
  }

  /** Follows `#c=3&m=120`: conversation and message by number. */
  async followAddress(): Promise<void> {
    const match = /^#c=(\d+)(?:&m=(\d+))?$/.exec(location.hash);
    const conversation = match ? this.conversations[Number(match[1])] : undefined;
    if (!match || !conversation) {
      if (location.hash === '' && this.conversation) {
        this.closeConversation();
      }
      return;
    }
    const ordinal = match[2] === undefined ? null : Number(match[2]);
    if (conversation !== this.conversation || ordinal !== null || !this.isReading()) {
      await this.show(conversation, ordinal);
    }
  }

  /** Whether the conversation is in view: in a narrow window the list takes its place. */
  private isReading(): boolean {
    return this.root.classList.contains('reading');
  }

  private openConversation(conversation: Conversation): void {
    this.go(`#c=${conversation.index}`);
  }

  private openHit(hit: Hit): void {
    this.go(`#c=${hit.conversation.index}&m=${hit.ordinal}`);
  }

  private go(hash: string): void {
    if (location.hash === hash) {
      this.followAddress();
    } else {
      location.hash = hash;
    }
  }

  private async show(conversation: Conversation, ordinal: number | null): Promise<void> {
    const changed = conversation !== this.conversation;
    const returned = !this.isReading();
    const list = this.messages;
    const overtaken = () => this.conversation !== conversation || this.messages !== list;
    if (changed) {
      this.conversation = conversation;
      this.located = new RecentMap(500);
      this.list.select(conversation);
      this.drawBar(conversation);
      this.setTitle(`${this.people.titleOf(conversation)} · ${this.heading()}`);
      this.toEnd.hidden = true;
      this.dayNow.classList.remove('shown');
    }
    this.root.classList.add('reading');
    this.welcome.hidden = true;
    this.stage.hidden = false;
    try {
      const known = this.places.get(conversation);
      if (changed) {
        const start = ordinal ?? known ?? Math.max(0, conversation.count - 1);
        const align = ordinal !== null ? 'center' : known === undefined ? 'end' : 'start';
        await list.open(conversation, this.context(conversation), start, align);
      } else if (returned && ordinal === null && known !== undefined) {
        // Some browsers forget how far a list was scrolled that nobody saw for a while.
        await list.show(known, 'start');
      }
      if (overtaken()) {
        return;
      }
      if (ordinal !== null) {
        await list.reveal(ordinal);
      } else if ((changed || returned) && list.size > 0) {
        list.focus(list.firstVisible(), true);
        this.main.focus({ preventScroll: true });
      }
    } catch (error) {
      if (!overtaken()) {
        tellFailure(error);
      }
    }
  }

  private leaveConversation(): void {
    this.go('#');
    this.closeConversation();
  }

  private closeConversation(): void {
    this.root.classList.remove('reading');
    this.list.focusSelected();
  }

  private moved(message: Message, ordinal: number): void {
    if (this.conversation) {
      this.places.set(this.conversation, ordinal);
    }
    const words = formatDay(message.sentAt);
    if (this.dayWords.textContent !== words) {
      this.dayWords.textContent = words;
    }
    const { scrollTop, scrollHeight, clientHeight } = this.messages.element;
    const atEnd = this.messages.end === this.messages.size && scrollHeight - scrollTop - clientHeight < 200;
    this.toEnd.hidden = atEnd;
    this.dayNow.classList.toggle('shown', scrollTop >= 40);
    clearTimeout(this.dayTimer);
    this.dayTimer = setTimeout(() => this.dayNow.classList.remove('shown'), 1600);
  }

  private async goToEnd(): Promise<void> {
    const last = this.messages.size - 1;
    if (await this.messages.show(last, 'end')) {
      this.messages.focus(last);
    }
  }

  private async jumpToMessage(id: string): Promise<void> {
    const conversation = this.conversation;
    try {
      const ordinal = await this.locate(id);
      if (!conversation || conversation !== this.conversation) {
        return;
      }
      if (ordinal >= 0) {
        this.go(`#c=${conversation.index}&m=${ordinal}`);
      } else {
        openError(t('reply.not-here'), id);
      }
    } catch (error) {
      tellFailure(error);
    }
  }

  private locate(id: string): Promise<number> {
    let place = this.located.get(id);
    if (place === undefined && this.conversation) {
      const { located } = this;
      place = this.source.locate(this.conversation, id);
      // What failed once may do later.
      place.catch(() => located.delete(id));
      located.set(id, place);
    }
    return place ?? Promise.resolve(-1);
  }

  private async messageById(id: string): Promise<Message | null> {
    const conversation = this.conversation;
    const ordinal = await this.locate(id);
    if (ordinal < 0 || !conversation || conversation !== this.conversation) {
      return null;
    }
    const loaded = this.messages.message(ordinal);
    if (loaded) {
      return loaded;
    }
    const number = pageOf(this.messages.pages, ordinal);
    const messages = await this.source.messages(conversation, number);
    return messages[ordinal - at(this.messages.pages, number).start] ?? null;
  }

  private openPicture(attachment: Attachment): void {
    const pictures: Attachment[] = [];
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

  private setNeedles(needles: readonly Needle[]): void {
    const before = JSON.stringify(this.needles);
    this.needles = needles;
    if (this.conversation && before !== JSON.stringify(needles)) {
      this.messages.redraw(this.context(this.conversation));
    }
  }

  private openSettings(): void {
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

  private async redrawAll(): Promise<void> {
    const conversation = this.conversation;
    const ordinal = this.messages.size > 0 ? this.messages.firstVisible() : null;
    const { search } = this;
    this.conversation = undefined;
    this.draw();
    this.search.takeOver(search);
    if (conversation) {
      if (ordinal === null) {
        this.places.delete(conversation);
      } else {
        this.places.set(conversation, ordinal);
      }
      await this.show(conversation, null);
    }
  }

  private toggleTheme(): void {
    const dark = document.documentElement.dataset.theme === 'dark';
    this.preferences.set('theme', dark ? 'light' : 'dark');
    applyTheme(this.preferences);
  }

  private openJump(conversation: Conversation): void {
    openJump(conversation, async (time) => {
      try {
        const ordinal = await this.source.ordinalAt(conversation, time);
        if (this.conversation === conversation && (await this.messages.show(ordinal, 'start'))) {
          this.messages.focus(ordinal, true);
          this.messages.place(ordinal, 'start');
        }
      } catch (error) {
        tellFailure(error);
      }
    });
  }

  private openPrint(conversation: Conversation): void {
    // The days in view; those of the whole conversation while its messages are still on their way.
    const from = this.messages.message(this.messages.first)?.sentAt ?? conversation.firstAt;
    const to = this.messages.message(this.messages.end - 1)?.sentAt ?? conversation.lastAt;
    if (from !== null && to !== null) {
      const context = { ...this.context(conversation), needles: [] };
      openPrint(this.source, conversation, context, { from, to });
    }
  }

  private async openLosses(): Promise<void> {
    try {
      openLosses(this.description, await this.source.losses());
    } catch (error) {
      tellFailure(error);
    }
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.main.focus();
    if (this.conversation && this.messages.size > 0) {
      this.messages.focus(this.messages.current >= 0 ? this.messages.current : this.messages.firstVisible());
    }
  }

  private onKey(event: KeyboardEvent): void {
    if (document.querySelector('dialog[open]') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const field = target.closest('input, select, textarea, audio, video');
    if (event.key === 'Escape' && !field) {
      if (this.isReading() && innerWidth < 760) {
        this.leaveConversation();
      } else {
        this.list.focusTabStop();
      }
      return;
    }
    if (field) {
      return;
    }
    if (this.moveByKey(event, target)) {
      event.preventDefault();
      return;
    }
    if (this.preferences.get('keys') === 'on' && this.actByKey(event.key)) {
      event.preventDefault();
    }
  }

  /** Arrows and their like act on messages while the focus is among them. */
  private moveByKey(event: KeyboardEvent, target: HTMLElement): boolean {
    const nowhere = target === document.body;
    if (!(nowhere || this.main.contains(target)) || this.messages.size === 0 || event.shiftKey) {
      return false;
    }
    const onArticle = nowhere || target === this.main || target.matches('article, .scroller');
    const by = MOVES[event.key];
    if (onArticle && by !== undefined) {
      this.messages.move(by);
      return true;
    }
    if (event.key === 'Enter' && target.matches('article')) {
      target.querySelector<HTMLElement>(WITHIN_A_MESSAGE)?.focus();
      return true;
    }
    return false;
  }

  private actByKey(key: string): boolean {
    const reading = this.messages.size > 0 ? this.conversation : undefined;
    const acts: Readonly<Record<string, () => void>> = {
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
        g: () => this.openJump(reading),
        d: () => this.openCurrentDetails(reading),
      }),
    };
    const act = Object.hasOwn(acts, key) ? acts[key] : undefined;
    act?.();
    return act !== undefined;
  }

  private openNeighbour(by: number): void {
    const neighbour = this.list.neighbour(by);
    if (neighbour) {
      this.openConversation(neighbour);
    }
  }

  private openCurrentDetails(conversation: Conversation): void {
    const message = this.messages.message(this.messages.current);
    if (message) {
      openDetails(message, this.people, conversation);
    }
  }
}
