import { configKeys, type KeyNames } from '../../spec/index.ts';

/** The keys known at a JSON pointer of the configuration. */
export function keysAt(pointer: string): string[] {
  let keys: KeyNames | undefined = configKeys;
  for (const step of pointer.split('/').slice(1)) keys = keys?.[/^\d+$/.test(step) ? '*' : step];
  return Object.keys(keys ?? {});
}
