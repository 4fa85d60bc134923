import { actionFindings } from './action.ts';
import type { Clause } from './generated/clauses.ts';
import { clauses } from './generated/clauses.ts';
import { excerpt, parseJson } from './json.ts';

export const actionNames = [
  'say',
  'gather',
  'send_digits',
  'redirect',
  'transfer',
  'bridge',
  'conference',
  'hold',
  'resume',
  'mute',
  'unmute',
  'start_recording',
  'stop_recording',
  'start_stream',
  'stop_stream',
] as const;
export type ActionName = (typeof actionNames)[number];

/** A place where an answer departs from its contract. */
export interface Finding {
  readonly clause: Clause;
  /** JSON pointer into the answer. */
  readonly pointer: string;
  readonly expected: string;
  readonly actual: string;
  /** The page that asks for it. */
  readonly source: string;
}

/** One element of `actions`, whichever of the two forms it has. */
export interface Action {
  readonly name: ActionName;
  readonly form: 'keyed' | 'typed';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly pointer: string;
}

export interface JudgedAnswer {
  /** The parsed document; absent when the bytes are not JSON. */
  readonly value?: unknown;
  /** The elements that are one known action each, in order. */
  readonly actions: readonly Action[];
  readonly findings: readonly Finding[];
}

/** Readings of open questions that change what an answer may hold. */
export type Readings = Readonly<Record<string, string>>;

/** After these no later action of the list runs (redirect: Q12). */
const ends: ReadonlySet<string> = new Set(['transfer', 'bridge', 'conference', 'redirect']);

/** Judges the bytes of an answer against the documented contract, layer by layer: a layer is read only where the one before it holds. */
export function judgeAnswer(bytes: Uint8Array, readings: Readings = {}): JudgedAnswer {
  const parsed = parseJson(bytes);
  if (!parsed.ok) {
    return { actions: [], findings: [finding('answer-json-valid', '', 'one JSON document', parsed.problem)] };
  }
  const { value } = parsed;
  const findings = parsed.duplicates.map((pointer) =>
    finding('answer-json-unique-keys', pointer, 'each member named once', 'the same name again'),
  );
  const list = isRecord(value) ? value.actions : undefined;
  if (!isRecord(value) || !Array.isArray(list)) {
    const actual = isRecord(value) && 'actions' in value ? `actions: ${show(list)}` : show(value);
    const pointer = isRecord(value) && 'actions' in value ? '/actions' : '';
    findings.push(finding('answer-actions-array', pointer, 'an object with an actions array', actual));
    return { value, actions: [], findings };
  }
  for (const name of Object.keys(value)) {
    if (name !== 'actions') {
      findings.push(finding('answer-actions-documented-form', `/${name}`, 'only the member actions', show(name)));
    }
  }
  if (list.length === 0) findings.push(finding('answer-actions-not-empty', '/actions', 'at least one action', '[]'));
  const actions: Action[] = [];
  const add = upTo(mostFindings, findings);
  list.forEach((element: unknown, index) => {
    const read = readAction(element, `/actions/${index}`);
    add(read.findings);
    if (!read.action) return;
    actions.push(read.action);
    add(actionFindings(read.action, readings));
  });
  return { value, actions, findings: [...findings, ...unreachable(list.length, actions)] };
}

/** Of one clause in one answer: more would be the same again. */
const mostFindings = 200;

/** Adds findings to a list, each clause's only as long as there are fewer than `most` of it. */
function upTo(most: number, list: Finding[]): (found: readonly Finding[]) => void {
  const counts = new Map<Clause, number>();
  return (found) => {
    for (const each of found) {
      const count = counts.get(each.clause) ?? 0;
      if (count < most) list.push(each);
      counts.set(each.clause, count + 1);
    }
  };
}

function unreachable(count: number, actions: readonly Action[]): Finding[] {
  const end = actions.find(({ name }) => ends.has(name));
  const after = end ? Number(end.pointer.split('/')[2]) + 1 : count;
  if (!end || after >= count) return [];
  const actual = `${count - after} more behind ${end.name}`;
  return [finding('answer-actions-reachable', `/actions/${after}`, `${end.name} to be the last action`, actual)];
}

function readAction(element: unknown, pointer: string): { action?: Action; findings: Finding[] } {
  const known = (actual: string) => ({
    findings: [finding('answer-actions-known', pointer, 'exactly one of the 15 documented actions', actual)],
  });
  if (!isRecord(element)) return known(show(element));
  const keys = Object.keys(element);
  const named = keys.filter(isActionName);
  if ('type' in element) {
    const { type } = element;
    // `mute` is an action and a parameter of a typed conference.
    const second = named.filter((name) => !(type === 'conference' && name === 'mute'));
    if (typeof type !== 'string' || !isActionName(type)) return known(`type ${show(type)}`);
    if (second.length > 0) return known(`type ${show(type)} and ${second.map(show).join(', ')}`);
    return { action: { name: type, form: 'typed', parameters: element, pointer }, findings: [] };
  }
  const [name] = named;
  if (!name || named.length > 1) return known(keys.length === 0 ? '{}' : keys.map(show).join(', '));
  const findings = keys
    .filter((key) => key !== name)
    .map((key) => finding('answer-actions-documented-form', `${pointer}/${key}`, `only ${name} here`, show(key)));
  const parameters = element[name];
  const at = `${pointer}/${name}`;
  if (!isRecord(parameters)) {
    const source = actionPage(name);
    const wrong = { ...finding('answer-actions-fields', at, 'must be object', show(parameters)), source };
    return { findings: [...findings, wrong] };
  }
  return { action: { name, form: 'keyed', parameters, pointer: at }, findings };
}

/** The documentation page of an action. */
export function actionPage(name: ActionName): string {
  return `https://doc.minivoice.eu/docs/actions/${name.replaceAll('_', '-')}`;
}

export function finding(clause: Clause, pointer: string, expected: string, actual: string): Finding {
  return { clause, pointer, expected, actual, source: clauses[clause].source };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function show(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? String(value));
}

function isActionName(name: string): name is ActionName {
  return (actionNames as readonly string[]).includes(name);
}
