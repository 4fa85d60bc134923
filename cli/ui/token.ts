import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * What the page must name to be served: kept for the user, so that an open page finds the kit again after a restart. Where
 * nothing can be kept, or others could have written it, each start has a token of its own.
 */
export async function tokenOf({ XDG_CACHE_HOME }: NodeJS.ProcessEnv): Promise<string> {
  const fresh = randomBytes(24).toString('base64url');
  const folder = path.join(XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'minivoice-conformance');
  const file = path.join(folder, 'ui-token');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const kept = await readFile(file, 'utf8').catch(() => undefined);
    if (kept === undefined) {
      await writeFile(file, fresh, { mode: 0o600, flag: 'wx' });
      return fresh;
    }
    const { uid, mode } = await lstat(file);
    const isOurs = uid === process.getuid?.() && (mode & 0o077) === 0;
    return isOurs && /^[\w-]{32}$/.test(kept) ? kept : fresh;
  } catch {
    return fresh;
  }
}

export function isToken(given: string | undefined, token: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
