import { overlapping } from '../../flows/explore/concurrency.ts';
import { inputsAt } from '../../flows/explore/inputs.ts';
import { flowInWords } from '../../flows/graph/limits.ts';
import { successorsOf } from '../../flows/graph/successors.ts';
import { isAgain } from '../../flows/rules/menus.ts';
import type { CallOptions } from '../../platform/call/line.ts';
import type { Step } from '../../platform/call/step.ts';
import { conversation } from '../../platform/call/transcript.ts';
import type { GraphNode } from '../../spec/index.ts';
import type { Note } from '../note.ts';
import { assertWalkedThrough, inEachFlow, steadyFlow } from '../preconditions/explored-flow.ts';
import type { DirectedFlow } from '../preconditions/outbound-flow.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { after, type Heard } from './heard.ts';

/** Menus that are tried; the nearest. */
const menus = 20;

export const gatheredLate: Requirement = {
  id: 'flow.order.gathered-late',
  clause: 'flow-order-gathered-late',
  title: 'does not depend on `call.gathered` arriving before the redirect request',
  needs: ['answer', 'webhook'],
  walks: true,
  assumes: ['Q29'],
  hint: 'When the digits of this gather are not known yet, ask again or wait for them; never act on those of an earlier one.',
  async check(bench, note) {
    let found = 0;
    await inEachFlow(bench, async (flow) => {
      const { exploration } = flow;
      const gathers = exploration.graph.nodes.filter(({ ends }) => ends === 'gather').slice(0, menus);
      found += gathers.length;
      const own = gathers.filter(({ id }) => exploration.own.has(id));
      await overlapping(own, bench.health.answers, (node) => judge(flow, note, node));
      assertWalkedThrough(exploration);
    });
    if (found > 0) return;
    throw new NotApplicable(`no gather was found ${flowInWords((await steadyFlow(bench)).graph)}`);
  },
};

/** Each key that the prompt names, with `call.gathered` twice and then late; of a gather that names none, one input. */
async function judge(
  { bench, exploration: { graph, own, volatileValues }, direction }: DirectedFlow,
  note: Note,
  node: GraphNode,
): Promise<void> {
  const ways = successorsOf(graph);
  const turn = node.path.length;
  const hear = (input: string, options?: CallOptions) => after(bench, volatileValues, [...node.path, input], options);
  const inputs = inputsAt(node);
  const named = node.announced.length > 0 ? node.announced : inputs.slice(0, 1);
  const invalid = inputs.find((input) => !named.includes(input)) ?? 'wait';
  const harmless = new Set([(await hear('wait')).key, (await hear(invalid)).key]);
  const usual = new Map<string, Heard>();
  for (const input of named) usual.set(input, await hear(input));
  const asksAgain = async (key: string) => {
    const met = ways.after(node, key).at(-1) ?? node;
    if (own.has(met.id) || ways.inputs(met).length > 0 || met.announced.join() !== node.announced.join())
      return isAgain(ways, node, met);
    // Others walk what is behind it.
    for (const [input, { shown }] of usual) {
      if ((await after(bench, volatileValues, [...met.path, input])).shown === shown) return true;
    }
    return false;
  };
  for (const [input, heard] of usual) {
    if (heard.broken) continue; // said by flow.gather.every-key
    note.cases++;
    const path = [...node.path, input];
    const twice = await hear(input, { gatheredTimes: 2 });
    // What calls one after another hear in turns, or at the same time by chance, is not the fault of the repeated event.
    const isOther = async () =>
      (await hear(input)).key === heard.key && (await hear(input, { gatheredTimes: 2 })).key === twice.key;
    if (twice.key !== heard.key && (await isOther())) {
      throw violation(
        'a repeated call.gathered to change nothing',
        'something else is heard',
        path,
        twice.steps,
        direction,
      );
    }
    const late = await hear(input, { lateFrom: turn });
    const other = [...usual].find(([, { key }]) => key === late.key)?.[0];
    if (late.key === heard.key || harmless.has(late.key)) continue;
    if (!late.broken && (other === undefined || (await asksAgain(other)))) continue;
    const expected = 'the same or a safe answer when call.gathered comes after the redirect request';
    throw violation(expected, late.broken ?? `the answer to key ${other}`, path, late.steps, direction);
  }
}

function violation(
  expected: string,
  actual: string,
  path: readonly string[],
  steps: readonly Step[],
  direction: DirectedFlow['direction'],
): Violation {
  const exchanges = steps.flatMap((step) => {
    if (step.kind === 'answer') return [step.answered.exchange];
    return step.kind === 'event' && step.event.event === 'call.gathered' ? [step.delivered.exchange] : [];
  });
  return new Violation(expected, actual, {
    exchanges: exchanges.slice(-4),
    conversation: { path, lines: conversation(steps), ...(direction && { direction }) },
  });
}
