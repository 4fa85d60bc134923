import { playOnce } from '../../flows/explore/walk.ts';
import { conversation } from '../../platform/call/transcript.ts';
import { assertWalkedThrough, causeOfNondeterminism, explored } from '../preconditions/explored-flow.ts';
import { whereOf } from '../preconditions/way.ts';
import { Blocked, type Requirement, Violation } from '../requirement.ts';

export const statePerCall: Requirement = {
  id: 'flow.state.per-call',
  clause: 'flow-state-per-call',
  title: 'starts every call in the same state',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Store the position of a call under its call id, in the redirect URL or in a store; never in a module-level variable.',
  async check(bench, note) {
    const exploration = await explored(bench);
    const { nondeterminism, graph } = exploration;
    note.cases = graph.nodes.length;
    if (!nondeterminism) return assertWalkedThrough(exploration);
    const cause = await causeOfNondeterminism(bench);
    if (cause !== this.id) throw new Blocked('the same call gets different answers', cause);
    await bench.call({ script: nondeterminism.after });
    const { steps } = await playOnce(bench, { script: nondeterminism.path });
    const exchanges = steps.flatMap((step) => (step.kind === 'answer' ? [step.answered.exchange] : []));
    throw new Violation(
      'a new call that does the same as an earlier one to hear the same',
      `something else after a call with ${nondeterminism.after.join(', ') || 'no input'}`,
      {
        where: whereOf(undefined, nondeterminism.path) ?? 'at the start of the call',
        exchanges: exchanges.slice(-2),
        conversation: { path: nondeterminism.path, lines: conversation(steps) },
      },
    );
  },
};
