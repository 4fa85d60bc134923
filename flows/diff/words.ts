import { escapeOnOneLine, truncateWithEllipsis } from '../graph/text.ts';
import { done, heard, isKey, keysInWords, value } from '../graph/words.ts';
import type { Element, Passage } from './passages.ts';

const longest = { glance: 40, text: 80, all: 160 };

function elementInWords({ name, parameters }: Element, max: number): string {
  if (name !== 'ends') {
    const words = heard({ name, parameters });
    if (words !== undefined) return `${name} "${truncateWithEllipsis(words, max)}"`;
    return truncateWithEllipsis(name === 'gather' ? 'gather without a prompt' : done({ name, parameters }), max);
  }
  const { ends, expected, actual, url } = parameters;
  switch (ends) {
    case 'list':
      return 'the end of the call';
    case 'elsewhere':
      return `a redirect to ${truncateWithEllipsis(value(url), max)}`;
    case 'redirect':
      return 'a redirect to nowhere';
    default:
      return truncateWithEllipsis(`${value(ends)} (expected ${value(expected)}, got ${value(actual)})`, longest.all);
  }
}

export function elementsInWords(elements: readonly Element[], max: number = longest.text): string {
  return truncateWithEllipsis(elements.map((element) => elementInWords(element, max)).join(', '), longest.all);
}

/** Enough to know a passage by: how it begins. */
export function passageInWords({ elements }: Passage): string {
  const told = elements.filter(({ name, parameters }) => name !== 'ends' || parameters.ends !== 'list');
  return elementsInWords(told.length > 0 ? told.slice(0, 2) : elements, longest.glance);
}

/** Two values side by side; of long ones that begin alike, the part from where they differ. */
export function pairInWords(before: unknown, after: unknown): readonly [string, string] {
  const [one, other] = [value(before), value(after)];
  const show = (text: string, from: number): string =>
    quote(before, `${from > 0 ? '…' : ''}${truncateWithEllipsis(text.slice(from), longest.text)}`);
  if (Math.max(one.length, other.length) <= longest.text) return [show(one, 0), show(other, 0)];
  let common = 0;
  while (common < one.length && one[common] === other[common]) common++;
  const start = common < 30 ? 0 : one.lastIndexOf(' ', common - 20) + 1;
  return [show(one, start), show(other, start)];
}

export function valueInWords(of: unknown): string {
  return quote(of, truncateWithEllipsis(value(of), longest.text));
}

function quote(of: unknown, text: string): string {
  return typeof of === 'string' ? `"${text}"` : text;
}

/** What a caller does, as the subject of a sentence, and whether it is more than one thing. */
export function inputsInWords(inputs: readonly string[]): { readonly subject: string; readonly many: boolean } {
  const keys = inputs.filter(isKey);
  const longer = inputs.filter((input) => !isKey(input));
  const listed = keys.length === 0 ? [] : [`${keys.length === 1 ? 'key' : 'keys'} ${keysInWords(keys)}`];
  const parts = [...listed, ...longer.slice(0, 4).map(longerInWords), ...(longer.length > 4 ? ['more'] : [])];
  const subject = parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return { subject, many: inputs.length > 1 };
}

function longerInWords(input: string): string {
  const [, digits = '', end = ''] = /^(?:(.*)\+)?(wait|hangup)$/s.exec(input) ?? [];
  const then = end === 'wait' ? 'entering nothing' : 'hanging up';
  if (end === '') return `entering ${truncateWithEllipsis(escapeOnOneLine(input), 40)}`;
  return digits === '' ? then : `entering ${truncateWithEllipsis(escapeOnOneLine(digits), 40)}, then ${then}`;
}
