import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Called for each request, and a run has few hosts, so results are cached. */
const judged = new Map<string, boolean>();

/** Whether an address is this machine's own, IPv4 in the notation of IPv6 included. */
export function isLoopbackAddress(address: string): boolean {
  const known = judged.get(address);
  if (known !== undefined) return known;
  const family = isIP(address);
  const own = family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');
  if (judged.size < 1_000) judged.set(address, own);
  return own;
}

/** The host of a URL as a name or an address, without the brackets of IPv6. */
export function hostOf(url: string | URL): string {
  return (typeof url === 'string' ? new URL(url) : url).hostname.replace(/^\[|\]$/g, '');
}

/** Whether a URL names this machine without asking anybody. */
export function isLoopback(url: string | URL): boolean {
  const host = hostOf(url);
  return host === 'localhost' || isLoopbackAddress(host);
}
