import fc from 'fast-check';
import type { Delivery } from '../../platform/bench.ts';
import { now } from '../../platform/clock.ts';
import { eventNames, type PlatformEvent } from '../../platform/events.ts';
import { dataOf } from '../arbitraries/call-event.ts';
import { forAll } from '../property.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';
import { assertPlainWorks, begin, isAcknowledged, outcomeOf, plainDeliveries, plainProblem } from './plain.ts';
import { assertSameAsClean } from './schedule.ts';

export const acceptsValid: Requirement = {
  id: 'webhook.signature.accepts-valid',
  clause: 'webhook-signature-accepts-valid',
  title: 'accepts what MiniVoice signs',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'HMAC-SHA256 with the secret’s UTF-8 bytes over timestamp, "." and the raw body; compare with the hex behind "v1=".',
  async check(bench) {
    const problem = await plainProblem(bench);
    if (problem === this.id) {
      const [first] = await plainDeliveries(bench);
      if (first)
        throw new Violation('a validly signed event acknowledged', outcomeOf(first), { exchanges: [first.exchange] });
    }
    if (problem) throw new Blocked(`not judged: no plain event is acknowledged (mend ${problem} first)`);
    const event = fc.constantFrom(...eventNames).chain((name) => fc.tuple(fc.constant(name), dataOf(name)));
    const offset = fc.integer({ min: -30, max: 5 });
    await forAll(bench, fc.tuple(event, offset), async ([[name, data], seconds]) => {
      const { tell } = await begin(bench);
      const at = new Date(now().getTime() + seconds * 1000);
      const delivered = await bench.deliver(tell(name, data), { at });
      // Only a refusal for the signature's sake is this requirement's.
      if (delivered.status !== 401 && delivered.status !== 403) return;
      throw new Violation(`a validly signed ${name} acknowledged`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
      });
    });
  },
};

/** The same event in bytes that a serialiser would not write, each signed as it is. */
const writings: readonly (readonly [string, (event: PlatformEvent) => string])[] = [
  ['compact', (event) => JSON.stringify(event)],
  ['indented', (event) => JSON.stringify(event, null, 2)],
  ['with spaces after colons and commas', (event) => spaced(event)],
  ['with its members in another order', (event) => JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))],
  ['with escaped characters', (event) => escaped(JSON.stringify({ ...event, variables: { name: 'Zoë / 😀' } }))],
  ['with escaped slashes', (event) => JSON.stringify({ ...event, variables: { path: 'a/b' } }).replaceAll('/', '\\/')],
  ['with characters outside ASCII', (event) => JSON.stringify({ ...event, variables: { name: 'Zoë 😀 — 東京' } })],
  [
    'with numbers as 1.0 and 1e1',
    (event) => JSON.stringify(event).replace(/\}$/, ',"x_future_a":1.0,"x_future_b":1e1}'),
  ],
  ['with a line end', (event) => `${JSON.stringify(event)}\n`],
  ['with white space around', (event) => ` \r\n\t${JSON.stringify(event)} `],
];

function spaced(event: PlatformEvent): string {
  const lines = JSON.stringify(event, null, 1)
    .split('\n')
    .map((line) => line.trim());
  return lines.join(' ').replace(/([{[]) | ([}\]])/g, '$1$2');
}

function escaped(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export const rawBody: Requirement = {
  id: 'webhook.signature.raw-body',
  clause: 'webhook-signature-raw-body',
  title: 'verifies the bytes it received',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'Keep the raw body (before any JSON middleware) and hash that; parsed and written again it is another text.',
  async check(bench) {
    let taken = 0;
    let refused: Violation | undefined;
    for (const [how, write] of writings) {
      const { tell } = await begin(bench);
      const delivered = await bench.deliver(Buffer.from(write(tell('call.answered'))));
      if (isAcknowledged(delivered.status)) taken++;
      else
        refused ??= new Violation(`an event ${how} acknowledged`, outcomeOf(delivered), {
          exchanges: [delivered.exchange],
        });
    }
    if (taken === 0)
      throw new Blocked('not judged: no signed event is acknowledged (mend webhook.signature.accepts-valid first)');
    if (refused) throw refused;
  },
};

export const headerCase: Requirement = {
  id: 'webhook.signature.header-case',
  clause: 'webhook-signature-header-case',
  title: 'reads header names in any case',
  needs: ['webhook', 'signed'],
  hint: 'Look headers up without regard to case (RFC 9110, 5.1): proxies and HTTP/2 change it.',
  async check(bench) {
    await assertPlainWorks(bench);
    const cases: readonly ((name: string) => string)[] = [
      (name) => name.toLowerCase(),
      (name) => name.toUpperCase(),
      (name) => name.toLowerCase().replace(/(^|-)\w/g, (start) => start.toUpperCase()),
    ];
    for (const change of cases) {
      const headers: Delivery['headers'] = (signed) =>
        Object.fromEntries(
          Object.entries(signed).map(([name, value]) => [name.startsWith('X-') ? change(name) : name, value]),
        );
      const { tell } = await begin(bench);
      const delivered = await bench.deliver(tell('call.answered'), { headers });
      if (isAcknowledged(delivered.status)) continue;
      throw new Violation(
        `an event with the header ${change('X-MiniVoice-Signature')} acknowledged`,
        outcomeOf(delivered),
        {
          exchanges: [delivered.exchange],
        },
      );
    }
  },
};

export const resignedRetry: Requirement = {
  id: 'webhook.signature.resigned-retry',
  clause: 'webhook-signature-resigned-retry',
  title: 'accepts a retry that is signed anew, with one effect',
  needs: ['webhook', 'signed'],
  assumes: ['Q51', 'Q53'],
  hint: 'Recognise a repeat by what the event says (call id, event, created_at), not by its signature or timestamp.',
  async check(bench) {
    await assertPlainWorks(bench);
    const earlier = new Date(now().getTime() - 5_000);
    const anew = bench.options.assumptions.Q53 !== 'byte-identical';
    const { tell } = await begin(bench);
    const event = tell('call.answered');
    await bench.deliver(event, { at: earlier });
    const retry = await bench.deliver(event, anew ? {} : { at: earlier });
    if (!isAcknowledged(retry.status)) {
      throw new Violation('the retry acknowledged with 2xx', outcomeOf(retry), { exchanges: [retry.exchange] });
    }
    if (!bench.capabilities.has('state')) return;
    await assertSameAsClean(bench, 'one effect of an event and its retry', async (events) => {
      const exchanges = [];
      for (const each of events) {
        await bench.deliver(each, { at: earlier });
        exchanges.push((await bench.deliver(each, anew ? {} : { at: earlier })).exchange);
      }
      return exchanges;
    });
  },
};
