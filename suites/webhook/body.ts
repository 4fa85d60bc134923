import fc from 'fast-check';
import type { PlatformEvent } from '../../platform/events.ts';
import { callVariables } from '../arbitraries/call-variables.ts';
import { extraFields, jsonValue } from '../arbitraries/extra-fields.ts';
import { forAll } from '../property.ts';
import type { Requirement } from '../requirement.ts';
import { type Cell, cellInWords } from './matrix.ts';
import { assertAcknowledged, assertPlainWorks, begin, beginFor, plainlyTaken } from './plain.ts';

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
      const taken = await plainlyTaken(bench);
      await forAll(bench, fc.tuple(fc.constantFrom(...taken), change), ([cell, apply]) => judge(cell, apply));

      async function judge(cell: Cell, apply: Change): Promise<void> {
        const { tell } = await beginFor(bench, cell);
        assertAcknowledged(await bench.deliver(apply(tell(cell.name))), cellInWords(cell));
      }
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
