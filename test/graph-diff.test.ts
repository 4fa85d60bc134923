import { expect, _baseTest as test } from '@playwright/test';
import { type Difference, diffGraphs, isLost } from '../flows/diff.ts';
import type { Bound, Graph } from '../spec/index.ts';
import { type Flow, gather, graphOf, type Piece, redirect, renamed, say, transfer } from './graph-flow.ts';

const words = 'For sales, press 1. For support, press 2.';
const shop = {
  menu: { does: [say('Welcome.'), gather(words)], keys: { 1: 'sales', 2: 'support' }, other: 'invalid', wait: 'again' },
  invalid: { does: [say('Not a valid choice.'), redirect('/menu')], next: 'menu' },
  again: {
    does: [gather(`We heard nothing. ${words}`)],
    keys: { 1: 'sales', 2: 'support' },
    other: 'invalid',
    wait: 'bye',
  },
  bye: { does: [say('Goodbye.')] },
  sales: { does: [say('One moment, please.'), transfer('+12025550101')] },
  support: {
    does: [gather('For orders, press 1. For invoices, press 2. To go back, press 9.')],
    keys: { 1: 'orders', 2: 'invoices', 9: 'menu' },
    other: 'wrong',
  },
  wrong: { does: [say('Please try again.'), redirect('/support')], next: 'support' },
  orders: { does: [say('Please hold.'), transfer('+12025550102')] },
  invoices: {
    does: [gather('Enter the number of the invoice.', { num_digits: 4 })],
    keys: { '1234': 'sent', '0000': 'sent', '123+wait': 'wrong' },
    wait: 'wrong',
  },
  sent: { does: [say('We have sent it again.'), redirect('/bye')], next: 'bye' },
} satisfies Flow;

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
    keys: shop.again.keys,
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

const hours: Flow = {
  hours: {
    does: [gather('For today, press 1. For tomorrow, press 2.')],
    keys: { 1: 'today', 2: 'tomorrow' },
    other: 'hours',
  },
  today: { does: [say('Open until six.')] },
  tomorrow: { does: [say('Closed all day.'), redirect('/bye')], next: 'bye' },
};

test('a key that leads to something new', () => {
  const found = difference({ ...changed('support', { keys: { ...shop.support.keys, 3: 'hours' } }), ...hours });
  expect(found.kind).toBe('changed');
  expect(found.path).toEqual(['2']);
  expect(found.what).toMatch(/^key 3 now leads to gather "For today, .*" instead of say "Please try again\.", gather/);
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
  expect(found.what).toMatch(/^key 2 no longer leads to gather "Enter the number of the invoice." but to say "Please/);
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
    what: expect.stringMatching(/^entering nothing now leads to say "Goodbye." instead of say "Please try again.", /),
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

test('changes at different depths are found apart', () => {
  const found = diffGraphs(
    graphOf(shop),
    graphOf({
      ...shop,
      menu: { ...shop.menu, does: [say('Hello!'), gather(words)] },
      support: { ...shop.support, keys: { 1: 'orders', 2: 'invoices' } },
      orders: { does: [say('Please hold.'), transfer('+12025550199')] },
      bye: { does: [say('Bye.')] },
    }),
  );
  expect(found.map(({ kind, path }) => [kind, path.join(' ')])).toEqual([
    ['changed', ''],
    ['removed', '2'],
    ['changed', '2 1'],
    ['changed', 'wait wait'],
  ]);
});

test('a wholly different flow is one difference', () => {
  const found = difference({ ...hours, bye: shop.bye });
  expect(found).toMatchObject({ kind: 'changed', path: [] });
  expect(found.what).toMatch(/^the call begins with gather "For today.*, no longer with say "Welcome\."/);
});

const cutAt = (bound: Bound): Graph['explored']['cut'] => [{ bound, left: 1 }];

test('what an exploration did not reach is not gone', () => {
  const whole = graphOf(shop);
  const shallow = graphOf({ ...shop, support: { does: shop.support.does } }, cutAt('maxDepth'));
  expect(diffGraphs(whole, shallow)).toEqual([]);
  expect(diffGraphs(shallow, whole)).toEqual([]);
  // In the middle of a turn, and in the middle of a chain of redirects.
  const some = graphOf(
    { ...shop, support: { ...shop.support, keys: { 1: 'orders' }, other: undefined as never, wait: 'wrong' } },
    cutAt('maxRequests'),
  );
  expect(diffGraphs(whole, some)).toEqual([]);
  const chain = graphOf({ ...shop, sent: { does: shop.sent.does } }, cutAt('unreachable'));
  expect(diffGraphs(whole, chain)).toEqual([]);
  expect(diffGraphs(chain, whole)).toEqual([]);
  // What was reached is compared all the same; and a bound that was not hit explains nothing.
  const bye = { bye: { does: [say('Bye.')] } };
  expect(
    diffGraphs(whole, graphOf({ ...shop, ...bye, support: { does: shop.support.does } }, cutAt('maxDepth'))),
  ).toHaveLength(1);
  expect(diffGraphs(whole, graphOf({ ...shop, support: { does: shop.support.does } }))).toHaveLength(1);
});

/** Three choices at each of so many menus, one below the other, with the ways back that people build. */
function tree(menus: number, text: (index: number) => string = (index) => `Message ${index}.`): Flow {
  const flow: Record<string, Piece> = {};
  const leaves = 2 * menus + 1;
  for (let index = 0; index < menus; index++) {
    const keys = { 1: `p${3 * index + 1}`, 2: `p${3 * index + 2}`, 3: `p${3 * index + 3}`, 9: 'p0' };
    flow[`p${index}`] = { does: [gather(text(index))], keys, other: `i${index}` };
    flow[`i${index}`] = { does: [say('Not a choice.'), redirect(`/p${index}`)], next: `p${index}` };
  }
  for (let index = menus; index < menus + leaves; index++) {
    flow[`p${index}`] = { does: [say(text(index)), transfer('+12025550101')] };
  }
  return flow;
}

test('hundreds of nodes', () => {
  const before = graphOf(tree(125));
  expect(before.nodes).toHaveLength(501);
  expect(diffGraphs(before, renamed(before))).toEqual([]);
  const one = diffGraphs(before, graphOf(tree(125, (index) => (index === 77 ? 'Other.' : `Message ${index}.`))));
  expect(one).toMatchObject([{ what: 'prompt "Message 77." is now "Other."', places: [expect.anything()] }]);
  const all = diffGraphs(before, graphOf(tree(125, (index) => `Text ${index}.`)));
  expect(all).toMatchObject([{ path: [] }]);
});
