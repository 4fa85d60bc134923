import { actionNames } from '../answer/actions.ts';
import { eventNames } from '../contract/events.ts';
import { operations } from '../generated/operations.ts';
import { isRecord } from '../text/json.ts';
import { type JsonSchema, schema } from '../validation/schemas.ts';
import type { CellTally } from './coverage.ts';

/** What a cell is about: a message to the integration, an action of its answers, or a response of the API. */
export type CellGroup = CellTally['group'];

/** One thing that a run can send or meet. Cells are derived from the schemas and the operations; nobody lists them. */
export interface ContractCell {
  readonly group: CellGroup;
  /** The event, the action or the operation. */
  readonly of: string;
  /** Unique within these: `/call/direction is "inbound"`; for an operation, `success` or an error code. */
  readonly what: string;
  readonly isMet: (value: unknown) => boolean;
}

/** Finds a schema by its path below `schemas/`. */
type Find = (file: string) => JsonSchema;

/** Every cell of the contract. */
export function contractCells(): readonly ContractCell[] {
  return [
    ...eventNames.flatMap((name) => schemaCells('event', name, `events/${name}`)),
    ...actionNames.flatMap((name) => schemaCells('action', name, `actions/${name}`)),
    ...Object.values(operations).flatMap(({ id, errors, presumed }) =>
      ['success', ...new Set([...errors, ...presumed].map(({ code }) => code))].map(
        (what): ContractCell => ({ group: 'operation', of: id, what, isMet: (code) => code === what }),
      ),
    ),
  ];
}

/** The name of a cell in a report, which is unique. */
export function cellName({ group, of, what }: Pick<ContractCell, 'group' | 'of' | 'what'>): string {
  return `${group} ${of} ${what}`;
}

/** The cells of one schema: itself, its optional members, and the values and limits of each member. */
export function schemaCells(group: CellGroup, of: string, file: string, find: Find = schema): readonly ContractCell[] {
  const cells = new Map<string, ContractCell>();
  const add = (what: string, isMet: ContractCell['isMet']): void => {
    cells.set(what, { group, of, what, isMet });
  };
  add(group === 'event' ? 'sent' : 'met', () => true);
  visit(find(file), file, [], { add, find });
  return [...cells.values()];
}

interface Visit {
  readonly add: (what: string, isMet: ContractCell['isMet']) => void;
  readonly find: Find;
}

const any = '*';

function visit(node: JsonSchema, file: string, path: readonly string[], how: Visit): void {
  const { $ref: reference, properties, additionalProperties: others, propertyNames: names, items } = node;
  if (typeof reference === 'string') {
    const target = new URL(reference, `file:///${file}`).pathname.slice(1).replace(/\.schema\.json$/, '');
    visit(how.find(target), target, path, how);
  }
  values(node, path, how);
  if (isRecord(properties)) {
    const required = new Set(listOf(node.required));
    for (const [name, member] of Object.entries(properties)) {
      if (!isRecord(member)) continue;
      const inside = [...path, name];
      if (!required.has(name)) presence(path, name, how);
      visit(member, file, inside, how);
    }
  }
  if (isRecord(others)) visit(others, file, [...path, any], how);
  if (isRecord(names)) lengths(names, `a name in ${pointerOf(path)}`, keysAt(path), how);
  if (isRecord(items)) visit(items, file, [...path, any], how);
  for (const each of [...listOf(node.anyOf), ...listOf(node.oneOf)]) if (isRecord(each)) visit(each, file, path, how);
}

/** An optional member that is there, and one that is not. */
function presence(path: readonly string[], name: string, { add }: Visit): void {
  const at = pointerOf([...path, name]);
  const has = (is: boolean) => (value: unknown) =>
    valuesAt(value, path).some((parent) => isRecord(parent) && Object.hasOwn(parent, name) === is);
  add(`${at} is there`, has(true));
  add(`${at} is missing`, has(false));
}

/** Documented values, of open lists too, and limits that are met exactly. */
function values(node: JsonSchema, path: readonly string[], how: Visit): void {
  const at = pointerOf(path);
  const all = node.type === 'boolean' ? [false, true] : [...listOf(node.enum), ...listOf(node.examples)];
  for (const value of all) {
    how.add(`${at} is ${JSON.stringify(value)}`, (whole) => valuesAt(whole, path).includes(value));
  }
  for (const limit of [node.minimum, node.maximum]) {
    if (typeof limit !== 'number') continue;
    const word = limit === node.minimum ? 'minimum' : 'maximum';
    how.add(`${at} is ${limit} (${word})`, (whole) => valuesAt(whole, path).includes(limit));
  }
  lengths(node, at, (whole) => valuesAt(whole, path), how);
}

function lengths(
  { minLength, maxLength }: JsonSchema,
  what: string,
  textsIn: (whole: unknown) => readonly unknown[],
  { add }: Visit,
): void {
  for (const [length, word] of [
    [minLength, 'shortest'],
    [maxLength, 'longest'],
  ] as const) {
    if (typeof length !== 'number') continue;
    const characters = length === 1 ? '1 character' : `${length} characters`;
    add(`${what} has ${characters} (${word})`, (whole) => textsIn(whole).some((text) => hasLength(text, length)));
  }
}

/** In characters, of which some are two units long. */
function hasLength(text: unknown, length: number): boolean {
  if (typeof text !== 'string' || text.length < length || text.length > 2 * length) return false;
  return [...text].length === length;
}

function keysAt(path: readonly string[]): (whole: unknown) => readonly unknown[] {
  return (whole) => valuesAt(whole, path).flatMap((value) => (isRecord(value) ? Object.keys(value) : []));
}

/** What stands at a path; `*` stands for every element or member. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  let found: readonly unknown[] = [value];
  for (const step of path) {
    found = found.flatMap((each) => {
      if (step === any) return typeof each === 'object' && each !== null ? Object.values(each) : [];
      return isRecord(each) && Object.hasOwn(each, step) ? [each[step]] : [];
    });
  }
  return found;
}

function pointerOf(path: readonly string[]): string {
  return path.map((step) => `/${step}`).join('');
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
