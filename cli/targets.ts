import { lookup } from 'node:dns/promises';
import { BlockList, connect, isIP } from 'node:net';
import { NotRunError, UsageError } from './command.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Throws a sentence unless the text is an HTTP URL. */
export function httpUrl(url: string, name: string): URL {
  if (!URL.canParse(url)) {
    throw new UsageError(`${name} is not a URL: ${JSON.stringify(url)}`, 'Write it whole: http://127.0.0.1:3000/path.');
  }
  const parsed = new URL(url);
  if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed;
  throw new UsageError(`${name} must start with http:// or https://, and is ${JSON.stringify(url)}`);
}

/** Whatever is not surely this machine may be somebody's production. */
export async function requireLoopback(url: string, name: string): Promise<void> {
  const { hostname } = httpUrl(url, name);
  if (await isLoopback(hostname)) return;
  const message = `${name} is not on this machine: ${JSON.stringify(hostname)} is not a loopback address`;
  throw new UsageError(message, 'Give --remote to send calls and events to it.');
}

async function isLoopback(hostname: string): Promise<boolean> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost') return true;
  if (isIP(host)) return contains(host);
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.length > 0 && addresses.every(({ address }) => contains(address));
}

function contains(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** A run against nothing would only repeat one sentence for every requirement. */
export async function probe(urls: readonly string[]): Promise<void> {
  const origins = new Map(urls.map((url) => [new URL(url).host, url]));
  for (const url of origins.values()) {
    const problem = await connectionProblem(new URL(url));
    if (problem)
      throw new NotRunError(`nothing listens at ${url} (${problem})`, 'Start the integration or give --start.');
  }
}

function connectionProblem({ hostname, port, protocol }: URL): Promise<string | undefined> {
  const host = hostname.replace(/^\[|\]$/g, '');
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
