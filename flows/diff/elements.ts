import { canonicalOrdered } from '../../platform/state/state.ts';
import { align } from './align.ts';
import type { Element, Passage } from './passages.ts';
import { elementsInWords, pairInWords, valueInWords } from './words.ts';

/** One thing that changed at one place. */
export interface Detail {
  readonly kind: 'removed' | 'changed' | 'added';
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  /** Equal keys are equal changes, wherever they are found. */
  readonly key: string;
}

/** What is done differently up to the caller's next turn. */
export function elementDetails(before: Passage, after: Passage): readonly Detail[] {
  if (before.content === after.content) return [];
  return align(before.elements, after.elements).flatMap(({ removed, added, atEnd }) => {
    const [from, to] = [removed[0], added[0]];
    if (from && to && from.name === to.name && removed.length === 1 && added.length === 1) {
      if (from.name !== 'ends') return parameterDetails(from, to);
    }
    // What lies behind the point where an exploration was cut is not known to be gone or new.
    return replacedElement(atEnd && after.untried ? [] : removed, atEnd && before.untried ? [] : added);
  });
}

function replacedElement(removed: readonly Element[], added: readonly Element[]): readonly Detail[] {
  const [gone, come] = [removed.filter(isSpoken), added.filter(isSpoken)];
  const [before, after] = [elementsInWords(gone), elementsInWords(come)];
  const key = JSON.stringify([removed.map(({ text }) => text), added.map(({ text }) => text)]);
  if (gone.length > 0 && come.length > 0) {
    return [{ kind: 'changed', what: `${before} is now ${after}`, before, after, key }];
  }
  if (gone.length > 0) return [{ kind: 'removed', what: `${before} is gone`, before, key }];
  if (come.length === 0) return [];
  if (come.some(({ name }) => name === 'ends')) return [{ kind: 'changed', what: `ends now as ${after}`, after, key }];
  return [{ kind: 'added', what: `${after} is new`, after, key }];
}

/** That a call ends follows from there being nothing else. */
function isSpoken({ name, parameters }: Element): boolean {
  return name !== 'ends' || parameters.ends !== 'list';
}

const headings: Readonly<Record<string, string>> = {
  'say text': 'say',
  'gather prompt': 'prompt',
  'transfer destination': 'transfer to',
  'bridge destination': 'bridge to',
  'conference room': 'conference',
  'send_digits digits': 'send_digits',
};

function parameterDetails(before: Element, after: Element): readonly Detail[] {
  const names = [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])].sort();
  return names.flatMap((name): Detail[] => {
    const [from, to] = [before.parameters[name], after.parameters[name]];
    const key = canonicalOrdered([before.name, name, from ?? null, to ?? null]);
    if (canonicalOrdered([from]) === canonicalOrdered([to])) return [];
    const heading = headings[`${before.name} ${name}`] ?? `${before.name} ${name}`;
    const values = {
      ...(from === undefined ? {} : { before: asText(from) }),
      ...(to === undefined ? {} : { after: asText(to) }),
    };
    if (from === undefined) return [{ kind: 'changed', what: `${heading} ${valueInWords(to)} is new`, ...values, key }];
    if (to === undefined)
      return [{ kind: 'changed', what: `${heading} ${valueInWords(from)} is gone`, ...values, key }];
    const [one, other] = pairInWords(from, to);
    return [{ kind: 'changed', what: `${heading} ${one} is now ${other}`, ...values, key }];
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
