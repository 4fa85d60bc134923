import { expect, _baseTest as test } from '@playwright/test';
import fc from 'fast-check';
import { diffGraphs } from '../../flows/diff/diff.ts';
import { type Flow, gather, graphOf, type Piece, redirect, renamed, say, transfer } from './flow.ts';

/** A menu as people build them, with one of the usual ways to treat a caller who presses nothing that it offers. */
interface Menu {
  readonly prompt: string;
  readonly timeout: number;
  readonly options: Readonly<Record<string, string>>;
  readonly invalid: 'told, then asked anew' | 'told and asked in one answer' | 'asked again';
  readonly silent: 'as invalid' | 'sent off';
}

interface Model {
  readonly menus: Readonly<Record<string, Menu>>;
  readonly leaves: Readonly<Record<string, Piece>>;
}

function flowOf({ menus, leaves }: Model): Flow {
  const pieces = Object.entries(menus).flatMap(([name, { prompt, timeout, options, invalid, silent }]) => {
    const ask = gather(prompt, { timeout_seconds: timeout });
    const other = invalid === 'asked again' ? name : `${name} invalid`;
    const wait = silent === 'sent off' ? 'bye' : other;
    const menu: Piece = { does: [ask], keys: options, other, wait };
    const told = say('That is not a choice.');
    const treated: Piece =
      invalid === 'told, then asked anew'
        ? { does: [told, redirect(`/${name}`)], next: name }
        : { does: [told, ask], keys: options, other, wait: 'bye' };
    return invalid === 'asked again' ? [[name, menu] as const] : [[name, menu] as const, [other, treated] as const];
  });
  return { ...Object.fromEntries(pieces), ...leaves, bye: { does: [say('Goodbye.')] } };
}

/** Menus in a tree, each reached by one key of an earlier one; all other keys lead to leaves, or back to the start. */
const models = fc
  .array(
    fc.record({
      timeout: fc.integer({ min: 3, max: 9 }),
      invalid: fc.constantFrom<Menu['invalid']>('told, then asked anew', 'told and asked in one answer', 'asked again'),
      silent: fc.constantFrom<Menu['silent']>('as invalid', 'sent off'),
      leaves: fc.array(fc.constantFrom('say', 'transfer', 'say and transfer', 'say and back'), {
        minLength: 2,
        maxLength: 4,
      }),
      parent: fc.nat(),
      back: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn): Model => {
    const leaves: Record<string, Piece> = {};
    const options: Record<string, string>[] = drawn.map(() => ({}));
    for (const [index, { parent, back, leaves: kinds }] of drawn.entries()) {
      if (index > 0) {
        const above = options[parent % index] ?? {};
        above[`${Object.keys(above).filter((key) => key !== '9').length + 1}`] = `menu ${index}`;
        if (back) Object.assign(options[index] ?? {}, { 9: 'menu 0' });
      }
      for (const [place, kind] of kinds.entries()) {
        const name = `leaf ${index} ${place}`;
        const message = say(`This is the message of ${name}.`);
        const connect = transfer(`+1202555${1000 + 10 * index + place}`);
        const own = options[index] ?? {};
        own[`${Object.keys(own).filter((key) => key !== '9').length + 1}`] = name;
        leaves[name] =
          kind === 'say'
            ? { does: [message] }
            : kind === 'transfer'
              ? { does: [connect] }
              : kind === 'say and transfer'
                ? { does: [message, connect] }
                : { does: [message, redirect('/')], next: 'menu 0' };
      }
    }
    const menus = drawn.map(({ timeout, invalid, silent }, index): [string, Menu] => {
      const prompt = `Menu number ${index} offers ${Object.values(options[index] ?? {}).join(', ')}.`;
      return [`menu ${index}`, { prompt, timeout, options: options[index] ?? {}, invalid, silent }];
    });
    return { menus: Object.fromEntries(menus), leaves };
  });

type Edit = (model: Model, number: number) => Model | undefined;

function ofMenu(edit: (menu: Menu, number: number, model: Model) => Partial<Menu> | undefined): Edit {
  return (model, number) => {
    const names = Object.keys(model.menus);
    const name = names[number % names.length] ?? '';
    const menu = model.menus[name];
    const change = menu && edit(menu, Math.floor(number / names.length), model);
    return menu && change && { ...model, menus: { ...model.menus, [name]: { ...menu, ...change } } };
  };
}

function ofLeaf(edit: (leaf: Piece) => Piece | undefined): Edit {
  return (model, number) => {
    const names = Object.keys(model.leaves);
    const name = names[number % names.length] ?? '';
    const leaf = model.leaves[name];
    const change = leaf && edit(leaf);
    return change && { ...model, leaves: { ...model.leaves, [name]: change } };
  };
}

function key(options: Menu['options'], number: number): string {
  const keys = Object.keys(options);
  return keys[number % keys.length] ?? '1';
}

function without(options: Menu['options'], key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([each]) => each !== key));
}

