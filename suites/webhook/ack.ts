import fc from 'fast-check';
import type { Delivered } from '../../platform/webhook/delivery.ts';
import { type Exchange, eventNames } from '../../spec/index.ts';
import { documentedEvent } from '../arbitraries/call-event.ts';
import {
  assertPlainWorks,
  beginFor,
  isAcknowledged,
  outcomeOf,
  plainCell,
  plainDeliveries,
  plainlyTaken,
  plainProblem,
  playable,
} from '../preconditions/acknowledged.ts';
import { type Cell, cellInWords, cells, directions, eachEvent, menuCall, shapes } from '../preconditions/matrix.ts';
import { eventsOfNewCall } from '../preconditions/schedule.ts';
import { every } from '../preconditions/sweep.ts';
import { forAll } from '../property.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { deliverLimits } from './limits.ts';

const eachInTurn = every('in its turn', cells);

export const ackEveryEvent: Requirement = {
  id: 'webhook.ack.every-event',
  clause: 'webhook-ack-every-event',
  title: 'acknowledges every documented event with 2xx',
  needs: ['webhook'],
  assumes: ['Q62', 'Q63'],
  hint: 'Answer every event with any 2xx, including those you do not use.',
  sends: [eachInTurn],
  async check(bench, note) {
    const problem = await plainProblem(bench);
    if (problem && problem !== this.id) throw new Blocked('no plain event is acknowledged', problem);
    // Every name in both directions at least once, whatever the number of cases.
    for (const cell of eachInTurn.drawn(bench)) judge(cell, await plainCell(bench, cell));
    for (const cell of await plainlyTaken(bench, eachEvent(bench, this.id))) {
      await deliverLimits(bench, cell, (delivered, what) => judge(cell, delivered, ` with ${what}`));
    }
    await forAll(
      bench,
      note,
      fc.tuple(documentedEvent(), fc.constantFrom(...directions)),
      async ([[name, data], direction]) => {
        const { nextEvent } = await beginFor(bench, { name, direction });
        judge({ name, direction }, await bench.deliver(nextEvent(name, data)));
      },
    );

    function judge(cell: Cell, delivered: Delivered, what = ''): void {
      const { status } = delivered;
      // A redirect is said by webhook.ack.no-redirect.
      if (isAcknowledged(status) || (status !== undefined && status >= 300 && status <= 399)) return;
      const hint = signatureHint(status, bench.capabilities.has('signed'));
      throw new Violation(`${cellInWords(cell)}${what}: acknowledged with 2xx`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
        ...(hint ? { hint } : {}),
      });
    }
  },
};

function signatureHint(status: number | undefined, signed: boolean): string | undefined {
  if (signed || (status !== 401 && status !== 403)) return undefined;
  return 'If the receiver verifies signatures, give its secret: --webhook-secret or MINIVOICE_WEBHOOK_SECRET.';
}

export const noRedirect: Requirement = {
  id: 'webhook.ack.no-redirect',
  clause: 'webhook-ack-no-redirect',
  title: 'acknowledges at the URL itself, without a redirect',
  needs: ['webhook'],
  hint: 'Configure the final URL: only a 2xx acknowledges, a 3xx is delivered again (Q48).',
  sends: [eachInTurn],
  async check(bench) {
    const deliveries = [...(await plainDeliveries(bench))];
    for (const cell of eachInTurn.drawn(bench)) {
      deliveries.push(await plainCell(bench, cell));
      if (deliveries.at(-1)?.exchange.failure?.kind === 'timeout') break;
    }
    const redirect = deliveries.find(({ status }) => status !== undefined && status >= 300 && status <= 399);
    if (redirect) {
      const location = redirect.exchange.response?.headers.location ?? 'nowhere';
      throw new Violation('a 2xx status', `${outcomeOf(redirect)} to ${location}`, { exchanges: [redirect.exchange] });
    }
    if (deliveries.every(({ status }) => status === undefined)) {
      throw new Blocked('no delivery got a response', 'webhook.ack.every-event');
    }
  },
};

/** One of twenty may be late. */
const maxLate = 1;
const wholeCalls = every('in its turn', shapes);

export const ackFast: Requirement = {
  id: 'webhook.ack.fast',
  clause: 'webhook-ack-fast',
  title: 'acknowledges quickly, before slow work (95 of 100 within the budget)',
  needs: ['webhook'],
  hint: 'Store the event, answer 2xx, and do the slow work afterwards; the budget is budgets.ackMs.',
  sends: [wholeCalls],
  async check(bench) {
    await assertPlainWorks(bench);
    const { ackMs } = bench.options.budgets;
    const late: Exchange[] = [];
    // Each event twice or more, so that one kind that is slow is late more than once.
    const calls = [...new Set([menuCall, ...(await playable(bench, wholeCalls.drawn(bench)))])];
    for (const shape of calls) {
      for (const event of eventsOfNewCall(bench, shape)) {
        const { exchange } = await bench.deliver(event);
        if (exchange.durationMs > ackMs) late.push(exchange);
        if (late.length <= maxLate) continue;
        const slowest = Math.max(...late.map(({ durationMs }) => durationMs));
        throw new Violation(
          `acknowledgements within ${ackMs} ms`,
          `${late.length} later, the slowest ${Math.round(slowest)} ms`,
          {
            exchanges: late.slice(-1),
          },
        );
      }
    }
  },
};

const eachWhileFailing = every('while the API fails', cells);

/** Sorts cells in the order in which a call has these events. */
function inOrder(all: readonly Cell[]): readonly Cell[] {
  return [...all].sort((one, other) => eventNames.indexOf(one.name) - eventNames.indexOf(other.name));
}

export const independentOfApi: Requirement = {
  id: 'webhook.ack.independent-of-api',
  clause: 'webhook-ack-independent-of-api',
  title: 'acknowledges while the API is slow or down',
  needs: ['webhook'],
  hint: 'Call the API after the 2xx, in a queue or a task, never inside the webhook handler.',
  sends: [eachWhileFailing],
  async check(bench) {
    const { api } = bench;
    if (!api) throw new NotApplicable('needs the API of the kit: --start, or api.port in the configuration');
    await assertPlainWorks(bench);
    const limitMs = bench.options.budgets.ackMs * 2;
    // What is refused while the API answers is refused for another reason.
    const taken = await plainlyTaken(bench, eachWhileFailing.drawn(bench));
    try {
      for (const fault of [{ kind: 'error', code: 'internal_error', status: 500 }, { kind: 'hang' }] as const) {
        api.injectFaults([{ fault }]);
        const told = directions.map((direction) => bench.eventsOf(bench.newCall({ direction })));
        for (const cell of inOrder(taken)) {
          const nextEvent = told[directions.indexOf(cell.direction)];
          if (!nextEvent) continue;
          const delivered = await bench.deliver(nextEvent(cell.name), { timeoutMs: limitMs + 500 });
          const quick = delivered.exchange.durationMs <= limitMs;
          if (isAcknowledged(delivered.status) && quick) continue;
          const pastDeadline = fault.kind === 'hang' ? 'does not answer' : 'answers 500';
          const actual = quick ? outcomeOf(delivered) : `no acknowledgement within ${limitMs} ms`;
          throw new Violation(`${cellInWords(cell)}: acknowledged while the API ${pastDeadline}`, actual, {
            exchanges: [delivered.exchange],
          });
        }
      }
    } finally {
      api.injectFaults([]);
    }
  },
};
