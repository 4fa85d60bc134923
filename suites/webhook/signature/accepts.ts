import fc from 'fast-check';
import type { Bench } from '../../../platform/bench.ts';
import { now } from '../../../platform/clock.ts';
import type { PlatformEvent } from '../../../platform/events/events.ts';
import type { Delivered, Delivery } from '../../../platform/webhook/delivery.ts';
import { signatureVectors } from '../../../spec/index.ts';
import { documentedEvent } from '../../arbitraries/call-event.ts';
import {
  assertPlainWorks,
  assertResponds,
  beginCall,
  beginFor,
  isAcknowledged,
  outcomeOf,
  plainCell,
  plainDeliveries,
  plainlyTaken,
  plainProblem,
} from '../../preconditions/acknowledged.ts';
import { type Cell, cellInWords, cells, directions } from '../../preconditions/matrix.ts';
import { every, some } from '../../preconditions/sweep.ts';
import { forAll } from '../../property.ts';
import { Blocked, type Requirement, Violation } from '../../requirement.ts';

const eachInTurn = every('in its turn', cells);

export const acceptsValid: Requirement = {
  id: 'webhook.signature.accepts-valid',
  clause: 'webhook-signature-accepts-valid',
  title: 'accepts what MiniVoice signs',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'HMAC-SHA256 with the secret’s UTF-8 bytes over timestamp, "." and the raw body; compare with the hex behind "v1=".',
  sends: [eachInTurn],
  async check(bench, note) {
    const problem = await plainProblem(bench);
    if (problem === this.id) {
      const [first] = await plainDeliveries(bench);
      if (first)
        throw new Violation('a validly signed event acknowledged', outcomeOf(first), { exchanges: [first.exchange] });
    }
    if (problem) throw new Blocked('no plain event is acknowledged', problem);
    // Never from the future: how far clocks may differ is not documented.
    const offset = fc.integer({ min: -30, max: 0 });
    for (const cell of eachInTurn.drawn(bench)) judge(cell, await plainCell(bench, cell));
    const cases = fc.tuple(documentedEvent(), fc.constantFrom(...directions), offset);
    await forAll(bench, note, cases, async ([[name, data], direction, seconds]) => {
      const { nextEvent } = await beginFor(bench, { name, direction });
      const at = new Date(now().getTime() + seconds * 1000);
      judge({ name, direction }, await bench.deliver(nextEvent(name, data), { at }));
    });

    function judge(cell: Cell, delivered: Delivered): void {
      // Only a refusal for the signature's sake is this requirement's.
      if (delivered.status !== 401 && delivered.status !== 403) return;
      throw new Violation(`a validly signed ${cellInWords(cell)}: acknowledged`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
      });
    }
  },
};

export const rawBody: Requirement = {
  id: 'webhook.signature.raw-body',
  clause: 'webhook-signature-raw-body',
  title: 'verifies the bytes it received',
  needs: ['webhook', 'signed'],
  assumes: ['Q51'],
  hint: 'Keep the raw body (before any JSON middleware) and hash that: JSON that was parsed and written again has other bytes.',
  sends: [eachInTurn],
  async check(bench) {
    await assertResponds(bench);
    let taken = 0;
    let refused: Violation | undefined;
    for (const { rule, bodyBase64 } of signatureVectors().filter((vector) => vector.expect === 'accept')) {
      const { call } = await beginCall(bench);
      const written = Buffer.from(bodyBase64, 'base64').toString('utf8').replaceAll('call_123', call.id);
      const delivered = await bench.deliver(Buffer.from(written));
      if (isAcknowledged(delivered.status)) taken++;
      else
        refused ??= new Violation(`the signed event acknowledged (${rule})`, outcomeOf(delivered), {
          exchanges: [delivered.exchange],
        });
    }
    if (taken === 0) await assertTakenPlainly(bench);
    if (refused) throw refused;
    // The same bytes of another event may go another way.
    for (const cell of await plainlyTaken(bench, eachInTurn.drawn(bench))) {
      const { nextEvent } = await beginFor(bench, cell);
      const delivered = await bench.deliver(unusual(nextEvent(cell.name)));
      if (isAcknowledged(delivered.status)) continue;
      throw new Violation(`${cellInWords(cell)}: acknowledged in an unusual notation`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
      });
    }
  },
};

/** Blocks the check where the events of the test vectors are refused in the plain notation, too. */
async function assertTakenPlainly(bench: Bench): Promise<void> {
  const problem = await plainProblem(bench);
  const ended = await plainlyTaken(bench, [{ name: 'call.completed', direction: 'inbound' }]);
  if (problem || ended.length === 0)
    throw new Blocked('no signed event is acknowledged', problem ?? 'webhook.ack.every-event');
}

/**
 * An event with white space, with numbers and letters that would be written in another way, with letters that
 * normalisation of Unicode would change, and with line ends of both kinds.
 */
function unusual(event: PlatformEvent): Buffer {
  const text = JSON.stringify({ x_future_note: 'mark', ...event }, undefined, 2).replace('\n', '\r\n');
  return Buffer.from(`${text.replace('"mark"', '[1.0, 1e2, "\\u00e9\\/", "é", "e\u0301 \u212b"]')}\n`);
}

/** Other writings of a header name, each with other events. */
const writings = (
  [
    ['x-minivoice-signature', (name) => name.toLowerCase()],
    ['X-MINIVOICE-SIGNATURE', (name) => name.toUpperCase()],
    ['X-Minivoice-Signature', (name) => name.toLowerCase().replace(/(^|-)\w/g, (start) => start.toUpperCase())],
  ] as const satisfies readonly (readonly [string, (name: string) => string])[]
).map(([signature, change]) => ({
  signature,
  change,
  events: { ...some('in its turn', cells, 6, `header ${signature}`), as: `with ${signature}` },
}));

export const headerCase: Requirement = {
  id: 'webhook.signature.header-case',
  clause: 'webhook-signature-header-case',
  title: 'reads header names in any case',
  needs: ['webhook', 'signed'],
  hint: 'Look headers up without regard to case (RFC 9110, 5.1): proxies and HTTP/2 change it.',
  sends: writings.map(({ events }) => events),
  async check(bench) {
    await assertPlainWorks(bench);
    for (const { signature, change, events } of writings) {
      const headers: Delivery['headers'] = (signed) =>
        Object.fromEntries(
          Object.entries(signed).map(([name, value]) => [name.startsWith('X-') ? change(name) : name, value]),
        );
      for (const cell of events.drawn(bench, await plainlyTaken(bench))) {
        const { nextEvent } = await beginFor(bench, cell);
        const delivered = await bench.deliver(nextEvent(cell.name), { headers });
        if (isAcknowledged(delivered.status)) continue;
        throw new Violation(`${cellInWords(cell)}: acknowledged with the header ${signature}`, outcomeOf(delivered), {
          exchanges: [delivered.exchange],
        });
      }
    }
  },
};
