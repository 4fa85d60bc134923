import { useEffect, useState } from 'preact/hooks';

interface Notice {
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

let notice: Notice | undefined;
let timer: number | undefined;
const listeners = new Set<() => void>();
const shownMs = 8_000;

/** Says one sentence at the foot of the page, for a while, or until it is closed. */
export function say(text: string, tone: Notice['tone'] = 'good', stays = false): void {
  notice = { text, tone };
  window.clearTimeout(timer);
  if (!stays) timer = window.setTimeout(dismiss, shownMs);
  for (const listener of listeners) listener();
}

export function dismiss(): void {
  notice = undefined;
  for (const listener of listeners) listener();
}

export function useNotice(): Notice | undefined {
  const [shown, show] = useState(notice);
  useEffect(() => {
    const listener = (): void => show(notice);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return shown;
}
