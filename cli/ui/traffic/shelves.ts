import { maxOwn, maxRan } from '../../../ui/protocol/limits.ts';
import { createStore, type Store } from '../../listen/store.ts';
import type { KeptExchange } from './kept.ts';

const mebibyte = 1024 * 1024;

/** What people sent, and what runs sent: thousands of exchanges of a run take the place of no call. */
export function createShelves(): Pick<Store<KeptExchange>, 'add' | 'get' | 'all' | 'clear'> {
  const own = createStore<KeptExchange>({ exchanges: maxOwn, bytes: 64 * mebibyte });
  const ran = createStore<KeptExchange>({ exchanges: maxRan, bytes: 32 * mebibyte });
  return {
    add: (exchange) => (exchange.by === undefined ? own : ran).add(exchange),
    get: (number) => own.get(number) ?? ran.get(number),
    clear() {
      own.clear();
      ran.clear();
    },
    all: () => [...own.all(), ...ran.all()].sort((one, other) => one.number - other.number),
  };
}
