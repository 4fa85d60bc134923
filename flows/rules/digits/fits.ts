import { announcedKeys } from '../../../platform/call/announced.ts';
import { listening } from '../../../platform/events/gathering.ts';
import type { GraphNode } from '../../../spec/index.ts';
import { asksForSecret } from '../../graph/secret.ts';
import { spokenIn } from '../../graph/spoken.ts';
import type { Successors } from '../../graph/successors.ts';
import type { FlowFinding, Rule } from '../rule.ts';
import { digitsAskedIn } from './asked-digits.ts';

/** `Enter your account number`, `geben Sie Ihre Kundennummer ein`: more than a digit, and no choice among a few. */
const number =
  /(?<!\p{L})(?:(?:enter|key in|type(?: in)?|dial) (?:the|your|a) (?:\p{L}+[ -]){0,2}(?:number|code)(?! (?:of|for|from|between|next))|geben sie (?:bitte )?(?:die|ihre|eine) \p{L}*(?:nummer|zahl)(?= (?:ein|an))|saisissez (?:votre|le|un) (?:numéro de (?:téléphone|compte|client|commande|carte)|code)|ingrese su número de|voer uw \p{L}*nummer in|inserisca il (?:suo )?numero (?:di|del) (?:telefono|conto|cliente))(?!\p{L})/iu;

/** Minimum seconds per digit: a fast caller presses two keys a second. */
const perDigit = 0.5;
/** Minimum seconds for a number of several digits, which a caller remembers or reads first. */
const perNumber = 3;

/** Digits of a number whose length is not said, at least. */
const fewestOfSome = 3;

/** Fewer digits are a choice. */
const fewestOfNumber = 2;

export const gatherFits: Rule = {
  id: 'flow.gather.fits',
  of: 'gather',
  judge(_, ways) {
    const gathers = ways.nodes.filter(({ ends }) => ends === 'gather');
    const findings = gathers.flatMap((node) => {
      const wrong = misfit(node);
      return [
        ...(wrong ? [{ path: node.path, ...wrong }] : []),
        ...hurriedAgain(ways, node),
        ...wordlessAgain(ways, node),
      ];
    });
    return { findings, looked: gathers.length };
  },
};

/** Seconds in which a caller decides, and those in which nobody does. */
const [unhurried, hurried] = [3, 2];

/** The same gather again, without a word about what to enter: a list of prompts that has ended, for one. */
function wordlessAgain(ways: Successors, node: GraphNode): readonly FlowFinding[] {
  const form = ({ actions }: GraphNode) => {
    const { min, max, finishKey } = listening(actions.at(-1)?.parameters ?? {});
    return JSON.stringify([min, max, finishKey]);
  };
  const isSilent = (nodes: readonly GraphNode[]) => nodes.flatMap(spokenIn).every((text) => text.trim() === '');
  if (isSilent([node]) || node.announced.length < fewestOfNumber || isListenedTo(ways, node)) return [];
  const input = ways.inputs(node).find((each) => {
    const met = ways.after(node, each);
    const again = met.at(-1);
    return again?.ends === 'gather' && form(again) === form(node) && isSilent(met);
  });
  if (input === undefined) return [];
  return [
    { path: [...node.path, input], expected: 'words that ask for input again', actual: 'a gather without a word' },
  ];
}

/** Whether somebody else listens or speaks at a gather: a stream, a recording, music. */
function isListenedTo(ways: Successors, node: GraphNode): boolean {
  const onTheWay = ways.nodes.filter(({ path }) => path.every((input, turn) => input === node.path[turn]));
  return onTheWay.some(({ actions }) =>
    actions.some(({ name }) => /^(?:start_stream|start_recording|hold)$/.test(name)),
  );
}

/** The same question again, which came with enough time before. */
function hurriedAgain(ways: Successors, node: GraphNode): readonly FlowFinding[] {
  const form = ({ actions, announced }: GraphNode) => {
    const { min, max, finishKey } = listening(actions.at(-1)?.parameters ?? {});
    return JSON.stringify([min, max, finishKey, announced]);
  };
  const secondsOf = ({ actions }: GraphNode) => Number(actions.at(-1)?.parameters.timeout_seconds);
  if (!(secondsOf(node) >= unhurried)) return [];
  const input = ways.inputs(node).find((each) => {
    const again = ways.after(node, each).at(-1);
    return again?.ends === 'gather' && again !== node && secondsOf(again) < hurried && form(again) === form(node);
  });
  if (input === undefined) return [];
  const again = ways.after(node, input).at(-1);
  const expected = `as much time as before, ${secondsOf(node)} s, when the same is asked again`;
  return again ? [{ path: [...node.path, input], expected, actual: `${secondsOf(again)} s` }] : [];
}

function misfit(node: GraphNode): { readonly expected: string; readonly actual: string } | undefined {
  const parameters = node.actions.at(-1)?.parameters ?? {};
  const { min, max, finishKey } = listening(parameters);
  const text = spokenIn(node).at(-1) ?? '';
  const range = digitsAskedIn(text);
  const asked = range?.max;
  if (range && range.max > max) {
    return { expected: `a gather that takes the ${range.max} digits it asks for`, actual: `one that takes ${max}` };
  }
  // A finish key may stand for the digit that is missing where one count is named.
  if (range && range.min < min && (finishKey === undefined || range.min < range.max)) {
    return {
      expected: `a gather that accepts the ${range.min} digits it asks for`,
      actual: `one that waits for ${min}`,
    };
  }
  if (finishKey !== undefined && /^\d$/.test(finishKey) && announcedKeys(text).includes(finishKey)) {
    return {
      expected: `key ${finishKey}, which the prompt names, to be a digit`,
      actual: 'the key that ends the gather',
    };
  }
  const keys = node.announced.filter((key) => key !== '#');
  if (max < fewestOfNumber && asked === undefined && keys.length === 0 && (number.test(text) || asksForSecret(text))) {
    return { expected: 'a gather that takes the number it asks for', actual: `one that takes ${max} digit` };
  }
  const endsByCount = asked === max && range?.min === max;
  if (max > 1 && !endsByCount && node.announced.join() === '#' && finishKey !== '#') {
    return {
      expected: 'a gather that ends with #, as its prompt says',
      actual: finishKey === undefined ? 'one without finish_on_key' : `one that ends with ${finishKey}`,
    };
  }
  const needed = asked ?? (max > 1 && number.test(text) ? Math.max(min, fewestOfSome) : min);
  const { timeout_seconds: seconds } = parameters;
  if (typeof seconds === 'number' && needed > 1 && seconds < leastFor(needed)) {
    return {
      expected: `time for ${needed} digits, at least ${Math.ceil(leastFor(needed))} s`,
      actual: `${seconds} s`,
    };
  }
  const long = node.announced.find((key) => key.length > max);
  if (long !== undefined) {
    return { expected: `a gather that takes ${long}, which the prompt names`, actual: `one that takes ${max} digit` };
  }
  if (
    min > 1 &&
    asked === undefined &&
    node.announced.length > 1 &&
    node.announced.every((key) => key.length < min) &&
    finishKey === undefined
  ) {
    return {
      expected: 'a gather that ends with the key that the prompt names',
      actual: `one that waits for ${min} digits`,
    };
  }
  return undefined;
}

function leastFor(digits: number): number {
  return Math.max(perNumber, digits * perDigit);
}
