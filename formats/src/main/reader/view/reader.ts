//! The whole page: conversations and search at the side, messages in the middle.

import { LossTable } from '../core/losses.ts';
import type { Attachment, Conversation, Message } from '../core/model.ts';
import type { Needle } from '../core/text.ts';
import { formatDay } from '../core/times.ts';
import { t } from '../core/words.ts';
import { shownAs, type DataSource, type Description, type Hit } from '../data/data-source.ts';
import { applyPreferences, applyTheme } from './appearance.ts';
import { conversationBar } from './conversation-bar.ts';
import { ConversationList } from './conversation-list.ts';
import {
  openAddressDialog,
  openConversationInfo,
  openDetails,
  openError,
  openJump,
  openSettings,
} from './dialogs.ts';
import { h, icon, iconButton } from './dom.ts';
import { tellFailure } from './failure.ts';
import { openLightbox } from './lightbox.ts';
import { openLosses } from './loss-dialog.ts';
import { MessageFinder } from './message-finder.ts';
import { MessageList } from './message-list.ts';
import type { MessageContext } from './message-view.ts';
import { People } from './people.ts';
import type { Preferences } from './preferences.ts';
import { openPrint } from './print.ts';
import { onKey, type KeyedPage } from './reader-keys.ts';
import { SearchPanel } from './search-panel.ts';
import { heading, sidePane } from './side-pane.ts';

/** More losses than this are only listed: to show each in its place all would have to be read first. */
const MOST_LOSSES_IN_PLACE = 20_000;

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
  private finder: MessageFinder | undefined;
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
    addEventListener('keydown', (event) => onKey(event, this.keyed()));
  }

  draw(): void {
    this.setTitle(heading(this.description, this.people));
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
    const side = sidePane({
      description: this.description,
      people: this.people,
      conversations: this.conversations,
      search: this.search.form,
      lists: [this.list.element, this.search.results],
      openSettings: () => this.openSettings(),
      openLosses: () => this.openLosses(),
    });
    this.root.replaceChildren(
      h('a', { class: 'skip', href: '#messages', text: t('skip'), on: { click: (event) => this.skip(event) } }),
      h('div', { class: 'reader' }, side, this.main),
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

  private setTitle(words: string): void {
    document.title = this.quietTitle ? 'Afterglow' : words;
  }

  private drawBar(conversation: Conversation): void {
    this.bar.hidden = false;
    this.bar.replaceChildren(
      ...conversationBar(conversation, this.people, {
        leave: () => this.leaveConversation(),
        search: () => this.search.within(conversation),
        jump: () => this.openJump(conversation),
        print: () => this.openPrint(conversation),
        inform: () => openConversationInfo(conversation, this.people, this.losses),
        toggleTheme: () => this.toggleTheme(),
      }),
    );
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
      this.finder = new MessageFinder(this.source, conversation);
      this.list.select(conversation);
      this.drawBar(conversation);
      this.setTitle(`${this.people.titleOf(conversation)} · ${heading(this.description, this.people)}`);
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
      const ordinal = (await this.finder?.locate(id)) ?? -1;
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

  private messageById(id: string): Promise<Message | null> {
    const { conversation, finder, messages } = this;
    return finder
      ? finder.message(id, messages, () => conversation === this.conversation)
      : Promise.resolve(null);
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

  private keyed(): KeyedPage {
    return {
      main: this.main,
      messages: this.messages,
      reading: this.messages.size > 0 ? this.conversation : undefined,
      lettersAct: this.preferences.get('keys') === 'on',
      back: () => {
        if (this.isReading() && innerWidth < 760) {
          this.leaveConversation();
        } else {
          this.list.focusTabStop();
        }
      },
      search: () => this.search.input.focus(),
      step: (by) => this.search.step(by),
      toggleTheme: () => this.toggleTheme(),
      openNeighbour: (by) => this.openNeighbour(by),
      openJump: (conversation) => this.openJump(conversation),
      openDetails: (conversation) => this.openCurrentDetails(conversation),
    };
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
