import { createHmac } from 'node:crypto';
import type { PlatformEvent } from '../../platform/events/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { assertNoLeak, runSecrets } from '../leaks.ts';
import { percentile } from '../percentile.ts';
import {
  assertPlainWorks,
  assertResponds,
  beginCall,
  isAcknowledged,
  outcomeOf,
  playable,
} from '../preconditions/acknowledged.ts';
import { menuCall, type Shape, shapes } from '../preconditions/matrix.ts';
import {
  assertAllAlike,
  assertStillAllClean,
  assertStores,
  cleanStates,
  eventsOfNewCall,
  type ShapedCall,
} from '../preconditions/schedule.ts';
import { every } from '../preconditions/sweep.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { refusals } from './signature/refuses.ts';

const maxEvents = 200;
const atOnce = 50;
/** Number of pages of a burst that are read at the same time. */
const readAtOnce = 20;

const inBurst = every('in a burst', shapes);

export const loadBurst: Requirement = {
  id: 'webhook.load.burst',
  clause: 'webhook-load-burst',
  title: 'handles a burst of events',
  needs: ['webhook'],
  hint: 'Keep the handler short and free of locks, and the listen backlog above 50; the budget is three times budgets.ackMs for 200 events, 50 at once.',
  sends: [inBurst],
  async check(bench) {
    await assertPlainWorks(bench);
    const budget = bench.options.budgets.ackMs * 3;
    const durations: number[] = [];
    const seesState = bench.capabilities.has('state');
    const good = await playable(bench, inBurst.drawn(bench));
    const kinds = good.length > 0 ? good : [menuCall];
    if (seesState) {
      await assertStores(bench);
      await cleanStates(bench, kinds);
    }
    const queue = burstOf(kinds);
    const delivered: ShapedCall[] = [];
    // The events of a call keep their order: a burst is no disorder.
    async function deliverAll(): Promise<void> {
      for (let shape = queue.shift(); shape; shape = queue.shift()) {
        const exchanges: Exchange[] = [];
        const events = eventsOfNewCall(bench, shape);
        for (const event of events) {
          const { exchange, status } = await bench.deliver(event);
          exchanges.push(exchange);
          durations.push(exchange.durationMs);
          if (isAcknowledged(status)) continue;
          throw new Violation(
            `${maxEvents} events, ${atOnce} at once, acknowledged (${event.event})`,
            outcomeOf({ exchange, status }),
            { exchanges: [exchange] },
          );
        }
        const expected = `what was acknowledged in a burst of ${maxEvents} events, ${atOnce} at once, to be kept`;
        delivered.push({ callId: events[0]?.call.id ?? '', shape, expected, exchanges });
      }
    }
    const workers = await Promise.allSettled(Array.from({ length: atOnce }, deliverAll));
    const failed = workers.find((worker) => worker.status === 'rejected');
    if (failed) throw failed.reason;
    const worst = percentile(95, durations);
    if (worst > budget)
      throw new Violation(`95 of 100 acknowledgements within ${budget} ms`, `${Math.round(worst)} ms`);
    if (!seesState) return;
    const sorted = [...delivered].sort((one, other) => kinds.indexOf(one.shape) - kinds.indexOf(other.shape));
    for (let start = 0; start < sorted.length; start += readAtOnce) {
      await assertAllAlike(bench, sorted.slice(start, start + readAtOnce));
    }
    await assertStillAllClean(bench, kinds);
  },
};

/** Calls of each of these kinds in turn, of as many events as a burst has. */
function burstOf(kinds: readonly Shape[]): Shape[] {
  const all: Shape[] = [];
  for (let count = 0; count < maxEvents; count += all.at(-1)?.names.length ?? maxEvents) {
    all.push(kinds[all.length % kinds.length] ?? menuCall);
  }
  return all;
}

/** Methods that must have no effect (RFC 9110, section 9.2.1): what a crawler or a preview of a link sends. */
const safeMethods = ['GET', 'HEAD'] as const;

export const httpMethod: Requirement = {
  id: 'webhook.http.method',
  clause: 'webhook-http-method',
  title: 'accepts events only by POST',
  needs: ['webhook'],
  assumes: [],
  hint: 'Answer 405 to any other method at the webhook URL.',
  async check(bench) {
    const { answerUrl, webhookUrl } = bench.options;
    if (answerUrl && webhookUrl && new URL(answerUrl).pathname === new URL(webhookUrl).pathname) {
      throw new NotApplicable('answer_url and webhook_url are the same URL, where a GET asks for instructions');
    }
    await assertPlainWorks(bench);
    for (const method of safeMethods) {
      const { nextEvent } = await beginCall(bench);
      const delivered = await bench.deliver(nextEvent('call.answered'), { method });
      if (!isAcknowledged(delivered.status)) continue;
      throw new Violation(`a status outside 2xx for ${method}`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
      });
    }
  },
};

export const secretsAbsent: Requirement = {
  id: 'webhook.secrets.absent',
  clause: 'webhook-secrets-absent',
  title: 'shows no secret, no expected signature and no stack trace in its responses',
  needs: ['webhook'],
  hint: 'Refuse with a plain sentence; never say which signature was expected, and turn off debug pages.',
  async check(bench) {
    await assertResponds(bench);
    const { nextEvent } = await beginCall(bench);
    const event = nextEvent('call.answered');
    const responses = [await bench.deliver(event), ...(await refusals(bench, event))];
    for (const bytes of ['', '{', 'null', '[]', '{"event":1}', '"text"'])
      responses.push(await bench.deliver(Buffer.from(bytes)));
    for (const method of ['GET', 'PUT']) responses.push(await bench.deliver(event, { method }));
    if (responses.every(({ status }) => status === undefined)) {
      throw new Blocked('no delivery got a response', 'webhook.ack.every-event');
    }
    for (const { exchange } of responses) {
      assertNoLeak(exchange, {
        ...runSecrets(bench),
        ...expected(bench.options.webhookSecret, exchange.request, event),
      });
    }
  },
};

/** What a right signature of the received bytes would have been: a response that shows it signs for anybody. */
function expected(
  secret: string | undefined,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body?: string },
  event: PlatformEvent,
): Record<string, string> {
  const timestamp = headers['X-MiniVoice-Timestamp'];
  if (!secret || timestamp === undefined) return {};
  const texts = { 'expected signature': body ?? '', 'signature of the event': JSON.stringify(event) };
  const forms = Object.entries(texts).flatMap(([name, text]) => {
    const digest = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest();
    const hex = digest.toString('hex');
    return [
      [name, hex],
      [`${name}, in capitals`, hex.toUpperCase()],
      [`${name}, in base64`, digest.toString('base64')],
    ];
  });
  return Object.fromEntries(forms) as Record<string, string>;
}
