import { playOnce } from '../../../flows/explore/walk.ts';
import { flowInWords } from '../../../flows/graph/limits.ts';
import { enteredAt, isSecretGather } from '../../../flows/graph/secret.ts';
import type { Bench } from '../../../platform/bench.ts';
import type { Step } from '../../../platform/call/step.ts';
import { conversation } from '../../../platform/call/transcript.ts';
import { listening } from '../../../platform/events/gathering.ts';
import type { Action, GraphNode } from '../../../spec/index.ts';
import { exploredAnswers, inEachFlow, steadyFlow } from '../../preconditions/explored-flow.ts';
import type { DirectedFlow } from '../../preconditions/outbound-flow.ts';
import { whereOf } from '../../preconditions/way.ts';
import { NotApplicable, type Requirement, Violation } from '../../requirement.ts';
import { carries } from './carried.ts';
import { assertNoKeyInUrl } from './keys-in-urls.ts';

/** Places that are tried; the nearest. */
const places = 6;

/** Judges the gathers of each call flow that ask for a secret; not applicable where there is none. */
export async function eachSecretGather(
  bench: Bench,
  judge: (node: GraphNode, flow: DirectedFlow) => Promise<void>,
): Promise<void> {
  const known = bench.options.flow?.digits ?? [];
  // What stands behind known digits first: a PIN is right only for the number that belongs to it.
  const isBehind = ({ path }: GraphNode) => path.some((input) => known.includes(input));
  let count = 0;
  await inEachFlow(bench, async (flow) => {
    const { graph, own } = flow.exploration;
    const found = graph.nodes.filter(isSecretGather);
    count += found.length;
    const ordered = [...found.filter(isBehind), ...found.filter((node) => !isBehind(node))];
    for (const node of ordered.slice(0, places).filter(({ id }) => own.has(id))) await judge(node, flow);
  });
  if (count > 0) return;
  const { graph } = await steadyFlow(bench);
  throw new NotApplicable(`no gather that asks for a PIN or another secret was found ${flowInWords(graph)}`);
}

export function violation(
  expected: string,
  actual: string,
  path: readonly string[],
  steps: readonly Step[],
  direction: DirectedFlow['direction'],
): Violation {
  const exchanges = steps.flatMap((step) => (step.kind === 'answer' ? [step.answered.exchange] : []));
  const where = whereOf(undefined, path, direction && 'an outbound call');
  return new Violation(expected, actual, {
    ...(where !== undefined && { where }),
    exchanges: exchanges.slice(-3),
    conversation: { path, lines: conversation(steps), ...(direction && { direction }) },
  });
}

/** Placeholder digits. */
const canaries = ['7391508264', '8264935170'] as const;

export const secretUnspoken: Requirement = {
  id: 'flow.secret.unspoken',
  clause: 'flow-secret-unspoken',
  title: 'neither speaks a secret that was entered nor puts one into a URL',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Say that it was right or wrong without repeating it, carry the outcome, not the digits, in the URL, and send keys in headers.',
  async check(bench, note) {
    await steadyFlow(bench);
    assertNoKeyInUrl((await exploredAnswers(bench)).map(({ answered }) => answered));
    await eachSecretGather(bench, async (node, flow) => {
      note.cases++;
      const known = (bench.options.flow?.digits ?? []).filter((digits) => enteredAt(node, digits) !== undefined);
      const { max } = listening(node.actions.at(-1)?.parameters ?? {});
      const tried = canaries.map((canary) => canary.repeat(4).slice(0, Math.min(max, 16)));
      const [one = '', other = ''] = tried;
      for (const [digits, control] of [[one, other], ...known.map((each) => [each, one] as const)] as const) {
        const found = await repeated(flow.bench, node, digits, control);
        if (!found) continue;
        const { shown, path, steps } = found;
        throw violation(
          'answers without the digits of a secret that was entered',
          `${digits} in ${shown}`,
          path,
          steps,
          flow.direction,
        );
      }
    });
  },
};

/** Where digits come again whenever they are entered, and not when others are: a time of day may hold them by chance. */
async function repeated(bench: Bench, node: GraphNode, digits: string, control: string) {
  const first = await entering(bench, node, digits);
  if (repeats(first.steps, node.path.length, digits) === undefined) return undefined;
  const others = await entering(bench, node, control);
  if (repeats(others.steps, node.path.length, digits) !== undefined) return undefined;
  const second = await entering(bench, node, digits);
  const shown = repeats(second.steps, node.path.length, digits);
  return shown === undefined ? undefined : { ...second, shown };
}

async function entering(bench: Bench, node: GraphNode, digits: string) {
  const path = [...node.path, enteredAt(node, digits) ?? digits];
  const { steps } = await playOnce(bench, { script: [...path, 'wait', 'hangup'] });
  return { steps, path };
}

/** Where digits that were entered at a turn come again in what follows. */
function repeats(steps: readonly Step[], turn: number, digits: string): string | undefined {
  let turns = 0;
  for (const step of steps) {
    if (step.kind === 'press') turns++;
    if (step.kind !== 'action' || turns <= turn) continue;
    const field = Object.entries(textsOf(step.action)).find(([, text]) => carries(text, digits));
    if (field) return `${field[0]} of ${step.action.name}`;
  }
  return undefined;
}

function textsOf({ parameters }: Action): Readonly<Record<string, string>> {
  const texts = Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}
