import fc from 'fast-check';
import { now } from '../../platform/clock.ts';
import type { Delivery } from '../../platform/delivery.ts';
import { signatureVectors } from '../../spec/index.ts';
import { documentedEvent } from '../arbitraries/call-event.ts';
import { forAll } from '../property.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';
import {
  assertDuplicatesWork,
  assertPlainWorks,
  assertResponds,
  begin,
  isAcknowledged,
  outcomeOf,
  plainDeliveries,
  plainProblem,
} from './plain.ts';
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
    // Never from the future: how far clocks may differ is not documented.
    const offset = fc.integer({ min: -30, max: 0 });
    await forAll(bench, fc.tuple(documentedEvent(), offset), async ([[name, data], seconds]) => {
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

export const rawBody: Requirement = {
  id: 'webhook.signature.raw-body',
  clause: 'webhook-signature-raw-body',
  title: 'verifies the bytes it received',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'Keep the raw body (before any JSON middleware) and hash that; parsed and written again it is another text.',
  async check(bench) {
    await assertResponds(bench);
    let taken = 0;
    let refused: Violation | undefined;
    for (const { rule, bodyBase64 } of signatureVectors().filter((vector) => vector.expect === 'accept')) {
      const { call } = await begin(bench);
      const written = Buffer.from(bodyBase64, 'base64').toString('utf8').replaceAll('call_123', call.id);
      const delivered = await bench.deliver(Buffer.from(written));
      if (isAcknowledged(delivered.status)) taken++;
      else
        refused ??= new Violation(`the signed event acknowledged (${rule})`, outcomeOf(delivered), {
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
      await assertDuplicatesWork(bench);
      throw new Violation('the retry acknowledged with 2xx', outcomeOf(retry), { exchanges: [retry.exchange] });
    }
    if (!bench.capabilities.has('state')) return;
    await assertSameAsClean(bench, [
      {
        expected: 'one effect of an event and its retry',
        async deliver(events) {
          const exchanges = [];
          for (const each of events) {
            await bench.deliver(each, { at: earlier });
            exchanges.push((await bench.deliver(each, anew ? {} : { at: earlier })).exchange);
          }
          return exchanges;
        },
      },
    ]);
  },
};
