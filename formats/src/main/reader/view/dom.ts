//! Building elements. Data only ever becomes a text node or an attribute that can't run anything:
//! there is no innerHTML anywhere, and the page's policy forbids it.

/** What an element is given to hold; null, undefined and false stand for nothing. */
export type Child = Node | string | null | undefined | false | readonly Child[];

type Listeners = { readonly [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

type Value = string | number | boolean | null | undefined;

/** Whatever is not named here is an attribute; null, undefined and false leave it out. */
export interface Properties {
  readonly text?: string;
  readonly class?: string | null;
  readonly on?: Listeners;
  readonly [attribute: string]: Value | Listeners;
}

/** An element. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { text, class: className, on = {}, ...attributes }: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element: HTMLElementTagNameMap[K] = document.createElement(tag);
  if (text !== undefined) {
    element.textContent = text;
  }
  if (className) {
    element.className = className;
  }
  for (const [event, listener] of Object.entries(on)) {
    element.addEventListener(event, listener as EventListener);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'value') {
      Object.assign(element, { value });
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (typeof child === 'string' || child instanceof Node) {
      element.append(child);
    } else if (child) {
      append(element, child);
    }
  }
}

const SHAPES = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
  filter: 'M4 6h16M7 12h10M10 18h4',
  calendar: 'M5 6h14v13H5zM5 10h14M9 3.5V7M15 3.5V7',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4',
  help: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.6 9.6a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.3 1-1.3 2M12 16.6v.1',
  back: 'M19 12H5M11 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6 6 18',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  down: 'M12 5v14M6 13l6 6 6-6',
  save: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  file: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4',
  missing: 'M4 5h16v14H4zM4 16l4.5-4.5 3 3M20 19 4 5',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 8a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 12 8z',
  call: 'M6 4h3.5l1.5 4.5-2 1.5a11 11 0 0 0 5 5l1.5-2L20 14.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  reply: 'M10 7 5 12l5 5M5 12h9a5 5 0 0 1 5 5v1',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  room: 'M9 4 7 20M17 4l-2 16M4 9h16M3.5 15h16',
  group: 'M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M15.5 5.4a3 3 0 0 1 0 5.2M17 14.3c2.1.6 3.5 2.4 3.5 4.7',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  warning: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1',
  folder: 'M3.5 6h6l2 2.5h9V19h-17z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.6v.1',
};

export type IconName = keyof typeof SHAPES;

/** An icon; it says nothing to a screen reader. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon and a name that screen readers and tooltips say. */
export function iconButton(
  name: IconName,
  label: string,
  onClick: () => void,
  extra: Properties = {},
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, on: { click: onClick }, ...extra },
    icon(name),
  );
}

/** Words for screen readers only. */
export function hidden(text: string): HTMLElement {
  return h('span', { class: 'hidden', text });
}

/** A name or title, kept apart from the direction of the text around it. */
export function name(text: string, className = ''): HTMLElement {
  return h('bdi', { class: className || null, text });
}

/** The element of page.html in which everything is shown. */
export function pageRoot(): HTMLElement {
  const root = document.getElementById('app');
  if (!root) {
    throw new Error('this page has no #app');
  }
  return root;
}
