import type { GraphNode } from '../../../spec/index.ts';
import { refusesSecret } from '../../graph/apology.ts';
import { spokenIn } from '../../graph/spoken.ts';
import type { Successors } from '../../graph/successors.ts';
import { look } from '../look.ts';
import type { FlowFinding } from '../rule.ts';

/** Several digits, as they are entered. */
const several = /^(\d{2,})(?:[*#]|\+wait)?$/;
/** Inputs that are refused, so that the others are right. */
const enough = 2;

/** Digits for which the call goes on at a gather that refuses others, and those others. */
interface Sorted {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

function sortInputs(ways: Successors, node: GraphNode): Sorted {
  const entered = ways.inputs(node).filter((input) => several.test(input));
  const wrong = entered.filter((input) => isRefused(ways, node, input));
  if (wrong.length < enough) return { right: [], wrong };
  const silent = look(ways, node, 'wait');
  const right = entered.filter((input) => {
    const last = ways.after(node, input).at(-1);
    return last && !last.problem && !wrong.includes(input) && look(ways, node, input) !== silent;
  });
  return { right, wrong };
}

/** Digits that are right at one gather, and that another one takes like those that are wrong at both; undefined where there are none. */
export function refusedOf(ways: Successors, model: GraphNode, place: GraphNode): string | undefined {
  const { right, wrong } = sortInputs(ways, model);
  const tried = ways.inputs(place);
  const refused = new Set(
    wrong.filter((input) => tried.includes(input)).map((input) => textBehind(ways, place, input)),
  );
  if (refused.size === 0) return undefined;
  return right.find((input) => tried.includes(input) && refused.has(textBehind(ways, place, input)));
}

/** A gather that asks once more for what it then does not use: digits that were right before are refused. */
export function refusedLater(gathers: readonly GraphNode[], ways: Successors): readonly FlowFinding[] {
  return gathers.flatMap((node): FlowFinding[] => {
    for (const again of laterRounds(ways, node)) {
      const input = refusedOf(ways, node, again);
      // Where all digits are taken for right, they are not refused.
      if (input === undefined || textBehind(ways, again, input) === textBehind(ways, node, input)) continue;
      const expected = `${input}, which is right at the first attempt, to be right when it is asked for again`;
      return [{ path: [...again.path, input], expected, actual: 'what wrong digits lead to' }];
    }
    return [];
  });
}

/** The same question, as it comes again behind wrong digits. */
function laterRounds(ways: Successors, node: GraphNode): readonly GraphNode[] {
  const met = new Set([node]);
  for (const each of met) {
    for (const input of ways.inputs(each)) {
      const last = ways.after(each, input).at(-1);
      if (last && isAskedAgain(ways, each, input)) met.add(last);
    }
  }
  return [...met].slice(1);
}

function isRefused(ways: Successors, node: GraphNode, input: string): boolean {
  return isAskedAgain(ways, node, input) || ways.after(node, input).flatMap(spokenIn).some(refusesSecret);
}

function isAskedAgain(ways: Successors, node: GraphNode, input: string): boolean {
  const last = ways.after(node, input).at(-1);
  if (last?.ends !== 'gather') return false;
  const [asked, again] = [node, last].map(({ actions }) => actions.at(-1)?.parameters ?? {});
  const { prompt = '', ...form } = asked ?? {};
  const { prompt: words = '', ...formAgain } = again ?? {};
  // An apology may stand before the question, and be missing in the first round.
  const isSame = String(words).endsWith(String(prompt)) || String(prompt).endsWith(String(words));
  return isSame && JSON.stringify(form) === JSON.stringify(formAgain);
}

/** What follows digits, where it does not matter that they are read back. */
function textBehind(ways: Successors, node: GraphNode, input: string): string {
  const digits = several.exec(input)?.[1] ?? input;
  return look(ways, node, input).replaceAll(digits, '<digits>');
}
