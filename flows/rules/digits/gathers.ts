import type { GraphNode } from '../../../spec/index.ts';
import type { Walked } from '../../explore/exploration.ts';
import { keys } from '../../explore/inputs.ts';
import type { Successors } from '../../graph/successors.ts';
import type { FlowFinding, Rule } from '../rule.ts';

export const everyKey: Rule = {
  id: 'flow.gather.every-key',
  of: 'gather',
  judge: (exploration, ways) => tried(exploration, ways, isPressed, 'a valid answer whatever the caller presses'),
};

export const gatherTimeout: Rule = {
  id: 'flow.gather.timeout',
  of: 'gather',
  judge(exploration, ways) {
    const expected = 'a valid answer, or the end of the list, when the caller enters nothing';
    const { findings, looked } = tried(exploration, ways, (input) => !isPressed(input), expected);
    return { findings: [...findings, ...repeated(exploration, 'wait', expected)], looked };
  },
};

export const invalidInput: Rule = {
  id: 'flow.gather.invalid-input',
  of: 'gather whose prompt names keys',
  judge(exploration, ways) {
    const expected = 'a valid answer, or the end of the list, for a key that the prompt does not name';
    const { findings, looked } = tried(
      exploration,
      ways,
      isUndeclared,
      expected,
      ({ announced }) => announced.length > 0,
    );
    const rounds = exploration.probes.filter(({ input }) => input !== 'wait').map(({ input }) => input);
    const worn = [...new Set(rounds)].flatMap((input) => repeated(exploration, input, expected));
    return { findings: [...findings, ...worn], looked };
  },
};

function isPressed(input: string): boolean {
  return !input.endsWith('wait');
}

export function isUndeclared(input: string, { announced }: GraphNode): boolean {
  return keys.includes(input) && !announced.includes(input);
}

/** Where the chosen inputs led, at every gather. Faults in the content of an answer belong to other requirements. */
function tried(
  { served, refused }: Walked,
  ways: Successors,
  choose: (input: string, node: GraphNode) => boolean,
  expected: string,
  among: (node: GraphNode) => boolean = () => true,
): { findings: FlowFinding[]; looked: number } {
  const gathers = ways.nodes.filter((node) => node.ends === 'gather' && among(node));
  const findings = gathers.flatMap((node) =>
    ways
      .inputs(node)
      .filter((input) => choose(input, node))
      .flatMap((input) => {
        const path = [...node.path, input];
        const actual = answerProblem(ways.after(node, input)[0], served) ?? eventProblem(path, node, refused, ways);
        return actual === undefined ? [] : [{ path, expected, actual }];
      }),
  );
  return { findings, looked: gathers.length };
}

/** A URL that never gives a valid answer is not the fault of what was pressed. */
function answerProblem(node: GraphNode | undefined, served: Walked['served']): string | undefined {
  if (!node?.problem?.requirement.startsWith('answer.http.')) return undefined;
  return node.url === undefined || served.get(node.url)
    ? `${node.problem.actual} from ${node.url ?? 'answer_url'}`
    : undefined;
}

/** A refused call.gathered is the fault of what was pressed only where one for another input is acknowledged. */
function eventProblem(
  path: readonly string[],
  node: GraphNode,
  refused: Walked['refused'],
  ways: Successors,
): string | undefined {
  const before = node.path.join();
  const here = refused.filter(
    ({ event, turn, path: of }) =>
      event === 'call.gathered' && turn === path.length && of.slice(0, -1).join() === before,
  );
  const mine = here.find(({ path: of }) => of.join() === path.join());
  const inputs = new Set(here.map(({ path: of }) => of.at(-1)));
  return mine && inputs.size < ways.inputs(node).length ? `${mine.actual} to its call.gathered` : undefined;
}

/** A caller that repeats the same input until something breaks. */
function repeated({ probes }: Walked, input: string, expected: string): FlowFinding[] {
  return probes
    .filter((probe) => probe.outcome === 'broken' && probe.input === input)
    .map(({ path, turns, actual = 'no valid answer' }) => ({
      path: [...path, ...Array.from({ length: turns }, () => input)],
      expected,
      actual: `${actual} when it is done ${turns} times in a row`,
    }));
}
