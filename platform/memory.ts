import { Unreachable } from './http/sender.ts';

/** Computes a value once. */
export type Once = <T>(key: string, make: () => Promise<T>) => Promise<T>;

/** `began` is called when a value starts to be computed, and returns the callback for its end. */
export function createMemory(began: () => () => void): Once {
  const known = new Map<string, Promise<unknown>>();
  return <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const before = known.get(key) as Promise<T> | undefined;
    if (before) return before;
    const made = make().finally(began());
    known.set(key, made);
    // A target that was lost meanwhile may be there again.
    made.catch((error) => error instanceof Unreachable && known.delete(key));
    return made;
  };
}
