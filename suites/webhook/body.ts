import fc from 'fast-check';
import type { PlatformEvent } from '../../platform/events/events.ts';
import { eventNames } from '../../spec/index.ts';
import { callVariables, longestVariables } from '../arbitraries/call-variables.ts';
import { extraFields, jsonValue } from '../arbitraries/extra-fields.ts';
import { optionalMembers } from '../arbitraries/schema/compile.ts';
import { assertAcknowledged, assertPlainWorks, beginFor, plainlyTaken } from '../preconditions/acknowledged.ts';
import { type Cell, cellInWords, cells } from '../preconditions/matrix.ts';
import { wholeShown } from '../preconditions/schedule.ts';
import { assertStillStores } from '../preconditions/still-stores.ts';
import { every } from '../preconditions/sweep.ts';
import { forAll } from '../property.ts';
import type { Requirement } from '../requirement.ts';

type Change = (event: PlatformEvent) => PlatformEvent;

const eachChanged = every('in its turn', cells);

/** A requirement that a changed event is acknowledged, the plain one being acknowledged too. */
function acknowledges(
  expectation: 'unknown-fields' | 'missing-optional' | 'unknown-event' | 'unknown-status' | 'variables',
  title: string,
  hint: string,
  change: fc.Arbitrary<Change>,
  first: readonly Change[],
  assumes: Requirement['assumes'] = [],
): Requirement {
  return {
    id: `webhook.body.${expectation}`,
    clause: `webhook-body-${expectation}`,
    title,
    needs: ['webhook'],
    hint,
    assumes,
    sends: [eachChanged],
    async check(bench, note) {
      await assertPlainWorks(bench);
      if (bench.capabilities.has('state')) await wholeShown(bench);
      // Compared with the plain event, so that one which is always refused is another requirement's.
      const taken = await plainlyTaken(bench, eachChanged.drawn(bench));
      const certain = taken.flatMap((cell) => first.map((apply): [Cell, Change] => [cell, apply]));
      const cases = fc.tuple(fc.constantFrom(...taken), change);
      await forAll(bench, note, cases, ([cell, apply]) => judge(cell, apply), Number.POSITIVE_INFINITY, certain);
      await assertStillStores(bench, 'events that were acknowledged');

      async function judge(cell: Cell, apply: Change): Promise<void> {
        const { nextEvent } = await beginFor(bench, cell);
        assertAcknowledged(await bench.deliver(apply(nextEvent(cell.name))), cellInWords(cell));
      }
    },
  };
}

const allPlaces = ['top', 'call', 'data'] as const;

function adding(extra: Readonly<Record<string, unknown>>, places: readonly string[]): Change {
  return (event) => ({
    ...event,
    ...(places.includes('top') ? extra : {}),
    call: places.includes('call') ? { ...event.call, ...extra } : event.call,
    data: places.includes('data') ? { ...event.data, ...extra } : event.data,
  });
}

const unknownFields = fc
  .tuple(extraFields(jsonValue()), fc.subarray([...allPlaces], { minLength: 1 }))
  .map(([extra, places]) => adding(extra, places));

/** Fields outside the common core of the documented samples (Q58, Q60, Q62, Q63). */
const optional = {
  call: optionalMembers('resources/webhook-call'),
  data: Object.fromEntries(eventNames.map((name) => [name, optionalMembers(`events/${name}`, 'data')])),
};

const optionalData = [...new Set(Object.values(optional.data).flat())];

function leavingOut(call: readonly string[], data: readonly string[]): Change {
  return (event) => {
    const own = optional.data[event.event] ?? [];
    return {
      ...event,
      call: { ...without(event.call, call), id: event.call.id },
      data: without(
        event.data,
        data.filter((name) => own.includes(name)),
      ),
    };
  };
}

const missingOptional = fc
  .tuple(fc.subarray([...optional.call]), fc.subarray(optionalData))
  .map(([call, data]) => leavingOut(call, data));

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
  .map(withEventName);

function withEventName(event: string): Change {
  return (plain) => ({ ...plain, event, data: {} });
}

const unknownStatus = fc
  .tuple(
    fc.constantFrom('ringing', 'queued', 'busy', 'no_answer', 'on_hold', 'transferring', 'unknown'),
    fc.constantFrom(inStatus, inStatusOfData),
  )
  .map(([status, put]) => put(status));

function inStatus(status: string): Change {
  return (plain) => ({ ...plain, call: { ...plain.call, status } });
}

/** A recording and a gather have a status of their own; other events have that of the call. */
function inStatusOfData(status: string): Change {
  return (plain) => ('status' in plain.data ? { ...plain, data: { ...plain.data, status } } : inStatus(status)(plain));
}

function withVariables(variables: Readonly<Record<string, string>>): Change {
  return (event) => ({ ...event, variables });
}

export const bodyRequirements: readonly Requirement[] = [
  acknowledges(
    'unknown-fields',
    'acknowledges events with fields it does not know',
    'Read the fields you use, ignore all others.',
    unknownFields,
    [adding({ x_future_field: { nested: [1, null] } }, allPlaces)],
  ),
  acknowledges(
    'missing-optional',
    'acknowledges events without their optional fields',
    'Require only event, created_at and the seven call fields that all samples share.',
    missingOptional,
    // Generated cases seldom leave out all of them.
    [leavingOut(optional.call, optionalData)],
    ['Q62', 'Q63'],
  ),
  acknowledges(
    'unknown-event',
    'acknowledges an event it does not know',
    'Answer 2xx to new event names and ignore them.',
    unknownEvent,
    [withEventName('call.paused')],
  ),
  acknowledges(
    'unknown-status',
    'acknowledges a call status it does not know',
    'Treat call.status and data.status as open strings (Q66).',
    unknownStatus,
    [inStatus('on_hold'), inStatusOfData('on_hold')],
  ),
  acknowledges(
    'variables',
    'survives call variables up to their limits',
    'Variables hold any text: names of up to 128, values of up to 4,096 characters, 20 kB in all.',
    callVariables().map(withVariables),
    longestVariables().map((longest) => withVariables({ ...longest, customer: 'Grüße 😀' })),
  ),
];
