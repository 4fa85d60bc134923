import { connect, isIP } from 'node:net';
import { type Addresses, resolved } from '../../platform/http/addresses.ts';
import { hostOf, isLoopback, isLoopbackAddress } from '../../platform/http/loopback.ts';
import { AnotherServer, requireFreePorts } from '../../platform/process/port-holder.ts';
import { createRedactor } from '../../platform/redaction/redact.ts';
import type { BenchOptions } from '../../spec/index.ts';
import { NotRunError, UsageError } from '../command.ts';
import { variableRemedy } from './remedy.ts';

/** Throws a sentence unless the text is an HTTP URL. */
export function httpUrl(url: string, name: string): URL {
  if (!URL.canParse(url)) {
    const remedy = variableRemedy(url) ?? 'Write the full URL: http://127.0.0.1:3000/path.';
    throw new UsageError(`${name} is not a URL: ${JSON.stringify(createRedactor([]).text(url))}`, remedy);
  }
  const parsed = new URL(url);
  if (['undefined', 'null'].includes(parsed.hostname)) {
    throw new UsageError(`${name} has no host: ${JSON.stringify(url)}`, variableRemedy(url));
  }
  if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed;
  throw new UsageError(`${name} must start with http:// or https:// (got ${JSON.stringify(url)})`);
}

/** Refuses a URL that is not allowed or cannot be requested as written. */
export async function checkTarget(url: string, name: string, remote: boolean): Promise<void> {
  httpUrl(url, name);
  if (!remote) await requireLoopback(url, name);
  refuseLogin(url, name);
}

/** A host that is not certainly this machine might be a production system. */
export async function requireLoopback(url: string, name: string): Promise<void> {
  const host = hostOf(httpUrl(url, name));
  if (isLoopback(url)) return;
  const addresses = isIP(host) ? [host] : await addressesOf(host);
  if (addresses.length > 0 && addresses.every(isLoopbackAddress)) return;
  const foreign = addresses.find((address) => !isLoopbackAddress(address));
  const where = foreign === undefined || foreign === host ? '' : ` (it leads to ${foreign})`;
  const message = `${name} is not on this machine: ${JSON.stringify(host)} is not a loopback address${where}`;
  throw new UsageError(message, 'Give --remote to send calls and events to it.');
}

/** A user name and a password in a URL are no part of a request: they would be dropped in silence. */
export function refuseLogin(url: string, name: string): void {
  const parsed = httpUrl(url, name);
  if (parsed.username === '' && parsed.password === '') return;
  throw new UsageError(
    `${name} holds a user name or a password, which would not be sent: "${parsed.protocol}//…@${parsed.host}"`,
    'Remove what comes before the @, and let the test application answer without a login.',
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

/** A run against nothing would only repeat one sentence for every requirement. */
export async function probe(urls: readonly string[]): Promise<void> {
  const origins = new Map(urls.map((url) => [new URL(url).host, url]));
  for (const url of origins.values()) {
    const problem = await connectionProblem(new URL(url));
    if (problem)
      throw new NotRunError(
        `nothing listens at ${createRedactor([]).text(url)} (${problem})`,
        'Start the integration or give --start.',
      );
  }
}

/** The ports must be free before a start; otherwise the kit would check the server that already listens there. */
export async function requireFree(bench: BenchOptions): Promise<void> {
  try {
    await requireFreePorts(bench);
  } catch (error) {
    throw error instanceof AnotherServer ? new NotRunError(error.message, error.hint) : error;
  }
}

function connectionProblem(url: URL): Promise<string | undefined> {
  const { port, protocol } = url;
  const host = hostOf(url);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(3000, () => end('no connection within 3 s'));
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(words(error.code ?? error.message)));
  });
}

function words(code: string): string {
  if (code === 'ECONNREFUSED') return 'connection refused';
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'host name not found' : code;
}
