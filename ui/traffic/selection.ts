import { useEffect, useState } from 'preact/hooks';
import { goTo } from '../state/place.ts';

/** Which exchanges are looked at. */
interface Selection {
  readonly opened: number | undefined;
  /** Where the keys of the arrows are in the list. */
  readonly cursor: number | undefined;
  /** The next one that is chosen is compared with this one. */
  readonly comparing: number | undefined;
  readonly compared: readonly [number, number] | undefined;
  readonly pinned: ReadonlySet<number>;
}

let selection: Selection = {
  opened: undefined,
  cursor: undefined,
  comparing: undefined,
  compared: undefined,
  pinned: new Set(),
};
const listeners = new Set<() => void>();

function set(change: Partial<Selection>): void {
  selection = { ...selection, ...change };
  for (const listener of listeners) listener();
}

/** Opens an exchange, or compares it with the one that waits for it. */
export function choose(number: number): void {
  const { comparing } = selection;
  if (comparing === undefined || comparing === number)
    set({ opened: number, cursor: number, comparing: undefined, compared: undefined });
  else set({ cursor: number, comparing: undefined, compared: [comparing, number] });
}

/** Moves in the list: what is met is opened, unless one is looked for to compare it with. */
export function moveTo(number: number): void {
  if (selection.comparing === undefined) choose(number);
  else set({ cursor: number });
}

/** From another view. */
export function openExchange(number: number): void {
  set({ opened: number, cursor: number, comparing: undefined, compared: undefined });
  goTo('traffic');
}

export function close(): void {
  set({ opened: undefined, comparing: undefined, compared: undefined });
}

export function compareWith(number: number | undefined): void {
  set({ comparing: number, cursor: number ?? selection.opened });
}

export function togglePin(number: number): void {
  const pinned = new Set(selection.pinned);
  if (!pinned.delete(number)) pinned.add(number);
  set({ pinned });
}

export function useSelection(): Selection {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return selection;
}
