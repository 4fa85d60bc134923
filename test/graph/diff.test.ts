import { expect, _baseTest as test } from '@playwright/test';
import { type Difference, diffGraphs, isLost } from '../../flows/diff/diff.ts';
import {
  type Flow,
  gather,
  graphOf,
  hours,
  type Piece,
  redirect,
  renamed,
  say,
  shop,
  transfer,
  words,
} from './flow.ts';

function difference(after: Flow, before: Flow = shop): Difference {
  const found = diffGraphs(graphOf(before), graphOf(after));
  expect(found.map(({ path, what }) => `${path.join(' ')}: ${what}`)).toHaveLength(1);
  // The way back is as short.
  expect(diffGraphs(graphOf(after), graphOf(before))).toHaveLength(1);
  const [only] = found;
  if (!only) throw new Error('nothing was found');
  return only;
}

function changed(name: keyof typeof shop, change: Partial<Piece>): Flow {
  return { ...shop, [name]: { ...shop[name], ...change } };
}

test('what a caller cannot notice is no difference', () => {
  const before = graphOf(shop);
  expect(diffGraphs(before, before)).toEqual([]);
  const other = graphOf({
    ...shop,
    invalid: { ...shop.invalid, does: [say('Not a valid choice.'), redirect('/v2/menu?from=invalid')] },
    // The same in one answer instead of two.
    sent: { does: [say('We have sent it again.'), say('Goodbye.')] },
  });
  const explored = { ...other.explored, calls: 99, limits: { maxDepth: 9, maxStates: 9, maxRequests: 9 } };
  expect(diffGraphs(before, { ...other, explored })).toEqual([]);
  expect(diffGraphs(before, renamed(other))).toEqual([]);
});

test('one prompt', () => {
  expect(difference(changed('bye', { does: [say('Bye.')] }))).toEqual({
    kind: 'changed',
    path: ['wait', 'wait'],
    what: 'say "Goodbye." is now "Bye."',
    before: 'Goodbye.',
    after: 'Bye.',
    places: [['2', '2', '0000']],
  });
});

test('one prompt that is heard at several places', () => {
  const fresh = 'For sales, press 1. For help, press 2.';
  const again = {
    does: [say('We heard nothing.'), gather(words)],
    keys: { 1: 'sales', 2: 'support' },
    other: 'invalid',
    wait: 'bye',
  };
  const found = difference(
    {
      ...changed('menu', { does: [say('Welcome.'), gather(fresh)] }),
      again: { ...again, does: [say('We heard nothing.'), gather(fresh)] },
    },
    { ...shop, again },
  );
  expect(found).toMatchObject({ kind: 'changed', path: [], what: `prompt "${words}" is now "${fresh}"` });
  expect(found.places).toEqual([['0'], ['wait']]);
});

test('a destination, a parameter', () => {
  expect(difference(changed('orders', { does: [say('Please hold.'), transfer('+12025550199')] }))).toEqual({
    kind: 'changed',
    path: ['2', '1'],
    what: 'transfer to "+12025550102" is now "+12025550199"',
    before: '+12025550102',
    after: '+12025550199',
  });
  const slow = changed('support', {
    does: [gather(shop.support.does[0]?.parameters.prompt as string, { timeout_seconds: 9 })],
  });
  expect(difference(slow)).toMatchObject({ path: ['2'], what: 'gather timeout_seconds 5 is now 9' });
  const long = changed('invoices', {
    does: [gather('Enter the number of the invoice.', { num_digits: 5 })],
    keys: { '12345': 'sent', '00000': 'sent', '1234+wait': 'wrong' },
  });
  expect(difference(long)).toMatchObject({ path: ['2', '2'], what: 'gather num_digits 4 is now 5' });
});

test('an action more or less', () => {
  const recorded = changed('sales', {
    does: [{ name: 'start_recording', parameters: {} }, ...shop.sales.does],
  });
  expect(difference(recorded)).toMatchObject({ kind: 'added', path: ['1'], what: 'starts recording is new' });
  expect(isLost(difference(recorded))).toBe(false);
  const back = difference(shop, recorded);
  expect(back).toMatchObject({ kind: 'removed', path: ['1'], what: 'starts recording is gone' });
  expect(isLost(back)).toBe(true);
  expect(difference(changed('bye', { does: [say('Goodbye.'), transfer('+12025550100')] }))).toMatchObject({
    kind: 'added',
    what: 'transfer to +12025550100 is new',
  });
});

