import type { Exploration } from '../../flows/explore/exploration.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import { type FlowFinding, judge, nothingOf, type Rule, seenAt } from '../../flows/rules/rule.ts';
import type { Bench } from '../../platform/bench.ts';
import { conversation } from '../../platform/call/transcript.ts';
import type { AssumptionId, Clause } from '../../spec/index.ts';
import { assertWalkedThrough, inEachFlow, steadyFlow } from '../preconditions/explored-flow.ts';
import { whereOf } from '../preconditions/way.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';

/** Exchanges of a call that are shown; the last are those that matter. */
const last = 4;
/** Findings that are tried for one that a call shows. */
const candidates = 20;

/** The requirement that a rule on the call flow decides. */
export function ruled(
  rule: Rule,
  about: {
    readonly clause: Clause;
    readonly title: string;
    readonly hint: string;
    readonly assumes?: readonly AssumptionId[];
    readonly needs?: Requirement['needs'];
    /** Throws when something else is the reason for what was found. */
    readonly unless?: (bench: Bench, exploration: Exploration) => Promise<void>;
  },
): Requirement {
  const { unless, ...requirement } = about;
  return {
    id: rule.id,
    needs: ['answer'],
    walks: true,
    assumes: ['Q1', 'Q2', 'Q29'],
    ...requirement,
    async check(bench, note) {
      let places = 0;
      await inEachFlow(bench, async ({ bench: own, exploration, direction }) => {
        const { findings, looked } = judge(rule, exploration);
        places += looked;
        // Those of outbound calls are not counted: the machines of a divided walk would count them differently.
        if (!direction) note.cases = looked;
        const [nearest, ...others] = await findingsShown(own, rule, findings);
        if (nearest) await unless?.(bench, exploration);
        if (nearest) throw await violationOf(own, nearest, others.length, direction);
        assertWalkedThrough(exploration);
      });
      if (places === 0) throw new NotApplicable(nothingOf(rule, (await steadyFlow(bench)).graph));
    },
  };
}

/** The findings from the first that a call shows. */
async function findingsShown(
  bench: Bench,
  rule: Rule,
  findings: readonly FlowFinding[],
): Promise<readonly FlowFinding[]> {
  if (!rule.shows) return findings;
  for (const [index, { path }] of findings.slice(0, candidates).entries()) {
    const { steps } = await playOnce(bench, { script: path });
    const actions = steps.flatMap((step) => (step.kind === 'action' ? [step.action] : []));
    if (rule.shows(actions)) return findings.slice(index);
  }
  return [];
}

/** Plays the call that shows a finding, for its conversation and its exchanges. */
async function violationOf(
  bench: Bench,
  finding: FlowFinding,
  others: number,
  direction: 'outbound' | undefined,
): Promise<Violation> {
  const { path, expected } = finding;
  const { steps } = await playOnce(bench, { script: path });
  const exchanges = steps.flatMap((step) => {
    if (step.kind === 'answer') return [step.answered.exchange];
    const gathered = step.kind === 'event' && step.event.event === 'call.gathered';
    return gathered ? [step.delivered.exchange] : [];
  });
  return new Violation(expected, seenAt(finding, others), {
    where: whereOf(undefined, path, direction && 'an outbound call') ?? 'at the start of the call',
    exchanges: exchanges.slice(-last),
    conversation: { path, lines: conversation(steps), ...(direction && { direction }) },
  });
}
