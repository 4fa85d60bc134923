import { digitsInWords } from '../../platform/call/announced.ts';
import type { GraphNode } from '../../spec/index.ts';
import { isSecretGather } from '../graph/secret.ts';
import { spokenIn } from '../graph/spoken.ts';
import type { Successors } from '../graph/successors.ts';
import type { FlowFinding } from './rule.ts';

/** Fewer digits are an amount or a choice as often as a number of something. */
const fewest = 5;

/** Words for what is counted or paid: there, leading zeros mean nothing. */
const amounts =
  /(?<!\p{L})(?:amount|how (?:many|much)|quantity|number of|euros?|cents?|dollars?|betrag|menge|anzahl|wie viele?|montant|combien|quantité|importe|cantidad|cuánt[oa]s?|importo|quanti(?:tà)?|bedrag|hoeveel|aantal|valor|quantidade)(?!\p{L})/iu;

/** As many digits are spoken by chance of nothing else. */
const fewestOfOthers = 7;

/** Behind a gather, the digits of another caller who entered other ones there: the answer was kept from that call. */
export function keptFromOthers(gathers: readonly GraphNode[], ways: Successors): readonly FlowFinding[] {
  return gathers.flatMap((node): FlowFinding[] => {
    const inputs = ways.inputs(node);
    const entered = inputs.flatMap((input) => /^(\d+)[*#]?$/.exec(input)?.[1] ?? []);
    // Digits in a row stand in examples: "such as 12345678".
    const telling = entered.filter((digits) => digits.length >= fewestOfOthers && !'1234567890'.startsWith(digits));
    const found = inputs.flatMap((input) => {
      const known = [...node.path, input].join();
      const other = telling.find((digits) => !known.includes(digits) && readsAlone(ways, node, input, digits));
      return other === undefined ? [] : [{ input, other }];
    });
    const [first] = found;
    if (!first || isSecretGather(node)) return [];
    const expected = 'nothing of the digits that other callers entered';
    return [{ path: [...node.path, first.input], expected, actual: `${first.other}, from another call` }];
  });
}

/** A gather after which one number is read back as it was entered, and one with leading zeros is read back without them. */
export function readBackFaults(gathers: readonly GraphNode[], ways: Successors): readonly FlowFinding[] {
  return gathers.flatMap((node): FlowFinding[] => {
    if (isSecretGather(node) || amounts.test(spokenIn(node).at(-1) ?? '')) return [];
    const entered = ways.inputs(node).flatMap((input) => {
      const digits = /^(\d+)[*#]?$/.exec(input)?.[1] ?? '';
      return digits.length >= fewest ? [{ input, digits }] : [];
    });
    const isRead = entered.some(({ input, digits }) => !digits.startsWith('0') && reads(ways, node, input, digits));
    const lost = entered.find(
      ({ input, digits }) =>
        digits.startsWith('0') &&
        !reads(ways, node, input, digits) &&
        readsAlone(ways, node, input, digits.replace(/^0+(?=\d)/, '')),
    );
    if (!isRead || lost === undefined) return [];
    const actual = `${lost.digits.replace(/^0+(?=\d)/, '')}, without its leading zeros`;
    return [
      { path: [...node.path, lost.input], expected: `${lost.digits}, which was entered, to be read back`, actual },
    ];
  });
}

function said(ways: Successors, node: GraphNode, input: string): readonly string[] {
  return ways
    .after(node, input)
    .flatMap(spokenIn)
    .map((text) => text.replace(/(?<=\d)[\s,.-]+(?=\d)/g, ''));
}

function reads(ways: Successors, node: GraphNode, input: string, digits: string): boolean {
  return said(ways, node, input).some((text) => text.includes(digits) || digitsInWords(text).includes(digits));
}

/** Whether digits stand somewhere with no other digit beside them. */
function readsAlone(ways: Successors, node: GraphNode, input: string, digits: string): boolean {
  return said(ways, node, input).some((text) => new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(text));
}
