import { expect, _baseTest as test } from '@playwright/test';
import { diffGraphs } from '../../flows/diff/diff.ts';
import type { Bound, Graph } from '../../spec/index.ts';
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
  const [found, ...more] = diffGraphs(graphOf(shop), graphOf({ ...hours, bye: shop.bye }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ kind: 'changed', path: [] });
  expect(found?.what).toMatch(/^the call begins with gather "For today.*, no longer with say "Welcome\."/);
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
