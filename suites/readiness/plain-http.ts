import type { Bench } from '../../platform/bench.ts';
import type { Received } from '../../platform/http/client.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { isSuccess } from '../../spec/index.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { isSecure, type Target, targetsOf } from './targets.ts';

export const tlsNoPlain: Requirement = {
  id: 'readiness.tls.no-plain',
  clause: 'readiness-tls-no-plain',
  title: 'refuses plain HTTP, or redirects it to HTTPS',
  needs: ['remote'],
  hint: 'Close port 80, or redirect every request on it to https:// before the application sees it.',
  async check(bench, note) {
    const targets = targetsOf(bench);
    if (targets.length === 0) throw new NotApplicable('no URL is declared (--answer-url, --webhook-url)');
    const seen = new Map<string, string>();
    for (const target of targets) {
      if (!isSecure(target)) {
        throw new Violation(`${target.name} not served over plain HTTP`, new URL(target.url).origin, {
          where: target.name,
        });
      }
      for (const url of plainUrls(target.url)) {
        const { host } = new URL(url);
        if (!seen.has(host)) seen.set(host, await assertNotServed(bench, target, url));
      }
    }
    note.seen = [...seen].map(([host, outcome]) => `${host.includes(':') ? host : `${host}:80`} ${outcome}`).join('; ');
  },
};

/** The same URL over plain HTTP: at the default port, and also at the port of HTTPS if that is not the default. */
export function plainUrls(url: string): readonly string[] {
  const { hostname, port, pathname, search } = new URL(url);
  return [...new Set(['', port])].map((each) => `http://${hostname}${each && `:${each}`}${pathname}${search}`);
}

/** Says what came of plain HTTP, unless it was the application that answered. */
async function assertNotServed(bench: Bench, target: Target, url: string): Promise<string> {
  const plain = await askQuietly(bench, target, url);
  if (!plain?.response) return 'refuses plain HTTP';
  const { status, headers } = plain.response;
  const evidence = { where: target.name, exchanges: [plain] };
  if (status >= 300 && status <= 399) {
    const { location = 'nowhere' } = headers;
    if (/^https:/i.test(location)) return 'redirects to HTTPS';
    throw new Violation('plain HTTP redirected to HTTPS', `status ${status} to ${location}`, evidence);
  }
  const isServed = isSuccess(status) || isSame(plain, await askQuietly(bench, target, target.url));
  if (isServed) throw new Violation('plain HTTP refused or redirected', `status ${status} from ${url}`, evidence);
  return `refuses plain HTTP (status ${status})`;
}

/** Neither a call nor an event, so that it has no effect; undefined where nothing is served. */
function askQuietly(bench: Bench, { name }: Target, url: string): Promise<Received | undefined> {
  const how = name === 'answer_url' ? { method: 'GET' } : { method: 'POST', body: '' };
  return bench.send({ ...how, url, freshConnection: true, timeoutMs: 5_000, mayFail: true }).catch((error: unknown) => {
    if (error instanceof Unreachable) return undefined;
    throw error;
  });
}

/** A refusal of the application itself is served, too: the same as over HTTPS. */
function isSame(one: Received, other: Received | undefined): boolean {
  return other?.response?.status === one.response?.status && other?.response?.body === one.response?.body;
}
