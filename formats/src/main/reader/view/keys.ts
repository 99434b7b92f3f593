//! Keys that move through a list of buttons.

const TO: Readonly<Record<string, (at: number, size: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, size) => size - 1,
};

/** From which button a key leads to which; null where it leads nowhere. */
export function stepOf(
  event: KeyboardEvent,
  buttons: readonly HTMLElement[],
): { from: HTMLElement; to: HTMLElement } | null {
  const at = buttons.findIndex((button) => button === document.activeElement);
  const from = buttons[at];
  const to = buttons[TO[event.key]?.(at, buttons.length) ?? -1];
  return from && to ? { from, to } : null;
}
