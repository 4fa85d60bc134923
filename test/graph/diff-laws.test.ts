import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { diffGraphs } from '../../flows/diff/diff.ts';
import type { Graph } from '../../spec/index.ts';
import { type Flow, gather, graphOf, type Piece, redirect, renamed, say, transfer } from './flow.ts';

/** Any flow at all: menus, chains of redirects, loops, dead ends. */
const flows = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const name = fc.integer({ min: 0, max: size - 1 }).map((index) => `p${index}`);
  const piece = fc.oneof(
    fc.record({
      kind: fc.constant('menu' as const),
      keys: fc.dictionary(fc.constantFrom(...'123#'), name),
      other: name,
      wait: name,
    }),
    fc.record({ kind: fc.constant('step' as const), next: name }),
    fc.record({
      kind: fc.constant('end' as const),
      destination: fc.option(fc.constantFrom('+12025550101', '+12025550102')),
    }),
  );
  return fc.array(piece, { minLength: size, maxLength: size }).map(
    (pieces): Flow =>
      Object.fromEntries(
        pieces.map((each, index): [string, Piece] => {
          const words = say(`Message ${index}.`);
          if (each.kind === 'menu') return [`p${index}`, { ...each, does: [words, gather('Press a key.')] }];
          if (each.kind === 'step') return [`p${index}`, { does: [words, redirect('/on')], next: each.next }];
          return [`p${index}`, { does: each.destination === null ? [words] : [words, transfer(each.destination)] }];
        }),
      ),
  );
});

test('law: a flow does not differ from itself, whatever its nodes are called and in whatever order they come', () => {
  fc.assert(
    fc.property(flows, fc.infiniteStream(fc.nat()), (flow, numbers) => {
      const graph = graphOf(flow);
      expect(diffGraphs(graph, graph)).toEqual([]);
      const order = graph.nodes.map((_, index) => ({ index, weight: numbers.next().value ?? 0 }));
      const shuffled = order.sort((one, other) => one.weight - other.weight).map(({ index }) => index);
      expect(diffGraphs(graph, renamed(graph, shuffled))).toEqual([]);
    }),
    { seed: 1 },
  );
});

test('law: one text that changed is one difference, with a way to it', () => {
  fc.assert(
    fc.property(flows, fc.nat(), (flow, number) => {
      const reached = [...reachableIn(graphOf(flow))];
      const index = Number(reached[number % reached.length]?.slice(1)) - 1;
      const name = Object.keys(flow)[index] ?? '';
      const piece = flow[name];
      if (!piece) throw new Error(`the flow has no ${name}`);
      const does = piece.does.map((action) => (action.name === 'say' ? say('Something else.') : action));
      const found = diffGraphs(graphOf(flow), renamed(graphOf({ ...flow, [name]: { ...piece, does } })));
      expect(found).toMatchObject([{ kind: 'changed', before: `Message ${name.slice(1)}.`, after: 'Something else.' }]);
    }),
    { seed: 1, numRuns: 500 },
  );
});

function reachableIn({ root, edges }: Graph): ReadonlySet<string> {
  const found = new Set([root]);
  for (const id of found) for (const { from, to } of edges) if (from === id) found.add(to);
  return found;
}

test('law: whatever was done to a flow, the same is found each time and each place once', () => {
  fc.assert(
    fc.property(flows, flows, (one, other) => {
      const found = diffGraphs(graphOf(one), graphOf(other));
      expect(diffGraphs(graphOf(one), graphOf(other))).toEqual(found);
      const places = found.flatMap(({ path, what, places = [] }) =>
        [path, ...places].map((each) => JSON.stringify([what, each])),
      );
      expect(new Set(places).size).toBe(places.length);
    }),
    { seed: 1 },
  );
});
