import { connect } from 'node:net';
import type { BenchOptions } from '../../spec/index.ts';
import { deadline, pause } from '../clock.ts';
import { resolved } from '../http/addresses.ts';
import { hostOf, isLoopbackAddress } from '../http/loopback.ts';
import { type Listener, listenersOn } from './listeners.ts';
import type { Owner } from './proc.ts';
import { type Started, strangersAmong } from './strangers.ts';

/** Another server would be checked instead of the integration that the kit starts. */
export class AnotherServer extends Error {
  override readonly name = 'AnotherServer';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

/** The part of the options that says where the integration will be. */
type Places = Pick<BenchOptions, 'answerUrl' | 'webhookUrl' | 'observe' | 'start' | 'addresses'>;

/** A local port of a target. */
interface TargetPort {
  /** The key of the configuration that names it first. */
  readonly key: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** An earlier run may be stopping what it started, and a killed process may be on its way out. */
const graceMs = 1_000;

const reuse =
  'Stop it or choose another port. If it is meant to run in front of the integration, set start.reuse or give --reuse.';

/** Refuses a start while another process holds a port of the targets: the kit would check that server. */
export async function requireFreePorts(places: Places, isRestart = false): Promise<void> {
  if (places.start?.reuse) return;
  for (const target of await targetPorts(places)) {
    const end = deadline(graceMs);
    let holders = await holdersOf(target);
    while (holders && !end.passed()) {
      await pause(25);
      holders = await holdersOf(target);
    }
    if (!holders) continue;
    const who = ownersInWords(holders.flatMap(({ owners }) => owners));
    const message = isRestart
      ? `Port ${target.port} of ${target.key} is still held by ${who} after the integration was killed, so the new start is not checked`
      : `Port ${target.port} of ${target.key} is held by ${who} before the integration is started, so another server would be checked`;
    throw new AnotherServer(message, reuse);
  }
}

/** Refuses what was started when a process that is surely not of it listens on a port of the targets. */
export async function requireOwnListeners(places: Places, started: Started): Promise<void> {
  if (places.start?.reuse) return;
  for (const target of await targetPorts(places)) {
    const listeners = (await listenersOn(target.port)) ?? [];
    const serving = target.addresses.flatMap((asked) => servingAt(listeners, asked));
    const strangers = await strangersAmong(serving, started);
    if (strangers.length === 0) continue;
    const message = `Port ${target.port} of ${target.key} is held by ${ownersInWords(strangers)}, which the start command did not start, so another server would be checked`;
    throw new AnotherServer(message, reuse);
  }
}

async function targetPorts({ answerUrl, webhookUrl, observe, start, addresses = {} }: Places): Promise<TargetPort[]> {
  const urls = { answerUrl, webhookUrl, 'observe.callUrl': observe?.callUrl, 'start.readyUrl': start?.readyUrl };
  const found = new Map<string, TargetPort>();
  for (const [key, written] of Object.entries(urls)) {
    if (written === undefined || !URL.canParse(written)) continue;
    const url = new URL(written);
    if (found.has(url.host)) continue;
    const host = hostOf(url);
    const known = addresses[host] ?? (await resolved(host).catch(() => []));
    const own = known.filter(isLoopbackAddress);
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    if (own.length > 0) found.set(url.host, { key, port, addresses: own });
  }
  return [...found.values()];
}

/** The holder of the port; `undefined` if nothing listens. This process itself is allowed, as in `mvk record`. */
async function holdersOf({ port, addresses }: TargetPort): Promise<readonly Listener[] | undefined> {
  const [listeners = [], accepting] = await Promise.all([listenersOn(port), acceptingOf(port, addresses)]);
  const serving = listeners.filter(({ address }) => addresses.some((each) => serves(address, each)));
  const others = serving.filter(({ owners }) => owners.every(({ pid }) => pid !== process.pid));
  if (serving.length > 0 && others.length === 0) return undefined;
  // Whether `::` takes IPv4 as well is seen by a connection alone.
  const isSure = others.some(({ address }) => addresses.includes(address) || address === '0.0.0.0');
  return isSure || accepting ? others : undefined;
}

function serves(listening: string, asked: string): boolean {
  if (listening === asked || listening === '::') return true;
  return listening === '0.0.0.0' && !asked.includes(':');
}

/** Beside a server on an address of IPv4, one on `::` can only be one that takes no IPv4. */
function servingAt(listeners: readonly Listener[], asked: string): readonly Listener[] {
  const serving = listeners.filter(({ address }) => serves(address, asked));
  const byIpv4 = serving.filter(({ address }) => !address.includes(':'));
  return byIpv4.length > 0 ? byIpv4 : serving;
}

async function acceptingOf(port: number, addresses: readonly string[]): Promise<boolean> {
  const accepted = await Promise.all(addresses.map((host) => accepts(host, port)));
  return accepted.includes(true);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (accepted: boolean): void => {
      socket.destroy();
      resolve(accepted);
    };
    socket
      .setTimeout(graceMs, () => end(false))
      .once('connect', () => end(true))
      .once('error', () => end(false));
  });
}

/** The process that listens on a port, as words for a sentence; `undefined` if it cannot be named. */
export async function holderOf(port: number): Promise<string | undefined> {
  const owners = ((await listenersOn(port)) ?? []).flatMap((listener) => listener.owners);
  return owners.length > 0 ? ownersInWords(owners) : undefined;
}

function ownersInWords(owners: readonly Owner[]): string {
  const [first] = owners;
  return first ? `${first.name} (pid ${first.pid})` : 'a process that cannot be seen';
}
