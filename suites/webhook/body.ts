import fc from 'fast-check';
import { eventNames, type PlatformEvent } from '../../platform/events.ts';
import type { Exchange } from '../../spec/index.ts';
import { callVariables } from '../arbitraries/call-variables.ts';
import { extraFields, jsonValue } from '../arbitraries/extra-fields.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { settledPage } from '../state/settled.ts';
import { assertUnchanged } from '../state/unchanged.ts';
import { assertAcknowledged, assertPlainWorks, begin, isAcknowledged, outcomeOf } from './plain.ts';
import { assertStores, playWhole } from './schedule.ts';

type Change = (event: PlatformEvent) => PlatformEvent;

/** A requirement that a changed event is acknowledged, the plain one being acknowledged too. */
function acknowledges(
  expectation: 'unknown-fields' | 'missing-optional' | 'unknown-event' | 'unknown-status' | 'variables',
  title: string,
  hint: string,
  change: fc.Arbitrary<Change>,
  assumes: Requirement['assumes'] = [],
): Requirement {
  return {
    id: `webhook.body.${expectation}`,
    clause: `webhook-body-${expectation}`,
    title,
    needs: ['webhook'],
    hint,
    assumes,
    async check(bench) {
      await assertPlainWorks(bench);
      // Compared with the plain event, so that one which is always refused is another requirement's.
      const plain = new Map<string, boolean>();
      for (const name of eventNames) {
        const { tell } = await begin(bench);
        plain.set(name, isAcknowledged((await bench.deliver(tell(name))).status));
      }
      const names = eventNames.filter((name) => plain.get(name));
      await forAll(bench, fc.tuple(fc.constantFrom(...names), change), async ([name, apply]) => {
        const { tell } = await begin(bench);
        assertAcknowledged(await bench.deliver(apply(tell(name))), name);
      });
    },
  };
}

const unknownFields = fc
  .tuple(extraFields(jsonValue()), fc.subarray(['top', 'call', 'data'], { minLength: 1 }))
  .map(([extra, places]): Change => {
    return (event) => ({
      ...event,
      ...(places.includes('top') ? extra : {}),
      call: places.includes('call') ? { ...event.call, ...extra } : event.call,
      data: places.includes('data') ? { ...event.data, ...extra } : event.data,
    });
  });

/** Fields outside the common core of the documented samples (Q58, Q60, Q62, Q63). */
const optional = {
  call: ['provider_call_id', 'route_mode', 'routing_target'],
  data: ['event_key', 'min_digits', 'max_digits', 'timeout_seconds', 'finish_on_key'],
  recording: [
    'storage_type',
    'file_url',
    'provider_call_id',
    'customer_id',
    'application_id',
    'updated_at',
    'size_bytes',
    'duration_seconds',
    'created_at',
    'id',
    'call_id',
    'status',
  ],
};

const missingOptional = fc
  .tuple(fc.subarray(optional.call), fc.subarray([...optional.data, ...optional.recording]))
  .map(([call, data]): Change => {
    return (event) => {
      const gathered = event.event === 'call.gathered';
      return {
        ...event,
        call: { ...without(event.call, call), id: event.call.id },
        data: without(event.data, gathered ? data.filter((name) => name !== 'status') : data),
      };
    };
  });

function without(from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}

const unknownEvent = fc
  .constantFrom(
    'call.paused',
    'call.transferred',
    'conference.joined',
    'stream.started',
    'billing.settled',
    'recording.trimmed',
  )
  .map(
    (event): Change =>
      (plain) => ({ ...plain, event, data: {} }),
  );

const unknownStatus = fc
  .constantFrom('ringing', 'queued', 'busy', 'no_answer', 'on_hold', 'transferring', 'unknown')
  .map(
    (status): Change =>
      (plain) => ({ ...plain, call: { ...plain.call, status } }),
  );

