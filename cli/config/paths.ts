import { statSync } from 'node:fs';
import { certificatesIn } from '../../platform/http/tls/authorities.ts';
import type { KitConfig } from '../../spec/index.ts';
import { UsageError } from '../command.ts';

/** What the configuration names must be there: a folder to start in, and certificates. */
export function checkPaths({ start, tls }: KitConfig): void {
  const { cwd } = start ?? {};
  if (cwd !== undefined && !statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`start.cwd is not a folder: ${JSON.stringify(cwd)}`);
  }
  try {
    for (const file of [tls?.ca ?? []].flat()) certificatesIn(file);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
