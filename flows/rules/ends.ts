import { connects, type GraphNode, traitsOf } from '../../spec/index.ts';
import { asksForSecret } from '../graph/secret.ts';
import { spokenIn } from '../graph/spoken.ts';
import { digitsAskedIn } from './digits/asked-digits.ts';
import { refusedLater } from './digits/right-digits.ts';
import { keptFromOthers, readBackFaults } from './read-back.ts';
import type { Rule } from './rule.ts';

export const consumed: Rule = {
  id: 'flow.gather.consumed',
  of: 'gather',
  judge({ begins }, ways) {
    // It is unknown what follows an answer that cannot be played completely.
    const gathers = ways.nodes.filter(({ ends, problem }) => ends === 'gather' && !problem);
    const findings = gathers.flatMap((node) => {
      const [input] = ways.inputs(node);
      const next = input === undefined ? undefined : ways.after(node, input)[0];
      if (input === undefined || !next || begins.has(next.id)) return [];
      const path = [...node.path, input];
      if (next.ends === 'list' && next.actions.length === 0) {
        return [{ path, expected: 'an action after the gather', actual: 'it is the last of its list' }];
      }
      if (!asksTwice(node, next)) return [];
      return [
        { path, expected: 'the entered digits to be used', actual: 'the next gather of the list, which asks the same' },
      ];
    });
    return {
      findings: [
        ...findings,
        ...keptFromOthers(gathers, ways),
        ...readBackFaults(gathers, ways),
        ...refusedLater(gathers, ways),
      ],
      looked: gathers.length,
    };
  },
};

/** A choice, a secret or a number of some digits that the same list asks for once more, whatever came: the list goes on as it stands. */
function asksTwice(node: GraphNode, next: GraphNode): boolean {
  const [asked, again] = [spokenIn(node).at(-1), spokenIn(next).at(-1)];
  return (
    next.ends === 'gather' &&
    asked !== undefined &&
    asked === again &&
    (node.announced.length > 0 || asksForSecret(asked) || digitsAskedIn(asked) !== undefined)
  );
}

export const endDefined: Rule = {
  id: 'flow.end.defined',
  of: 'end of a path',
  judge({ begins }, ways) {
    const connected = ways.nodes.filter(({ ends }) => connects(ends));
    // An empty answer has a requirement of its own.
    const lists = ways.nodes.filter(
      ({ id, ends, actions, problem }) =>
        ends === 'list' && !problem && id !== ways.nodes[0]?.id && (actions.length > 0 || !begins.has(id)),
    );
    const before = new Map<GraphNode, GraphNode>();
    for (const node of ways.nodes) {
      const next = ways.onward(node)[1];
      if (next) before.set(next, node);
    }
    const findings = lists.flatMap((node) => {
      const done = [...(before.get(node)?.actions.slice(0, -1) ?? []), ...node.actions];
      // A caller does not notice that something is undone when the call ends.
      const last = done.findLast(({ name }) => traitsOf(name).undoes === undefined);
      if (last?.name === 'say') return [];
      const expected = 'the path to end in a transfer, a bridge, a conference or a last say';
      return [{ path: node.path, expected, actual: last ? `it ends in ${last.name}` : 'it ends after a gather' }];
    });
    const first = ways.nodes[0];
    const bare =
      first?.ends === 'list' &&
      !first.problem &&
      first.actions.length > 0 &&
      !first.actions.some(({ name }) => name === 'say');
    const looked = lists.length + connected.length + Number(first?.ends === 'list');
    if (!bare || !first) return { findings, looked };
    const actual = `it ends in ${first.actions.at(-1)?.name}`;
    return { findings: [{ path: [], expected: 'a deliberate end of the path', actual }, ...findings], looked };
  },
};
