import { expect, _baseTest as test } from '@playwright/test';
import { actionNames, cellName, contractCells, eventNames, operations, schemaCells } from '../../spec/index.ts';

/** Schemas of a version that there is not. */
const files: Readonly<Record<string, object>> = {
  'events/call.fictional': {
    type: 'object',
    required: ['event', 'call'],
    properties: {
      event: { const: 'call.fictional' },
      call: { $ref: '../resources/fiction.schema.json' },
      mood: { enum: ['calm', 'loud'] },
    },
  },
  'resources/fiction': {
    type: 'object',
    required: ['level'],
    properties: {
      level: { type: 'integer', minimum: 2, maximum: 9 },
      notes: {
        type: 'object',
        additionalProperties: { type: 'string', maxLength: 3 },
        propertyNames: { maxLength: 2 },
      },
      flags: { type: 'array', items: { type: 'boolean' } },
      target: { anyOf: [{ type: 'string', minLength: 1 }, { type: 'null' }] },
    },
  },
};
const fictional = schemaCells('event', 'call.fictional', 'events/call.fictional', (file) => ({ ...files[file] }));

const metBy = (value: unknown): readonly string[] =>
  fictional.filter(({ isMet }) => isMet(value)).map(({ what }) => what);

test('a new event has a cell for each optional member, value and limit, without further work', () => {
  expect(fictional.map(({ what }) => what)).toEqual([
    'sent',
    '/call/level is 2 (minimum)',
    '/call/level is 9 (maximum)',
    '/call/notes is there',
    '/call/notes is missing',
    '/call/notes/* has 3 characters (longest)',
    'a name in /call/notes has 2 characters (longest)',
    '/call/flags is there',
    '/call/flags is missing',
    '/call/flags/* is false',
    '/call/flags/* is true',
    '/call/target is there',
    '/call/target is missing',
    '/call/target has 1 character (shortest)',
    '/mood is there',
    '/mood is missing',
    '/mood is "calm"',
    '/mood is "loud"',
  ]);
});

test('a message meets the cells that it shows, and no other', () => {
  expect(metBy({ event: 'call.fictional', call: { level: 5 } })).toEqual([
    ...['sent', '/call/notes is missing', '/call/flags is missing', '/call/target is missing', '/mood is missing'],
  ]);
  const full = { call: { level: 9, notes: { ab: '🙂🙂🙂', c: 'x' }, flags: [true], target: 'x' }, mood: 'loud' };
  expect(metBy(full)).toEqual([
    'sent',
    '/call/level is 9 (maximum)',
    '/call/notes is there',
    '/call/notes/* has 3 characters (longest)',
    'a name in /call/notes has 2 characters (longest)',
    '/call/flags is there',
    '/call/flags/* is true',
    '/call/target is there',
    '/call/target has 1 character (shortest)',
    '/mood is there',
    '/mood is "loud"',
  ]);
});

test('what is not there has no missing members', () => {
  expect(metBy({ event: 'call.fictional' })).toEqual(['sent', '/mood is missing']);
  expect(metBy(null)).toEqual(['sent']);
});

test('every event, action and operation of the contract has cells, each with a name of its own', () => {
  const cells = contractCells();
  expect(new Set(cells.map(cellName)).size).toBe(cells.length);
  expect([...new Set(cells.map(({ of }) => of))]).toEqual([...eventNames, ...actionNames, ...Object.keys(operations)]);
  expect(cells.map(cellName)).toEqual(
    expect.arrayContaining([
      'event call.created /call/direction is "outbound"',
      'event call.gathered /variables/* has 4096 characters (longest)',
      'action gather /timeout_seconds is 30 (maximum)',
      'action send_digits /pause_before_ms is 60000 (maximum)',
      'operation createCall cps_limit_reached',
      'operation getUsage success',
    ]),
  );
});
