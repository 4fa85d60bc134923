import fc from 'fast-check';
import type { Answered } from '../../platform/answer/answered.ts';
import type { Bench } from '../../platform/bench.ts';
import { addresses, withheld } from '../arbitraries/parties.ts';
import { otherCallers } from '../preconditions/other-callers.ts';
import { walk } from '../preconditions/sample-call.ts';
import { assertPlayable, plainAnswer, problemBeyond } from '../preconditions/valid-answer.ts';
import { whereOf } from '../preconditions/way.ts';
import { forAll } from '../property.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { sinksOf } from './sinks.ts';

/** The values that the documentation shows (Q66), and one that it does not. */
const statuses = ['in_progress', 'dialing', 'completed', 'ringing'] as const;
const directions = ['inbound', 'outbound'] as const;

interface Party {
  readonly from: string;
  readonly to: string;
  readonly direction: (typeof directions)[number];
  readonly status: (typeof statuses)[number];
}

const ordinary: Party = { from: '+12025550101', to: '+12025550100', direction: 'inbound', status: 'in_progress' };
const first: readonly Party[] = [
  ...[...withheld, ...addresses].map((from) => ({ ...ordinary, from })),
  ...addresses.map((to) => ({ ...ordinary, to, direction: 'outbound' as const })),
  ...directions.flatMap((direction) => statuses.map((status) => ({ ...ordinary, direction, status }))),
];

/** Each of the first, and a few of their combinations. */
const maxRuns = first.length + 10;

export const anyCaller: Requirement = {
  id: 'answer.input.any-caller',
  clause: 'answer-input-any-caller',
  title: 'answers callers without a number, SIP callers, and calls of any documented status',
  needs: ['answer'],
  assumes: ['Q1', 'Q2'],
  hint: 'The number may be withheld or be a SIP address: treat it as text, and have a default for callers you cannot find.',
  async check(bench, note) {
    const plain = await plainAnswer(bench);
    const places = await sinksOf(bench);
    // A direction that is never answered well is blamed by what is wrong with its answers.
    const outbound = await bench.answer({ call: bench.newCall({ direction: 'outbound' }) });
    const fixed = problemBeyond(plain, outbound) ? ({ direction: 'inbound' } as const) : {};
    const party: fc.Arbitrary<Party> = fc.record({
      from: fc.constantFrom(...withheld, ...addresses, ordinary.from),
      to: fc.constantFrom(...addresses, ordinary.to),
      direction: fc.constantFrom(...directions),
      status: fc.constantFrom(...statuses),
    });
    const law = async (given: Party) => {
      const { from, to, direction, status } = { ...given, ...fixed };
      for (const { name, ask, usual: plainly } of places) {
        const shown = Object.entries({ from, to, direction, status }).map(
          ([key, value]) => `${key} ${JSON.stringify(value)}`,
        );
        assertPlayable(
          await ask({ fields: { from, to, direction, status } }),
          `a valid answer of ${name} to ${shown.join(', ')}`,
          plainly,
        );
      }
    };
    await forAll(bench, note, party, law, maxRuns, first);
    await assertPlayableLater(bench, plain);
  },
};

/** Later answers of the call flow, where an ordinary caller who does the same gets a valid one. */
async function assertPlayableLater(bench: Bench, plain: Answered): Promise<void> {
  for (const { answered, call, path, as } of await otherCallers(bench)) {
    const problem = problemBeyond(plain, answered);
    // The flow of outbound calls is judged with every other answer.
    if (!problem || call.direction === 'outbound') continue;
    const usual = (await walk(bench, path, {})).answers.filter((each) => each.path.length === path.length);
    if (usual.length === 0 || usual.some((each) => problemBeyond(plain, each.answered)?.id === problem.id)) continue;
    const where = whereOf(problem.evidence.where, path, as);
    throw new Violation(problem.expected, problem.actual, {
      ...problem.evidence,
      ...(where !== undefined && { where }),
    });
  }
}