test('a key that leads to something new', () => {
  const found = difference({ ...changed('support', { keys: { ...shop.support.keys, 3: 'hours' } }), ...hours });
  expect(found.kind).toBe('changed');
  expect(found.path).toEqual(['2']);
  expect(found.what).toBe('key 3 now leads to gather "For today, press 1. For tomorrow, press…"');
  expect(found.before).toMatch(/^say "Please try again\.", gather "For orders/);
  const told = 'For sales, press 1. For support, press 2. For hours, press 3.';
  const announced = difference({
    ...changed('menu', { does: [say('Welcome.'), gather(told)], keys: { ...shop.menu.keys, 3: 'hours' } }),
    ...hours,
  });
  expect(announced.what).toMatch(/^prompt "For sales.*" is now .*; key 3 now leads to gather "For today/);
});

test('a key that was not there', () => {
  const few: Flow = { menu: { does: [gather('1?')], keys: { 1: 'bye' }, wait: 'bye' }, bye: { does: [say('Bye.')] } };
  const more: Flow = {
    ...few,
    menu: { does: [gather('1?')], keys: { 1: 'bye', 2: 'hours' }, wait: 'bye' },
    ...hours,
  };
  expect(difference(more, few)).toMatchObject({ kind: 'added', path: [] });
  expect(difference(few, more)).toMatchObject({ kind: 'removed', path: [] });
});

test('a key that leads nowhere any more', () => {
  const found = difference(changed('support', { keys: { 1: 'orders', 9: 'menu' } }));
  expect(found.kind).toBe('removed');
  expect(found.path).toEqual(['2']);
  expect(found.what).toBe('key 2 no longer leads to gather "Enter the number of the invoice."');
});

test('a key that moved, two that changed places', () => {
  const moved = difference(changed('support', { keys: { 1: 'orders', 3: 'invoices', 9: 'menu' } }));
  expect(moved).toMatchObject({ kind: 'changed', path: ['2'] });
  expect(moved.what).toMatch(/^key 2 no longer leads to gather .*; key 3 now leads to gather "Enter/);
  const told = 'For orders, press 1. For invoices, press 3. To go back, press 9.';
  const announced = difference(
    changed('support', { does: [gather(told)], keys: { 1: 'orders', 3: 'invoices', 9: 'menu' } }),
  );
  expect(announced.what).toMatch(/^prompt ".*; key 2 .*; key 3 /);
  const swapped = difference(changed('support', { keys: { 1: 'invoices', 2: 'orders', 9: 'menu' } }));
  expect(swapped).toMatchObject({ kind: 'changed', path: ['2'] });
  expect(swapped.what).toMatch(/^key 1 no longer leads to .*transfer.* but to gather .*; key 2 /);
});

test('an edge that leads to another known node', () => {
  expect(difference(changed('sent', { next: 'menu' }))).toMatchObject({ path: ['2', '2', '0000'] });
  expect(difference(changed('support', { wait: 'bye' }))).toMatchObject({
    path: ['2'],
    what: 'entering nothing now leads to say "Goodbye."',
  });
  expect(difference(changed('support', { keys: { ...shop.support.keys, 1: 'sales' } }))).toMatchObject({ path: ['2'] });
});

test('a node that became broken', () => {
  const problem = { requirement: 'answer.http.status', expected: 'status 200', actual: 'status 500' };
  const { support: _, orders: __, invoices: ___, ...left } = shop;
  const found = difference({
    ...left,
    support: { does: [], ends: 'broken', problem },
    wrong: { does: [say('Gone.')] },
    sent: shop.sent,
  });
  expect(found).toMatchObject({ kind: 'changed', path: ['2'] });
  expect(found.what).toMatch(/^gather "For orders.*" is now broken \(expected status 200, got status 500\)$/);
});

test('what nobody could know is told by what is known', () => {
  const survey: Flow = {
    start: { does: [redirect('https://one.example/')], next: 'away' },
    away: { does: [], ends: 'elsewhere' },
  };
  const moved: Flow = { ...survey, start: { does: [redirect('https://two.example/')], next: 'away' } };
  expect(difference(moved, survey)).toMatchObject({ path: [], what: expect.stringContaining('two.example') });
  const connect = changed('orders', {
    does: [say('Please hold.'), { name: 'transfer', parameters: { to: '+12025550102' } }],
  });
  expect(diffGraphs(graphOf(shop), graphOf(connect))).toEqual([]);
});

test('a long text is shown from where it differs, and nothing in it hides', () => {
  const long = (end: string): Flow =>
    changed('bye', { does: [say(`${'All our agents are busy. '.repeat(20)}${end}`)] });
  const { what, before } = difference(long('Call \u202eyadot.'), long('Call tomorrow.'));
  expect(what).toBe('say "…agents are busy. Call tomorrow." is now "…agents are busy. Call \\u{202e}yadot."');
  expect(before).toHaveLength(20 * 25 + 14);
});
