import type { Bench } from '../../platform/bench.ts';
import { now } from '../../platform/clock.ts';
import type { Delivered, Delivery } from '../../platform/delivery.ts';
import type { PlatformEvent } from '../../platform/events.ts';
import type { Clause, Exchange } from '../../spec/index.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { settledPage } from '../state/settled.ts';
import { assertUnchanged } from '../state/unchanged.ts';
import { assertPlainWorks, begin, isAcknowledged, outcomeOf } from './plain.ts';
import { assertStores, playWhole } from './schedule.ts';

/** One way in which a delivery is not what MiniVoice signed. */
interface Forgery {
  readonly what: string;
  readonly how: Delivery;
}

const stamp = 'X-MiniVoice-Timestamp';
const signature = 'X-MiniVoice-Signature';

function header(
  what: string,
  change: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
): Forgery {
  return { what, how: { headers: change } };
}

function without(name: string) {
  return (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));
}

function signedAs(what: string, change: (value: string) => string): Forgery {
  return header(what, (headers) => ({ ...headers, [signature]: change(headers[signature] ?? '') }));
}

function tampered(what: string, change: (text: string) => string): Forgery {
  return { what, how: { tamper: (body) => Buffer.from(change(body.toString('utf8'))) } };
}

const missing: readonly Forgery[] = [
  { what: 'no signature headers', how: { secret: null } },
  header('no signature header', without(signature)),
  header('no timestamp header', without(stamp)),
];

