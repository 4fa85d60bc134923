import { isIP } from 'node:net';
import { type Addresses, resolved } from '../http/addresses.ts';
import { hostOf, isLoopback, isLoopbackAddress } from '../http/loopback.ts';
import { createRedactor } from '../redaction/redact.ts';
import { variableRemedy } from './remedy.ts';
import { UsageError } from './usage-error.ts';

/** Throws a sentence unless the text is an HTTP URL. */
export function httpUrl(url: string, name: string): URL {
  if (!URL.canParse(url)) {
    const remedy = variableRemedy(url) ?? 'Write it whole: http://127.0.0.1:3000/path.';
    throw new UsageError(`${name} is not a URL: ${JSON.stringify(createRedactor([]).text(url))}`, remedy);
  }
  const parsed = new URL(url);
  if (['undefined', 'null'].includes(parsed.hostname)) {
    throw new UsageError(`${name} has no host: ${JSON.stringify(url)}`, variableRemedy(url));
  }
  if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed;
  throw new UsageError(`${name} must start with http:// or https:// (got ${JSON.stringify(url)})`);
}

/** Whether targets beyond this machine are allowed, and what allows them. */
export interface Remote {
  readonly isAllowed: boolean;
  readonly by: string;
}

/** Refuses what may not be asked, or could not be asked as it is written. */
export async function checkTarget(url: string, name: string, { isAllowed, by }: Remote): Promise<void> {
  httpUrl(url, name);
  if (!isAllowed) await requireLoopback(url, name, by);
  refuseLogin(url, name);
}

/** Whatever is not surely this machine may be somebody's production. */
export async function requireLoopback(url: string, name: string, by = '--remote'): Promise<void> {
  const host = hostOf(httpUrl(url, name));
  if (isLoopback(url)) return;
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  if (addresses.length > 0 && addresses.every(isLoopbackAddress)) return;
  const foreign = addresses.find((address) => !isLoopbackAddress(address));
  const where = foreign === undefined || foreign === host ? '' : ` (it leads to ${foreign})`;
  const message = `${name} is not on this machine: ${JSON.stringify(host)} is not a loopback address${where}`;
  throw new UsageError(message, `Give ${by} to send calls and events to it.`);
}

/** A user name and a password in a URL are no part of a request: they would be dropped in silence. */
export function refuseLogin(url: string, name: string): void {
  const parsed = httpUrl(url, name);
  if (parsed.username === '' && parsed.password === '') return;
  throw new UsageError(
    `${name} holds a user name or a password, which would not be sent: "${parsed.protocol}//…@${parsed.host}"`,
    'Leave out what stands before the @, and give --basic-auth USER:PASSWORD or access.basicAuth.',
  );
}

/** What the names of these URLs lead to now; they lead nowhere else as long as the run lasts. */
export async function pinned(urls: readonly string[]): Promise<Addresses> {
  const names = [...new Set(urls.map(hostOf))].filter((name) => isIP(name) === 0);
  const found = await Promise.all(names.map(async (name) => [name, await addressesOf(name)] as const));
  // One that leads nowhere yet is looked up when it is asked.
  return Object.fromEntries(found.filter(([, addresses]) => addresses.length > 0));
}

function addressesOf(name: string): Promise<readonly string[]> {
  return resolved(name).catch(() => []);
}
