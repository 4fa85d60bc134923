import { listening } from '../../../platform/events/gathering.ts';
import { counted, type GraphNode } from '../../../spec/index.ts';
import { apologises } from '../../graph/apology.ts';
import type { Successors } from '../../graph/successors.ts';
import { isUndeclared } from '../digits/gathers.ts';
import { refusedOf } from '../digits/right-digits.ts';
import { look } from '../look.ts';
import type { FlowFinding, Rule } from '../rule.ts';
import { languageMenus } from './language.ts';
import { type Pair, pairsBehind, type Side } from './pairs.ts';
import { formOf, roundFaults } from './rounds.ts';
import { swappedKeys } from './swapped.ts';

export const languageParity: Rule = {
  id: 'flow.language.parity',
  of: 'place that a menu of languages leads to in two languages',
  judge(_, ways) {
    const pairs = languageMenus(ways).flatMap(({ menu, offers }) => pairsBehind(menu, offers, ways));
    const findings = pairs.flatMap((pair) => [
      ...mediaFaults(pair),
      ...digitFaults(pair),
      ...keyFaults(pair, ways),
      ...refusedFaults(pair, ways),
      ...namedInOne(pair, ways),
    ]);
    return { findings: [...findings, ...roundFaults(pairs, ways)], looked: pairs.length };
  },
};

const ends = /^(stop_|resume$|unmute$)/;

/** A recording, a stream, a hold or a mute that is switched in one language only. */
function mediaFaults({ one, other }: Pair): readonly FlowFinding[] {
  const lacks = (side: Side, than: Side): FlowFinding[] => {
    const has = mediaOf(side.met);
    // What is not offered in a language is only spoken of; what was begun is ended in each.
    const missing = mediaOf(than.met).find((name) => !has.includes(name) && (ends.test(name) || !isOnlySaid(side.met)));
    if (missing === undefined || side.met.some(({ problem }) => problem)) return [];
    const expected = `${missing}, as in ${than.language} after ${than.path.join(', ')}`;
    return [{ path: side.path, expected, actual: `${side.language} without it` }];
  };
  return [...lacks(one, other), ...lacks(other, one)];
}

function mediaOf(met: readonly GraphNode[]): readonly string[] {
  const names = met.flatMap(({ actions }) => actions.map(({ name }) => name));
  return names.filter((name) => /^(start_|stop_|hold$|resume$|mute$|unmute$)/.test(name));
}

/** A question that takes more digits in one language than in the other, or needs more. */
function digitFaults({ one, other }: Pair): readonly FlowFinding[] {
  const [form, formOther] = [numberForm(one), numberForm(other)];
  if (!form || !formOther) return [];
  const bounds = [
    ['at most', form.max, formOther.max],
    ['at least', form.min, formOther.min],
  ] as const;
  return bounds.flatMap(([words, digits, digitsOther]): FlowFinding[] => {
    if (digits === digitsOther) return [];
    const expected = `${words} ${counted(digits, 'digit')}, as in ${one.language} after ${one.path.join(', ')}`;
    return [{ path: other.path, expected, actual: `${words} ${counted(digitsOther, 'digit')} in ${other.language}` }];
  });
}

/** Undefined where nothing, or a key of a menu, is asked for: menus may offer more in one language. */
function numberForm({ met }: Side): { readonly min: number; readonly max: number } | undefined {
  const place = met.at(-1);
  if (place?.ends !== 'gather' || place.announced.length > 1) return undefined;
  return listening(place.actions.at(-1)?.parameters ?? {});
}

/** Digits that are right in one language, and refused in the other. */
function refusedFaults({ one, other }: Pair, ways: Successors): readonly FlowFinding[] {
  const refused = (side: Side, than: Side): FlowFinding[] => {
    const [place, model] = [side.met.at(-1), than.met.at(-1)];
    if (place?.ends !== 'gather' || model?.ends !== 'gather') return [];
    const input = refusedOf(ways, model, place);
    if (input === undefined) return [];
    const expected = `${input} to be right, as in ${than.language} after ${than.path.join(', ')}`;
    return [{ path: [...side.path, input], expected, actual: `what wrong digits lead to in ${side.language}` }];
  };
  return [...refused(one, other), ...refused(other, one)];
}

/** Two keys that do one and the same in one language, and different things in the other; or each what the other one is for. */
function keyFaults({ one, other }: Pair, ways: Successors): readonly FlowFinding[] {
  return [
    ...mergedKeys(one, other, ways),
    ...mergedKeys(other, one, ways),
    ...exchangedKeys(one, other, ways),
    ...exchangedKeys(other, one, ways),
  ];
}

function exchangedKeys(side: Side, than: Side, ways: Successors): readonly FlowFinding[] {
  const [place, model] = [side.met.at(-1), than.met.at(-1)];
  if (place?.ends !== 'gather' || model?.ends !== 'gather') return [];
  const swapped = swappedKeys(place, model, ways);
  if (!swapped) return [];
  const [key, other] = swapped;
  const expected = `key ${key} to do what the prompt says, as in ${than.language} after ${than.path.join(', ')}`;
  return [{ path: [...side.path, key], expected, actual: `what it says of key ${other} in ${side.language}` }];
}

function mergedKeys(side: Side, than: Side, ways: Successors): readonly FlowFinding[] {
  const [place, model] = [side.met.at(-1), than.met.at(-1)];
  if (!place || !model || place.ends !== 'gather' || model.ends !== 'gather') return [];
  const keys = place.announced.filter((key) => model.announced.includes(key));
  return keys.flatMap((key, index): FlowFinding[] => {
    const met = ways.after(place, key);
    // An answer that something does not exist in this language may well be that of several keys.
    if (met.length === 0 || apologises(met) || isOnlySaid(met)) return [];
    const same = keys.slice(0, index).find((each) => look(ways, place, each) === look(ways, place, key));
    if (same === undefined || look(ways, model, same) === look(ways, model, key)) return [];
    const expected = `key ${key} not to do what key ${same} does, as in ${than.language} after ${than.path.join(', ')}`;
    return [{ path: [...side.path, key], expected, actual: `the same for both keys in ${side.language}` }];
  });
}

/** A key that one language names, and that the other one serves alike without a word of it. */
function namedInOne({ one, other }: Pair, ways: Successors): readonly FlowFinding[] {
  return [...unnamed(one, other, ways), ...unnamed(other, one, ways)];
}

function unnamed(side: Side, than: Side, ways: Successors): readonly FlowFinding[] {
  const [place, model] = [side.met.at(-1), than.met.at(-1)];
  if (!place || !model || place.ends !== 'gather' || model.ends !== 'gather' || place.announced.length < 2) return [];
  const wrong = ways.inputs(place).find((input) => isUndeclared(input, place) && isUndeclared(input, model));
  const key = model.announced.find(
    (each) =>
      isUndeclared(each, place) &&
      wrong !== undefined &&
      look(ways, place, each) !== look(ways, place, wrong) &&
      formOf(ways.after(place, each)) === formOf(ways.after(model, each)),
  );
  if (key === undefined) return [];
  const expected = `key ${key}, which is served, to be named, as in ${than.language} after ${than.path.join(', ')}`;
  return [{ path: [...side.path, key], expected, actual: `a prompt without it in ${side.language}` }];
}

function isOnlySaid(met: readonly GraphNode[]): boolean {
  return met.every(({ actions }) => actions.every(({ name }) => name === 'say'));
}
