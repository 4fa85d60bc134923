import { expect, _baseTest as test } from '@playwright/test';
import { type PlatformEvent, sampleEvent } from '../../platform/events/events.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import type { Delivered, Delivery } from '../../platform/webhook/delivery.ts';
import { type AttemptMade, createRedeliverer, type Redeliverer } from '../../platform/webhook/redeliverer.ts';
import type { Readings } from '../../spec/index.ts';

type Reply = number | undefined | 'unreachable';

interface Stage {
  readonly redeliverer: Redeliverer;
  readonly made: readonly AttemptMade[];
  readonly delivered: ReadonlyArray<readonly [name: string, how: Delivery]>;
  /** Milliseconds of the timers that are set. */
  timers(): readonly number[];
  /** Lets the earliest timer run. */
  next(): Promise<void>;
}

/** Delivers to a receiver that replies so in turn, 204 behind the end, with timers that a test lets run. */
function stage(replies: readonly Reply[], readings: Readings = {}): Stage {
  const left = [...replies];
  const made: AttemptMade[] = [];
  const delivered: [string, Delivery][] = [];
  const timers = new Map<() => void, number>();
  async function deliver(event: PlatformEvent | Buffer, how: Delivery = {}): Promise<Delivered> {
    delivered.push([Buffer.isBuffer(event) ? 'bytes' : event.event, how]);
    const status = left.length > 0 ? left.shift() : 204;
    if (status === 'unreachable') throw new Unreachable('nothing answers');
    const exchange = { request: { method: 'POST', url: '', headers: {} }, durationMs: 1 };
    return { exchange, status };
  }
  const redeliverer = createRedeliverer(
    deliver,
    { readings },
    (attempt) => made.push(attempt),
    (ms, work) => {
      timers.set(work, ms);
      return () => timers.delete(work);
    },
  );
  return {
    redeliverer,
    made,
    delivered,
    timers: () => [...timers.values()],
    async next() {
      const [first] = [...timers].sort(([, one], [, other]) => one - other);
      if (!first) throw new Error('no timer is set');
      timers.delete(first[0]);
      first[0]();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const event = sampleEvent('call.created');

test('what is refused comes again until it is taken', async () => {
  const { redeliverer, made, timers, next } = stage([500, undefined]);
  expect((await redeliverer.deliver(event)).status).toBe(500);
  expect(redeliverer.pending()).toMatchObject([{ event, attempt: 2 }]);
  await next();
  await next();
  expect(made.map(({ attempt, delivered: { status }, seconds }) => [attempt, status, seconds])).toEqual([
    [1, 500, 5],
    [2, undefined, 30],
    [3, 204, undefined],
  ]);
  expect(timers()).toEqual([]);
  expect(redeliverer.pending()).toEqual([]);
});

test('what is never taken comes four times', async () => {
  const { redeliverer, delivered, next, timers } = stage([500, 500, 500, 500]);
  await redeliverer.deliver(event);
  while (timers().length > 0) await next();
  expect(delivered).toHaveLength(4);
});

test('what could not be delivered comes again too, and is said at once', async () => {
  const { redeliverer, delivered, next } = stage(['unreachable']);
  await expect(redeliverer.deliver(event)).rejects.toThrow('nothing answers');
  await next();
  expect(delivered).toHaveLength(2);
});

test('bytes that were sent by hand come once', async () => {
  const { redeliverer, timers } = stage([500]);
  await redeliverer.deliver(Buffer.from('{}'));
  expect(timers()).toEqual([]);
});

test('further attempts are signed anew, or as the first', async () => {
  const times = async (Q53: Required<Readings>['Q53']) => {
    const { redeliverer, delivered, next } = stage([500], { Q53 });
    await redeliverer.deliver(event);
    await next();
    return delivered.map(([, { at }]) => at?.getTime());
  };
  const [first, same] = await times('byte-identical');
  expect(same).toBe(first);
  const [once, anew] = await times('signed-anew');
  expect(anew).toBeGreaterThan(once ?? Number.POSITIVE_INFINITY);
});

for (const end of ['cancel', 'close'] as const) {
  test(`nothing comes again after ${end}, not even what is on its way`, async () => {
    const { redeliverer, timers } = stage([500, 500]);
    await redeliverer.deliver(event);
    const underWay = redeliverer.deliver(event);
    redeliverer[end]();
    await underWay;
    expect(timers()).toEqual([]);
    expect(redeliverer.pending()).toEqual([]);
  });
}
