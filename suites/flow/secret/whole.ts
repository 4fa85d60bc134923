import { refusesSecret } from '../../../flows/graph/apology.ts';
import { asksNowForSecret, enteredAt } from '../../../flows/graph/secret.ts';
import type { GraphNode } from '../../../spec/index.ts';
import type { DirectedFlow } from '../../preconditions/outbound-flow.ts';
import { NotApplicable, type Requirement } from '../../requirement.ts';
import { after, type Heard } from '../heard.ts';
import { takenInNextCall } from '../next-call.ts';
import { guessAt, variantsOf, wrongOnes } from './guesses.ts';
import { eachSecretGather, violation } from './unspoken.ts';

export const secretWhole: Requirement = {
  id: 'flow.secret.whole',
  clause: 'flow-secret-whole',
  title: 'accepts a secret only when every digit matches',
  needs: ['answer'],
  walks: true,
  assumes: ['Q1', 'Q2', 'Q29'],
  hint: 'Compare the digits as text, all of them, with what is stored: 42 is not 0042, and 4711 is not 47115.',
  async check(bench, note) {
    const known = bench.options.flow?.digits ?? [];
    let judged = 0;
    /** Digits that are right somewhere, and questions to which some are. */
    const placed = new Set<string>();
    const likeOthers: Entry[] = [];
    await eachSecretGather(bench, async (node, flow) => {
      const { volatileValues } = flow.exploration;
      const { direction } = flow;
      const hear = async (input: string) => after(flow.bench, volatileValues, [...node.path, input]);
      for (const digits of known) {
        const input = enteredAt(node, digits);
        if (input === undefined) continue;
        const right = await hear(input);
        const remembered = await takenInNextCall(flow, node, digits, wrongOnes(digits));
        if (remembered) throw remembered;
        const wrong = wrongOnes(digits).flatMap((each) => enteredAt(node, each) ?? []);
        // Digits that lead where others lead are not what is asked for here.
        const others = await Promise.all(wrong.slice(0, 2).map(hear));
        if (right.broken !== undefined || others.some(({ shown }) => shown === right.shown)) {
          const [other] = others;
          if (other && isTakenLike(right, others)) {
            likeOthers.push({
              digits,
              right,
              input: wrong[0] ?? '',
              other,
              node,
              silent: await hear('wait'),
              direction,
            });
          }
          continue;
        }
        judged++;
        placed.add(digits).add(questionOf(node));
        for (const variant of variantsOf(node, digits, known)) {
          note.cases++;
          const heard = await hear(variant);
          if (heard.shown !== right.shown) continue;
          const expected = `${input} alone to be right, and ${variant} to be wrong`;
          throw violation(expected, 'the same for both', [...node.path, variant], heard.steps, direction);
        }
        note.cases++;
        const taken = await takenLate(node, right, (path) => after(flow.bench, volatileValues, path));
        if (taken)
          throw violation(
            `${taken.input} to stay wrong`,
            `it to be right at attempt ${taken.attempt}`,
            taken.path,
            taken.steps,
            direction,
          );
      }
    });
    const all = likeOthers.find(
      ({ digits, node, right, silent }) =>
        !placed.has(digits) &&
        !placed.has(questionOf(node)) &&
        !isBehindGuess(node, known) &&
        silent.shown !== right.shown,
    );
    if (all) {
      const { digits, input, node, other, direction } = all;
      const expected = `${digits} to be right, and ${input} to be wrong`;
      throw violation(
        expected,
        'the call to go on alike after any digits',
        [...node.path, input],
        other.steps,
        direction,
      );
    }
    if (judged === 0) {
      throw new NotApplicable('no digits are known that a gather takes for a secret (flow.digits)');
    }
  },
};

/** Attempts at a secret in one call. */
const maxAttempts = 4;

/** Wrong digits that are right after others were wrong, whether the question comes again at once or after what led to it. */
async function takenLate(node: GraphNode, right: Heard, hear: (path: readonly string[]) => Promise<Heard>) {
  const path = [...node.path];
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const input = enteredAt(node, guessAt(node, attempt));
    if (input === undefined) return undefined;
    path.push(input);
    const heard = await hear(path);
    if (heard.shown === right.shown) return { input, attempt, path, steps: heard.steps };
    if (!heard.goesOn) return undefined;
    if (asksNowForSecret(heard.said)) continue;
    path.push(node.path.at(-1) ?? 'wait');
    if (!asksNowForSecret((await hear(path)).said)) return undefined;
  }
  return undefined;
}

/** What a gather asks for, in its words. */
function questionOf({ actions }: GraphNode): string {
  return String(actions.at(-1)?.parameters.prompt ?? JSON.stringify(actions));
}

/** Known digits that lead where others lead, and what a silent caller meets instead. */
interface Entry {
  readonly digits: string;
  readonly node: GraphNode;
  readonly right: Heard;
  /** Wrong digits, and what a caller meets who enters them. */
  readonly input: string;
  readonly other: Heard;
  readonly silent: Heard;
  readonly direction: DirectedFlow['direction'];
}

/** Whether known digits and others are taken alike: those that are wrong at this place are refused, or asked for again. */
function isTakenLike(right: Heard, others: readonly Heard[]): boolean {
  const isSame = others.length > 1 && others.every(({ shown }) => shown === right.shown);
  return isSame && right.goesOn && !asksNowForSecret(right.said) && !refusesSecret(right.said);
}

/** Whether the caller entered digits on the way that nobody knows: behind a wrong number no secret is right. */
function isBehindGuess({ path }: GraphNode, known: readonly string[]): boolean {
  const entered = path.flatMap((input) => /^\d{3,}/.exec(input)?.[0] ?? []);
  return entered.some((digits) => !known.includes(digits));
}
