/** Whether nothing has the focus: what had it is gone. */
export function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Gives the focus to an element where it was lost. */
export function keepFocus(element: HTMLElement | null | undefined): void {
  if (isLost()) element?.focus({ preventScroll: true });
}
