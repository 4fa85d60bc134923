import { asksForSecret, enteredAt } from '../../../flows/graph/secret.ts';
import { spokenIn } from '../../../flows/graph/spoken.ts';
import type { Bench } from '../../../platform/bench.ts';
import { playCall } from '../../../platform/call/call.ts';
import type { Step } from '../../../platform/call/step.ts';
import { listening } from '../../../platform/events/gathering.ts';
import type { Action, GraphNode } from '../../../spec/index.ts';
import type { Requirement } from '../../requirement.ts';
import { eachSecretGather, violation } from './unspoken.ts';

/** Guesses in one call that are more than a slip of the finger. */
const maxGuesses = 10;
/** Maximum number of turns of a call with guesses. */
const maxTurns = 60;

export const secretBounded: Requirement = {
  id: 'flow.secret.bounded',
  clause: 'flow-secret-bounded',
  title: 'limits the attempts to enter a secret in one call',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Count the attempts under the call id, whichever way leads back to the question, and end the call after a few.',
  async check(bench, note) {
    await eachSecretGather(bench, async (node, { bench: own, exploration, direction }) => {
      note.cases++;
      const { guesses, steps, path } = await guessing(own, node, exploration.graph.nodes);
      if (guesses <= maxGuesses) return;
      const expected = `at most ${maxGuesses} wrong attempts at a secret in one call`;
      throw violation(expected, `another question after ${maxGuesses}`, path, steps, direction);
    });
  },
};

/** Plays a caller that enters a wrong secret at each question, and returns to the question with the announced keys. */
async function guessing(bench: Bench, node: GraphNode, nodes: readonly GraphNode[]) {
  const ways = new Map<string, string>();
  node.path.forEach((input, turn) => {
    const path = node.path.slice(0, turn).join();
    const from = nodes.find((each) => each.ends === 'gather' && each.path.join() === path);
    if (from) ways.set(spokenIn(from).at(-1) ?? '', input);
  });
  let [guesses, heard, turns] = [0, '', 0];
  const [steps, path]: [Step[], string[]] = [[], []];
  const move = (prompt: string): string => {
    if (turns < node.path.length) return node.path[turns] ?? 'wait';
    if (!asksForSecret(heard)) return ways.get(prompt) ?? 'hangup';
    guesses++;
    return enteredAt(node, wrongDigits(node, guesses, bench.options.flow?.digits)) ?? 'hangup';
  };
  const caller = {
    atGather({ parameters }: Action) {
      const input = guesses > maxGuesses || turns > maxTurns ? 'hangup' : move(String(parameters.prompt ?? ''));
      turns++;
      heard = '';
      path.push(input);
      const keys = input.replace(/\+?(?:wait|hangup)$/, '');
      return { keys, after: input.endsWith('hangup') ? ('hang-up' as const) : ('wait' as const) };
    },
  };
  for await (const step of playCall(bench, bench.newCall(), caller)) {
    steps.push(step);
    if (step.kind === 'hears') heard += ` ${step.text}`;
  }
  return { guesses, steps, path };
}

/** Another guess each time, never one that is known to be right. */
function wrongDigits(node: GraphNode, turn: number, known: readonly string[] = []): string {
  const { min, max } = listening(node.actions.at(-1)?.parameters ?? {});
  const length = Math.min(Math.max(min, 1), max, 16);
  const guess = String(100 + turn)
    .repeat(6)
    .slice(0, length);
  return known.includes(guess) ? guess.replace(/./g, '9') : guess;
}
