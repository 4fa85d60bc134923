import type { Exploration } from '../../flows/explore/exploration.ts';
import { playOnce } from '../../flows/explore/walk.ts';
import { flowInWords } from '../../flows/graph/limits.ts';
import { enteredAt, isSecretGather } from '../../flows/graph/secret.ts';
import type { Bench } from '../../platform/bench.ts';
import type { Step } from '../../platform/call/step.ts';
import { conversation } from '../../platform/call/transcript.ts';
import { listening } from '../../platform/events/gathering.ts';
import type { Action, GraphNode } from '../../spec/index.ts';
import { steadyFlow } from '../preconditions/explored-flow.ts';
import { NotApplicable, type Requirement, Violation } from '../requirement.ts';
import { carries } from './carried.ts';
import { after } from './heard.ts';
import { assertNoKeyInUrl } from './keys.ts';

/** Places that are tried; the nearest. */
const places = 6;

/** The gathers that ask for a secret; not applicable where there is none. */
export async function secretGathers(
  bench: Bench,
): Promise<{ exploration: Exploration; gathers: readonly GraphNode[] }> {
  const exploration = await steadyFlow(bench);
  const found = exploration.graph.nodes.filter(isSecretGather);
  if (found.length === 0) {
    throw new NotApplicable(
      `no gather that asks for a PIN or another secret was found ${flowInWords(exploration.graph)}`,
    );
  }
  return { exploration, gathers: found.slice(0, places).filter(({ id }) => exploration.own.has(id)) };
}

export function violation(
  expected: string,
  actual: string,
  path: readonly string[],
  steps: readonly Step[],
): Violation {
  const exchanges = steps.flatMap((step) => (step.kind === 'answer' ? [step.answered.exchange] : []));
  return new Violation(expected, actual, {
    exchanges: exchanges.slice(-3),
    conversation: { path, lines: conversation(steps) },
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
  async check(bench) {
    assertNoKeyInUrl((await steadyFlow(bench)).answers);
    const { gathers } = await secretGathers(bench);
    for (const node of gathers) {
      bench.cases++;
      const known = (bench.options.flow?.digits ?? []).filter((digits) => enteredAt(node, digits) !== undefined);
      const { max } = listening(node.actions.at(-1)?.parameters ?? {});
      const tried = canaries.map((canary) => canary.repeat(4).slice(0, Math.min(max, 16)));
      const [one = '', other = ''] = tried;
      for (const [digits, control] of [[one, other], ...known.map((each) => [each, one] as const)] as const) {
        const found = await repeated(bench, node, digits, control);
        if (!found) continue;
        const { shown, path, steps } = found;
        throw violation('the digits of a secret to be repeated nowhere', `them in ${shown}`, path, steps);
      }
    }
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

export const secretWhole: Requirement = {
  id: 'flow.secret.whole',
  clause: 'flow-secret-whole',
  title: 'accepts a secret only when every digit matches',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Compare the digits as text, all of them, with what is stored: 42 is not 0042, and 4711 is not 47115.',
  async check(bench) {
    const { gathers, exploration } = await secretGathers(bench);
    const known = bench.options.flow?.digits ?? [];
    let judged = 0;
    for (const node of gathers) {
      const hear = async (input: string) => after(bench, exploration.volatileValues, [...node.path, input]);
      for (const digits of known) {
        const input = enteredAt(node, digits);
        if (input === undefined) continue;
        const right = await hear(input);
        const wrong = wrongOnes(digits).flatMap((each) => enteredAt(node, each) ?? []);
        // Digits that lead where others lead are not what is asked for here.
        let isRight = !right.broken;
        for (const each of wrong.slice(0, 2)) isRight &&= (await hear(each)).shown !== right.shown;
        if (!isRight) continue;
        judged++;
        for (const variant of variantsOf(node, digits, known)) {
          bench.cases++;
          const heard = await hear(variant);
          if (heard.shown !== right.shown) continue;
          const expected = `${input} alone to be right, and ${variant} to be wrong`;
          throw violation(expected, 'the same for both', [...node.path, variant], heard.steps);
        }
      }
    }
    if (judged === 0) {
      throw new NotApplicable('no digits are known that a gather accepts as a secret (flow.digits)');
    }
  },
};

/** Digits of the same length that differ from the first on, and in the middle. */
function wrongOnes(digits: string): readonly string[] {
  return [3, 5, 7].map((step) => digits.replace(/\d/g, (digit) => String((Number(digit) + step) % 10)));
}

/** Inputs of a caller that knows only a part of the secret, as far as this gather accepts them. */
function variantsOf(node: GraphNode, digits: string, known: readonly string[]): readonly string[] {
  const last = String((Number(digits.at(-1)) + 1) % 10);
  const first = String((Number(digits.at(0)) + 1) % 10);
  const unlike = [
    digits.replace(/^0+/, ''),
    `0${digits}`,
    `00${digits}`,
    digits.slice(0, -1),
    digits.slice(1),
    digits.slice(0, 1),
    `${digits}0`,
    `${digits}${last}`,
    `${digits}*`,
    `*${digits}`,
    `${digits}#`,
    digits.slice(0, -1) + last,
    first + digits.slice(1),
    [...digits].reverse().join(''),
    [...digits].sort().join(''),
    '',
  ];
  const { finishKey } = listening(node.actions.at(-1)?.parameters ?? {});
  // Fewer digits than are needed can be entered, too: then the time runs out.
  const entered = unlike
    .filter((each) => each !== digits && !known.includes(each))
    .map((each) => enteredAt(node, each) ?? (isShort(node, each) ? `${each}${each === '' ? '' : '+'}wait` : undefined));
  const silent = finishKey === undefined ? [] : [finishKey];
  return [...new Set([...entered.flatMap((each) => each ?? []), ...silent])];
}

function isShort({ actions }: GraphNode, digits: string): boolean {
  const { min, finishKey } = listening(actions.at(-1)?.parameters ?? {});
  return digits.length < min && (finishKey === undefined || !digits.includes(finishKey));
}
