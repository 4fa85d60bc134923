import type { Exploration, Met } from '../../flows/explore/exploration.ts';
import { neutralUrl } from '../../flows/explore/segment.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import { isSecretGather } from '../../flows/graph/secret.ts';
import type { Bench, PlayedCall } from '../../platform/bench.ts';
import { problemOf } from '../../platform/call/problem.ts';
import { conversation } from '../../platform/call/transcript.ts';
import { listening } from '../../platform/events/gathering.ts';
import { Unreachable } from '../../platform/http/sender.ts';
import { isSuccess, statusInWords } from '../../spec/index.ts';
import { callerPath, eachCount, type Gather } from '../arbitraries/caller-path.ts';
import { createNote } from '../note.ts';
import { forAll } from '../property.ts';
import { NotApplicable, Violation } from '../requirement.ts';
import type { DirectedFlow } from './outbound-flow.ts';
import { whereOf } from './way.ts';

/** What callers met who do more than the walk of the call flow tries. */
interface FreeCalls {
  /** Every answer that they got, the shortest way first. */
  readonly answers: readonly Met[];
  /** The smallest calls in which an answer or an acknowledgement failed, by what the caller did last. */
  readonly violations: { readonly [Done in Input]?: Violation };
}

/** Whether a caller ends a gather by a key, or waits until it is over. */
type Input = 'pressed' | 'waited';

/** What came of one call. */
interface Outcome {
  /** Undefined where all was right. */
  readonly failure?: { readonly input: Input; readonly violation: Violation };
}

/** Exchanges of a call that are shown; the last are those that matter. */
const last = 4;
/** Answers that are kept. */
const maxAnswers = 1_000;
/** Cases, where a gather collects several digits and where one key decides. */
const maxRuns = { several: 60, one: 20 };

/**
 * Calls with generated input, played once for all checks of a bench: digits of any count that a gather collects, finish
 * keys early and late, hesitation, and turns that nobody foresaw. Secrets are left to their own checks, as somebody may
 * count wrong ones.
 */
export function freeCalls(flow: DirectedFlow): Promise<FreeCalls> {
  const { bench, exploration, direction } = flow;
  return bench.once(`calls with generated input ${direction}`, async () => {
    const { graph, nondeterminism } = exploration;
    const gathers = graph.nodes.filter((node) => node.ends === 'gather' && !node.problem && !isSecretGather(node));
    const [first, ...others] = gathers;
    const isCut = graph.explored.cut.some(({ bound }) => bound === 'time' || bound === 'unreachable');
    const isTried = direction === 'outbound' && !gathers.some(isLong);
    if (!first || nondeterminism || isCut || isTried) return { answers: [], violations: {} };
    const paths = callerPath([first, ...others]);
    const runs = gathers.some(isLong) ? maxRuns.several : maxRuns.one;
    const answers: Met[] = [];
    const outcomes = new Map<string, Promise<Outcome>>();
    const outcomeOf = (path: readonly string[]): Promise<Outcome> => {
      const known = outcomes.get(path.join());
      const outcome = known ?? playCaller(flow, gathers, path, answers);
      outcomes.set(path.join(), outcome);
      return outcome;
    };
    const smallest = async (input: Input): Promise<Violation | undefined> => {
      const law = async (path: readonly string[]): Promise<void> => {
        const { failure } = await outcomeOf(path);
        if (failure?.input === input) throw failure.violation;
      };
      try {
        await forAll(bench, createNote(), paths, law, runs, eachCount(gathers));
      } catch (error) {
        const violation = Violation.in(error);
        if (!violation && !(error instanceof Unreachable) && !(error instanceof NotApplicable)) throw error;
        return violation;
      }
      return undefined;
    };
    const [pressed, waited] = [await smallest('pressed'), await smallest('waited')];
    return { answers: byLength(answers), violations: { ...(pressed && { pressed }), ...(waited && { waited }) } };
  });
}

/** Whether a gather collects several digits; where one key decides, the walk has pressed each. */
function isLong({ actions }: Gather): boolean {
  return listening(actions.at(-1)?.parameters ?? {}).max > 1;
}

function byLength(answers: readonly Met[]): readonly Met[] {
  const length = ({ path }: Met) => path.length * 100 + path.join('').length;
  return [...answers].sort((one, other) => length(one) - length(other));
}

async function playCaller(
  { bench, exploration, direction }: DirectedFlow,
  gathers: readonly Gather[],
  path: readonly string[],
  answers: Met[],
): Promise<Outcome> {
  const script = [...path, 'hangup'];
  const call = await playOnce(bench, { script });
  if (answers.length < maxAnswers) answers.push(...answersIn(call, path));
  if (!brokenIn(bench, call, exploration)) return {};
  // What fails only once, or without that input as well, is not the fault of what was entered.
  const again = await playOnce(bench, { script });
  const { steps } = again;
  const broken = brokenIn(bench, again, exploration);
  if (!broken) return {};
  const starts = gathers.filter((gather) => gather.path.every((input, turn) => input === path[turn]));
  const start = starts.reduce((one, other) => (other.path.length > one.path.length ? other : one)).path;
  if (brokenIn(bench, await playOnce(bench, { script: [...start, 'hangup'] }), exploration)) return {};
  const exchanges = steps.flatMap((step) => (step.kind === 'answer' ? [step.answered.exchange] : []));
  const done = path.slice(0, broken.turns);
  const violation = new Violation('a valid answer whatever the caller does', broken.actual, {
    where: whereOf(undefined, done, direction && 'an outbound call') ?? 'at the start of the call',
    exchanges: exchanges.slice(-last),
    conversation: { path: done, lines: conversation(steps), ...(direction && { direction }) },
  });
  return { failure: { input: done.at(-1)?.endsWith('wait') ? 'waited' : 'pressed', violation } };
}

function answersIn({ steps }: Pick<PlayedCall, 'steps'>, path: readonly string[]): readonly Met[] {
  let turns = 0;
  return steps.flatMap((step) => {
    if (step.kind === 'press') turns++;
    return step.kind === 'answer' ? [{ answered: step.answered, path: path.slice(0, turns) }] : [];
  });
}

/** An answer or an acknowledgement that failed, after how many turns; a URL that never worked is reported elsewhere. */
function brokenIn(
  { options: { answerUrl } }: Bench,
  { call, steps }: PlayedCall,
  { served, refused, volatileValues }: Exploration,
): { readonly turns: number; readonly actual: string } | undefined {
  const isGone = (url: string | undefined) =>
    served.get(neutralUrl(url, { call, answerUrl, volatileValues }) ?? '') === false;
  let turns = 0;
  for (const step of steps) {
    if (step.kind === 'press') turns++;
    if (step.kind === 'answer' && !isGone(step.url)) {
      const problem = problemOf(step.answered);
      const isBroken = problem?.requirement.startsWith('answer.http.');
      if (isBroken) return { turns, actual: `${problem?.actual} from ${step.url ?? 'answer_url'}` };
    }
    if (step.kind === 'event' && step.event.event === 'call.gathered' && refused.length === 0) {
      const { status, exchange } = step.delivered;
      const actual = status === undefined ? (exchange.failure?.message ?? 'no response') : statusInWords(status);
      if (!isSuccess(status)) return { turns, actual: `${actual} to its call.gathered` };
    }
  }
  return undefined;
}
