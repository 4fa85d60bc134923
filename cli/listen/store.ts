import type { HeardExchange } from './exchange.ts';

/** The exchanges that can still be opened: the newest ones, within a limit of number and of size. */
export interface Store<Kept extends HeardExchange = HeardExchange> {
  add(exchange: Kept): void;
  /** Undefined for one that never was, or is not kept any more. */
  get(number: number): Kept | undefined;
  last(): Kept | undefined;
  all(): readonly Kept[];
  clear(): void;
}

interface Limit {
  readonly exchanges: number;
  readonly bytes: number;
}

const maximum: Limit = { exchanges: 1_000, bytes: 64 * 1024 * 1024 };

export function createStore<Kept extends HeardExchange = HeardExchange>(limit: Limit = maximum): Store<Kept> {
  const kept = new Map<number, Kept>();
  let bytes = 0;
  return {
    add(exchange) {
      kept.set(exchange.number, exchange);
      bytes += sizeOf(exchange);
      for (const [number, oldest] of kept) {
        if (kept.size === 1 || (kept.size <= limit.exchanges && bytes <= limit.bytes)) break;
        kept.delete(number);
        bytes -= sizeOf(oldest);
      }
    },
    get: (number) => kept.get(number),
    last: () => [...kept.values()].at(-1),
    all: () => [...kept.values()],
    clear() {
      kept.clear();
      bytes = 0;
    },
  };
}

/** About what an exchange takes in memory. */
function sizeOf({ request, response, findings }: HeardExchange): number {
  const headers = [...request.headers, ...(response?.headers ?? [])];
  const texts = headers.reduce((sum, [name, value]) => sum + name.length + value.length, request.url.length);
  const found = findings.reduce((sum, each) => sum + 200 + each.expected.length + each.actual.length, 0);
  return 2_000 + request.body.length + (response?.body.length ?? 0) + texts + found;
}