export const body: readonly Requirement[] = [
  acknowledges(
    'unknown-fields',
    'acknowledges events with fields it does not know',
    'Read the fields you use, ignore all others.',
    unknownFields,
  ),
  acknowledges(
    'missing-optional',
    'acknowledges events without their optional fields',
    'Need no more than event, created_at and the seven call fields that all samples share.',
    missingOptional,
    ['Q62', 'Q63'],
  ),
  acknowledges(
    'unknown-event',
    'acknowledges an event it does not know',
    'Answer 2xx to new event names and ignore them.',
    unknownEvent,
  ),
  acknowledges(
    'unknown-status',
    'acknowledges a call status it does not know',
    'Treat call.status as an open string (Q66).',
    unknownStatus,
  ),
  acknowledges(
    'variables',
    'survives call variables up to their limits',
    'Variables hold any text: names of up to 128, values of up to 4,096 characters, 20 kB in all.',
    callVariables().map(
      (variables): Change =>
        (event) => ({ ...event, variables }),
    ),
  ),
];

export const large: Requirement = {
  id: 'webhook.body.large',
  clause: 'webhook-body-large',
  title: 'accepts bodies of 20 kB and survives absurd ones',
  needs: ['webhook'],
  hint: 'Set the body limit of the framework to at least 20 kB, and refuse far larger bodies without falling over.',
  async check(bench) {
    await assertPlainWorks(bench);
    const first = await begin(bench);
    const padding = (bytes: number) => ({ x_future_padding: 'p'.repeat(bytes) });
    const event = first.tell('call.completed');
    const size = 20_000 - JSON.stringify(event).length - 25;
    assertAcknowledged(await bench.deliver({ ...event, ...padding(size) } as PlatformEvent), 'an event of 20 kB');
    const second = await begin(bench);
    await bench.deliver({ ...second.tell('call.completed'), ...padding(10_000_000) } as PlatformEvent, {
      mayFail: true,
    });
    const third = await begin(bench);
    const after = await bench.deliver(third.tell('call.completed'), { freshConnection: true });
    assertAcknowledged(after, 'a plain event after one of 10 MB');
  },
};

/** Bytes that are signed but are no JSON text; each is the beginning or the neighbour of an event. */
function broken(event: PlatformEvent): readonly (readonly [string, Buffer])[] {
  const text = JSON.stringify(event);
  return [
    ['a truncated event', Buffer.from(text.slice(0, -10))],
    ['an event with a trailing comma', Buffer.from(`${text.slice(0, -1)},}`)],
    ['an event in single quotes', Buffer.from(text.replaceAll('"', "'"))],
    ['plain text', Buffer.from('call.completed')],
    ['an empty body', Buffer.alloc(0)],
  ];
}

export const malformed: Requirement = {
  id: 'webhook.body.malformed',
  clause: 'webhook-body-malformed',
  title: 'refuses what is not JSON with a 4xx status',
  needs: ['webhook', 'signed'],
  hint: 'Parse inside a try, answer 400 when it fails, and store nothing.',
  async check(bench) {
    await assertPlainWorks(bench);
    const { call, tell } = await begin(bench);
    const before = bench.capabilities.has('state') ? await settledPage(bench, call.id) : undefined;
    const exchanges: Exchange[] = [];
    for (const [what, bytes] of broken(tell('call.completed'))) {
      const delivered = await bench.deliver(bytes);
      exchanges.push(delivered.exchange);
      const status = delivered.status ?? 0;
      if (status >= 400 && status <= 499) continue;
      throw new Violation(`a 4xx status for ${what}`, outcomeOf(delivered), { exchanges: [delivered.exchange] });
    }
    if (before) {
      await assertStores(bench);
      const same = async () => (await begin(bench)).call.id;
      const visible = () => playWhole(bench);
      await assertUnchanged(bench, { before, expected: 'no effect of a refused body', exchanges, same, visible });
    }
    assertAcknowledged(await bench.deliver(tell('call.answered')), 'a plain event after malformed ones');
  },
};
