import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf, isLoopbackAddress } from './loopback.ts';

/** Host names and the addresses that they had when the run began. */
export type Addresses = Readonly<Record<string, readonly string[]>>;

interface AddressRoute {
  /** For connecting: what a name leads to, decided once. */
  readonly lookup: LookupFunction;
  /** Why this URL gets no request, if it does not. */
  refusal(url: string | URL): string | undefined;
}

/**
 * Where requests may go: a name keeps the addresses that it had first, and without `remote` only addresses of this
 * machine are connected to. So a name that leads elsewhere later (DNS rebinding) leads nowhere.
 */
export function route(remote: boolean, known: Addresses = {}, resolve: LookupFunction = systemLookup): AddressRoute {
  const pinned = new Map<string, Promise<readonly string[]>>();
  for (const [name, addresses] of Object.entries(known)) pinned.set(name, Promise.resolve(addresses));

  const addressesOf = (name: string): Promise<readonly string[]> => {
    const before = pinned.get(name);
    if (before) return before;
    const first = resolved(name, resolve);
    pinned.set(name, first);
    // A name that cannot be found yet is looked up again.
    first.catch(() => pinned.delete(name));
    return first;
  };

  return {
    refusal(url) {
      const host = hostOf(url);
      if (remote || isLoopbackAddress(host) || isIP(host) === 0) return undefined;
      return `${JSON.stringify(host)} is not an address of this machine, and gets no request without --remote`;
    },
    lookup(name, options, callback) {
      addressesOf(name).then(
        (addresses) => {
          const foreign = remote ? undefined : addresses.find((address) => !isLoopbackAddress(address));
          if (foreign !== undefined) return callback(notOurs(name, foreign), '');
          const all = addresses.map((address) => ({ address, family: isIP(address) }));
          const family = familyOf(options.family);
          const fitting = family === 0 ? all : all.filter((each) => each.family === family);
          const [first] = fitting;
          if (!first) return callback(notFound(name), '');
          if (options.all) callback(null, fitting);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
  };
}

/** Every address of a name, in the order of the system. */
export function resolved(name: string, resolve: LookupFunction = systemLookup): Promise<readonly string[]> {
  return new Promise((done, fail) => {
    resolve(name, { all: true }, (error, found) => {
      if (error) fail(error);
      else done(typeof found === 'string' ? [found] : found.map(({ address }) => address));
    });
  });
}

function familyOf(family: number | string | undefined): number {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : Number(family ?? 0);
}

function notOurs(name: string, address: string): NodeJS.ErrnoException {
  const message = `${JSON.stringify(name)} leads to ${address}, which is not this machine, and gets no request without --remote`;
  return Object.assign(new Error(message), { code: 'ENOTFOUND' });
}

function notFound(name: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${JSON.stringify(name)} has no suitable address`), { code: 'ENOTFOUND' });
}
