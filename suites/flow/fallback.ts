import { overlapping } from '../../flows/explore/concurrency.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import { successorsOf } from '../../flows/graph/successors.ts';
import type { Bench, CallPlan } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';
import { conversation } from '../../platform/call/transcript.ts';
import type { Graph, GraphNode } from '../../spec/index.ts';
import { createNote, type Note } from '../note.ts';
import { isAcknowledged, outcomeOf } from '../preconditions/acknowledged.ts';
import { assertWalkedThrough, inEachFlow, steadyFlow } from '../preconditions/explored-flow.ts';
import type { DirectedFlow } from '../preconditions/outbound-flow.ts';
import { Blocked, NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { gatherTimeout } from './gathers.ts';

/** Places of a kind at which callers give up; the nearest, as each costs calls. */
const places = 40;

/** What may go wrong at a place: only the events tell, as nothing more is asked. */
interface Mishap {
  readonly what: string;
  readonly plan: CallPlan;
}

export const fallbackPresent: Requirement = {
  id: 'flow.fallback.present',
  clause: 'flow-fallback-present',
  title: 'has a fallback path',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q27', 'Q68'],
  hint: 'Acknowledge the events of a call that ends early or whose destination is not reached, and record its last step.',
  async check(bench, note) {
    await steadyFlow(bench);
    await assertSilenceWorks(bench);
    let found = 0;
    await inEachFlow(bench, async (flow) => {
      const { bench: own, exploration } = flow;
      const known = await acknowledgedPlainly(own);
      const mishaps = mishapsOf(exploration.graph, exploration.own);
      found += mishaps.length + successorsOf(exploration.graph).nodes.filter(({ ends }) => ends === 'gather').length;
      const played = bench.capabilities.has('webhook') ? mishaps : [];
      await overlapping(played, bench.health.answers, (mishap) => judge(flow, note, known, mishap));
      assertWalkedThrough(exploration);
    });
    if (found === 0) throw new NotApplicable('no gather, transfer or bridge was found in the call flow');
  },
};

/** Plays a call with a mishap, and throws for an event that was not acknowledged. */
async function judge(
  { bench, direction }: DirectedFlow,
  note: Note,
  known: ReadonlySet<string>,
  { what, plan }: Mishap,
): Promise<void> {
  note.cases++;
  const { steps } = await playOnce(bench, plan);
  const refused = steps.find((step): step is EventStep => step.kind === 'event' && isRefused(step, known));
  if (!refused) return;
  throw new Violation(`${refused.event.event} acknowledged when ${what}`, outcomeOf(refused.delivered), {
    exchanges: [refused.delivered.exchange],
    conversation: { path: scriptOf(plan), lines: conversation(steps), ...(direction && { direction }) },
  });
}

type EventStep = Extract<Step, { kind: 'event' }>;

function isRefused({ event, delivered }: EventStep, known: ReadonlySet<string>): boolean {
  return known.has(event.event) && !isAcknowledged(delivered.status);
}

/** Silence has its own requirement; if that is broken, a fallback cannot be judged. */
async function assertSilenceWorks(bench: Bench): Promise<void> {
  try {
    await gatherTimeout.check(bench, createNote());
  } catch (error) {
    if (error instanceof NotApplicable) return;
    if (error instanceof Violation) throw new Blocked('silence already fails', 'flow.gather.timeout');
    throw error;
  }
}

/** Events that are acknowledged in a call without mishaps: a refusal of the others is for the area webhook to say. */
async function acknowledgedPlainly(bench: Bench): Promise<ReadonlySet<string>> {
  const names = ['call.created', 'call.answered', 'call.gathered', 'call.completed', 'call.failed'] as const;
  if (!bench.capabilities.has('webhook')) return new Set();
  const good = new Set<string>();
  for (const name of names) {
    const nextEvent = bench.eventsOf(bench.newCall());
    if (name !== 'call.created') await bench.deliver(nextEvent('call.created'));
    if (isAcknowledged((await bench.deliver(nextEvent(name))).status)) good.add(name);
  }
  return good;
}

function mishapsOf({ nodes, root }: Graph, own: ReadonlySet<string>): readonly Mishap[] {
  const at = (...ends: GraphNode['ends'][]) =>
    nodes
      .filter((node) => ends.includes(node.ends))
      .slice(0, places)
      .filter(({ id }) => own.has(id));
  const atOnce = { what: 'the caller hangs up before anything is said', plan: { hangUpAt: 0 } };
  return [
    ...at('gather').flatMap(({ path }): Mishap[] => [
      { what: 'the caller hangs up at a gather', plan: { script: [...path, 'hangup'] } },
      {
        what: 'the caller hangs up and no call.gathered is sent (Q27)',
        plan: { script: [...path, 'hangup'], readings: { Q27: 'no-event' } },
      },
    ]),
    ...at('transfer', 'bridge').map(
      ({ path, ends }): Mishap => ({ what: `the target of a ${ends} is busy`, plan: { script: [...path, 'busy'] } }),
    ),
    ...(own.has(root) ? [atOnce] : []),
  ];
}

function scriptOf({ script }: CallPlan): readonly string[] {
  return Array.isArray(script) ? (script as readonly string[]) : [];
}
