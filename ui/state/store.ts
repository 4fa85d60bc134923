import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message, Topics } from '../protocol/stream.ts';
import type { TrafficRow } from '../protocol/traffic.ts';
import { newest } from './newest.ts';

interface State {
  readonly connection: 'connecting' | 'open' | 'lost' | 'refused';
  readonly topics: Topics | undefined;
  /** Oldest first. */
  readonly rows: readonly TrafficRow[];
}

/** What comes within this time is shown at once, together: a burst costs one rendering. */
const togetherMs = 16;

let state: State = { connection: 'connecting', topics: undefined, rows: [] };
let waiting: TrafficRow[] = [];
let shownAt = 0;
let timer: number | undefined;
const listeners = new Set<() => void>();

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function setConnection(connection: State['connection']): void {
  if (connection !== state.connection) set({ connection });
}

/** Takes in what the kit says. */
export function take(message: Message): void {
  switch (message.kind) {
    case 'all':
      waiting = [];
      set({ topics: message.topics, rows: message.rows });
      break;
    case 'topic':
      set({ topics: { ...(state.topics as Topics), [message.topic]: message.value } });
      break;
    case 'row':
      showSoon(message.row);
  }
}

function showSoon(row: TrafficRow): void {
  waiting.push(row);
  const rest = shownAt + togetherMs - performance.now();
  if (rest <= 0) showWaiting();
  else timer ??= window.setTimeout(showWaiting, rest);
}

function showWaiting(): void {
  window.clearTimeout(timer);
  timer = undefined;
  shownAt = performance.now();
  const rows = newest([...state.rows, ...waiting]);
  waiting = [];
  set({ rows });
}

/** A part of the state; the component is rendered again when it is another one. */
export function useStore<Part>(select: (from: State) => Part): Part {
  const [, again] = useState(0);
  const part = select(state);
  const seen = useRef({ select, part });
  seen.current = { select, part };
  useEffect(() => {
    const listener = (): void => {
      const { select: read, part: before } = seen.current;
      if (!Object.is(read(state), before)) again((count) => count + 1);
    };
    listener();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return part;
}

/** The newest value of a topic; components are shown only once there is one. */
export function useTopic<Topic extends keyof Topics>(topic: Topic): Topics[Topic] {
  return useStore(({ topics }) => (topics as Topics)[topic]);
}
