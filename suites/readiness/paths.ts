import type { Bench } from '../../platform/bench.ts';
import { playCall } from '../../platform/call/call.ts';
import type { Step } from '../../platform/call/step.ts';
import { conversation } from '../../platform/call/transcript.ts';
import { isAcknowledged, outcomeOf } from '../preconditions/acknowledged.ts';
import { shownProblem } from '../preconditions/valid-answer.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';
import { type Path, paths } from './callers.ts';
import { keep, keptIn } from './keep.ts';
import { assertTrusted } from './targets.ts';
import { signedEvent } from './webhook.ts';

export const pathsThree: Requirement = {
  id: 'readiness.paths.three',
  clause: 'readiness-paths-three',
  title: 'completes a normal, an invalid-input and a no-answer call, kept as fixtures',
  needs: ['answer'],
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Each of these calls must get valid answers, and each of its events a 2xx: mvk call plays it again.',
  async check(bench, note) {
    await assertTrusted(bench);
    await assertSignedIsTaken(bench);
    const seen: string[] = [];
    for (const path of paths) {
      const steps = await playPath(bench, path);
      const violation = violationIn(path, steps);
      const kept = await keep(bench, path.name, steps, violation !== undefined);
      if (violation) {
        const { expected, actual, evidence } = violation;
        throw new Violation(expected, actual, { ...evidence, where: `the ${path.name} call (${kept})` });
      }
      const left = steps.some(({ kind }) => kind === 'elsewhere') ? ', up to a redirect to another host' : '';
      seen.push(`${path.name} (${kept}${left})`);
    }
    note.seen = `${seen.join(', ')}, in ${keptIn(bench)}`;
  },
};

/** Blocks the calls where no event is taken at all, so that one fault is blamed once. */
async function assertSignedIsTaken(bench: Bench): Promise<void> {
  if (!bench.capabilities.has('remote') || !bench.capabilities.has('signed')) return;
  if (isAcknowledged((await signedEvent(bench)).status)) return;
  throw new Blocked('no signed event is accepted', 'readiness.webhook.signed-accepted');
}

async function playPath(bench: Bench, { caller }: Path): Promise<readonly Step[]> {
  const people = caller();
  const steps: Step[] = [];
  for await (const step of playCall(bench, bench.newCall(), people)) {
    if (step.kind === 'hears') people.hears(step.text);
    steps.push(step);
  }
  return steps;
}

/** What is wrong in a call, unless each answer could be played and each event was taken. */
function violationIn({ name }: Path, steps: readonly Step[]): Violation | undefined {
  const story = { path: pressed(steps), lines: conversation(steps) };
  const where = `the ${name} call`;
  for (const step of steps) {
    if (step.kind === 'loop') {
      return new Violation(
        `${where} comes to an end`,
        `more than ${step.limit} redirects in a row, the next to ${step.url}`,
        { conversation: story },
      );
    }
    if (step.kind === 'event' && !isAcknowledged(step.delivered.status)) {
      const { event, delivered } = step;
      return new Violation(`${event.event} acknowledged with 2xx`, outcomeOf(delivered), {
        exchanges: [delivered.exchange],
        conversation: story,
      });
    }
    const problem = step.kind === 'answer' ? shownProblem(step.answered) : undefined;
    if (problem) return new Violation(problem.expected, problem.actual, { ...problem.evidence, conversation: story });
  }
  return undefined;
}

/** The moves of the caller, in the notation of a script. */
function pressed(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'dial') return step.reach === 'answers' ? [] : [step.reach];
    if (step.kind !== 'press') return [];
    const { keys, after } = step.move;
    if (after === 'hang-up') return [keys === '' ? 'hangup' : `${keys}+hangup`];
    return [keys === '' ? 'wait' : keys];
  });
}