const wrongSecret: readonly Forgery[] = [
  { what: 'a signature made with another secret', how: { secret: 'another-secret-that-is-not-the-right-one' } },
  { what: 'a signature made with the sample secret', how: { secret: 'change-me' } },
  signedAs('a signature with another last digit', (value) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0')),
];

const changedBody: readonly Forgery[] = [
  tampered('one byte changed after signing', (text) => text.replace('+1202555', '+1202556')),
  tampered('white space added after signing', (text) => text.replace(',', ', ')),
  tampered('bytes appended after signing', (text) => `${text} `),
  tampered('members reordered after signing', (text) =>
    JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
  ),
];

function shifted(by: number): Forgery {
  return header(`the timestamp changed by ${by} after signing`, (headers) => ({
    ...headers,
    [stamp]: shift(headers[stamp] ?? '', by),
  }));
}

function shift(text: string, by: number): string {
  if (/^\d+$/.test(text)) return String(Number(text) + (text.length > 11 ? by * 1000 : by));
  return `${new Date(Date.parse(text) + by * 1000).toISOString().slice(0, 19)}Z`;
}

const malformed: readonly Forgery[] = [
  signedAs('an empty signature', () => ''),
  signedAs('a signature without its prefix', (value) => value.slice(3)),
  signedAs('a signature of another version', (value) => value.replace('v1=', 'v2=')),
  signedAs('a truncated signature', (value) => value.slice(0, -8)),
  signedAs('only the prefix', () => 'v1='),
  signedAs('a signature that is not hex', () => `v1=${'z'.repeat(64)}`),
  signedAs('the value twice in one header', (value) => `${value}, ${value}`),
  signedAs('bytes outside ASCII', (value) => `v1=${'\u00e9\u0080\u00ff'.repeat(20)}${value.slice(63)}`),
  signedAs('a signature of 4 kB', (value) => value.repeat(60)),
];

const oldAges = [10 * 60, 60 * 60, 24 * 60 * 60];

function stale(): readonly Forgery[] {
  return oldAges.map((seconds) => ({
    what: `a valid signature ${seconds / 60} minutes old`,
    how: { at: new Date(now().getTime() - seconds * 1000) },
  }));
}

type Refusal = 'missing' | 'wrong-secret' | 'tampered' | 'changed-timestamp' | 'malformed' | 'stale';

function refuses(
  what: Refusal,
  title: string,
  hint: string,
  forgeries: () => readonly Forgery[],
  isRefusal: (status: number) => boolean = (status) => status < 200 || status > 299,
  wanted = 'a status outside 2xx',
): Requirement {
  return {
    id: `webhook.signature.refuses-${what}`,
    clause: `webhook-signature-refuses-${what}` as Clause & `webhook-signature-refuses-${Refusal}`,
    title,
    needs: ['webhook', 'signed'],
    assumes: what === 'stale' ? ['Q51', 'Q52'] : ['Q51'],
    hint,
    async check(bench) {
      if (what === 'stale' && bench.options.assumptions.Q52 === 'none') {
        throw new NotApplicable('a receiver need not look at the age of a request (Q52=none)');
      }
      await assertPlainWorks(bench);
      const forged = forgeries().filter(
        ({ how }) => how.secret === undefined || how.secret !== bench.options.webhookSecret,
      );
      try {
        await assertRefused(forged);
      } catch (error) {
        // Which of them took effect shows when they come one by one.
        if (error instanceof Violation && forged.length > 1) for (const each of forged) await assertRefused([each]);
        throw error;
      }

      async function assertRefused(all: readonly Forgery[]): Promise<void> {
        const { call, tell } = await begin(bench);
        const event = tell('call.gathered', { ...tell('call.gathered').data, digits: '9' });
        const before = bench.capabilities.has('state') ? await settledPage(bench, call.id) : undefined;
        const exchanges: Exchange[] = [];
        for (const { what: forgery, how } of all) {
          const { status, exchange } = await bench.deliver(event, how);
          exchanges.push(exchange);
          if (status !== undefined && isRefusal(status)) continue;
          throw new Violation(`${wanted} for ${forgery}`, outcomeOf({ status, exchange }), { exchanges: [exchange] });
        }
        const names = all.map(({ what: forgery }) => forgery).join(', ');
        if (before === undefined) return;
        await assertStores(bench);
        const same = async () => (await begin(bench)).call.id;
        const visible = () => playWhole(bench);
        await assertUnchanged(bench, { before, expected: `no effect of ${names}`, exchanges, same, visible });
      }
    },
  };
}

export const signatureRefusals: readonly Requirement[] = [
  refuses(
    'missing',
    'refuses an unsigned event',
    'With a secret, both headers must be there: answer 401 otherwise.',
    () => missing,
  ),
  refuses(
    'wrong-secret',
    'refuses a foreign signature',
    'Compare the whole digest, made with your secret.',
    () => wrongSecret,
  ),
  refuses(
    'tampered',
    'refuses a body that was changed after signing',
    'Hash the raw bytes that arrived.',
    () => changedBody,
  ),
  refuses(
    'changed-timestamp',
    'refuses a timestamp that was changed after signing',
    'The signed text is timestamp, "." and body: hash the header’s exact text too.',
    () => [shifted(1), shifted(-1), shifted(60)],
  ),
  refuses(
    'malformed',
    'refuses a malformed signature without failing',
    'Check the shape (v1= and 64 hex digits) before a constant-time comparison, which throws on unequal lengths.',
    () => malformed,
    (status) => status >= 400 && status <= 499,
    'a 4xx status',
  ),
  refuses('stale', 'refuses an old signed request', 'Refuse timestamps more than about 5 minutes old.', stale),
];

export const status: Requirement = {
  id: 'webhook.signature.status',
  clause: 'webhook-signature-status',
  title: 'refuses with a 4xx status',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'Answer 401 (or 400, 403): a 5xx says that you failed, a 3xx that the event is elsewhere.',
  async check(bench) {
    await assertPlainWorks(bench);
    const { tell } = await begin(bench);
    const refused: Delivered[] = [];
    for (const { how } of [...missing, ...wrongSecret, ...changedBody, shifted(60)]) {
      const delivered = await bench.deliver(tell('call.answered'), how);
      if (!isAcknowledged(delivered.status)) refused.push(delivered);
    }
    if (refused.length === 0)
      throw new Blocked('not judged: nothing was refused (see webhook.signature.refuses-missing)');
    const wrong = refused.find(({ status: got }) => got === undefined || got < 400 || got > 499);
    if (wrong)
      throw new Violation('a 4xx status for a wrong signature', outcomeOf(wrong), { exchanges: [wrong.exchange] });
  },
};

/** Deliveries that must be refused, for checks that look at the refusals themselves. */
export async function refusals(bench: Bench, event: PlatformEvent): Promise<readonly Delivered[]> {
  const all: Delivered[] = [];
  for (const { how } of [...missing, ...wrongSecret, ...changedBody, ...malformed])
    all.push(await bench.deliver(event, how));
  return all;
}