const problem = { requirement: 'answer.http.status', expected: 'status 200', actual: 'status 500' };

const edits: Readonly<Record<string, Edit>> = {
  'a prompt': ofMenu(() => ({ prompt: 'Something else altogether.' })),
  'a time-out': ofMenu(() => ({ timeout: 20 })),
  'a key less': ofMenu(({ options }, number) => ({ options: without(options, key(options, number)) })),
  'a key that moved': ofMenu(({ options }, number) => {
    const from = key(options, number);
    return { options: { ...without(options, from), 0: options[from] ?? '' } };
  }),
  'a key that moved, and is told of': ofMenu(({ options, prompt }, number) => {
    const from = key(options, number);
    return { prompt: `${prompt} Now with zero.`, options: { ...without(options, from), 0: options[from] ?? '' } };
  }),
  'two keys that changed places': ofMenu(({ options }, number) => {
    const [one, other] = [key(options, number), key(options, number + 1)];
    return { options: { ...options, [one]: options[other] ?? '', [other]: options[one] ?? '' } };
  }),
  'a key that leads to another known node': ofMenu(({ options }, number) => {
    const [one, other] = [key(options, number), key(options, number + 1)];
    return { options: { ...options, [one]: options[other] ?? '' } };
  }),
  'a key that leads to the end': ofMenu(({ options }, number) => ({
    options: { ...options, [key(options, number)]: 'bye' },
  })),
  'a message': ofLeaf((leaf) =>
    leaf.does[0]?.name === 'say' ? { ...leaf, does: [say('Changed.'), ...leaf.does.slice(1)] } : undefined,
  ),
  'a destination': ofLeaf((leaf) =>
    leaf.does.at(-1)?.name === 'transfer'
      ? { ...leaf, does: [...leaf.does.slice(0, -1), transfer('+12025559999')] }
      : undefined,
  ),
  'an action more': ofLeaf((leaf) => ({ ...leaf, does: [{ name: 'start_recording', parameters: {} }, ...leaf.does] })),
  'a node that broke': ofLeaf(() => ({ does: [], ends: 'broken', problem })),
};

for (const [what, edit] of Object.entries(edits)) {
  test(`law: ${what} is one difference, in either direction`, () => {
    fc.assert(
      fc.property(models, fc.nat(), (model, number) => {
        const edited = edit(model, number);
        fc.pre(edited !== undefined);
        const [before, after] = [graphOf(flowOf(model)), renamed(graphOf(flowOf(edited)))];
        const show = ({ path, what }: { path: readonly string[]; what: string }): string =>
          `${path.join(' ')}: ${what}`;
        expect(diffGraphs(before, after).map(show)).toHaveLength(1);
        expect(diffGraphs(after, before).map(show)).toHaveLength(1);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
}

test('law: a new submenu is one difference, whatever is behind it', () => {
  fc.assert(
    fc.property(models, fc.nat(), (model, number) => {
      const added = ofMenu(({ options }) => ({ options: { ...options, '#': 'new' } }))(model, number) ?? model;
      const flow: Flow = {
        ...flowOf(added),
        new: { does: [gather('All new.')], keys: { 1: 'new 1', 2: 'new 2' }, other: 'new' },
        'new 1': { does: [say('First.')] },
        'new 2': { does: [gather('Second.')], keys: { 1: 'new 1' }, other: 'bye' },
      };
      const [before, after] = [graphOf(flowOf(model)), graphOf(flow)];
      expect(diffGraphs(before, after)).toMatchObject([{ what: expect.stringContaining('key # now leads to') }]);
      expect(diffGraphs(after, before)).toMatchObject([{ kind: 'removed' }]);
    }),
    { seed: 1 },
  );
});
