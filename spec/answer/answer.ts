import type { Clause } from '../generated/clauses.ts';
import type { Readings } from '../run/readings.ts';
import { isRecord, parseJson, show } from '../text/json.ts';
import { actionFindings } from './action.ts';
import { type Action, actionPage, endsList, isActionName } from './actions.ts';
import { type AnswerFault, answerFault } from './answer-fault.ts';

export interface JudgedAnswer {
  /** The parsed document; absent when the bytes are not JSON. */
  readonly value?: unknown;
  /** The elements that are one known action each, in order. */
  readonly actions: readonly Action[];
  readonly findings: readonly AnswerFault[];
}

/** Judges the bytes of an answer against the documented contract, layer by layer: a layer is read only where the one before it holds. */
export function judgeAnswer(bytes: Uint8Array, readings: Readings = {}): JudgedAnswer {
  const parsed = parseJson(bytes);
  if (!parsed.ok) {
    return { actions: [], findings: [answerFault('answer-json-valid', '', 'one JSON document', parsed.problem)] };
  }
  const { value } = parsed;
  const findings = parsed.duplicates.map((pointer) =>
    answerFault('answer-json-unique-keys', pointer, 'each member named once', 'the same name again'),
  );
  const list = isRecord(value) ? value.actions : undefined;
  if (!isRecord(value) || !Array.isArray(list)) {
    const actual = isRecord(value) && 'actions' in value ? `actions: ${show(list)}` : show(value);
    const pointer = isRecord(value) && 'actions' in value ? '/actions' : '';
    findings.push(answerFault('answer-actions-array', pointer, 'an object with an actions array', actual));
    return { value, actions: [], findings };
  }
  for (const name of Object.keys(value)) {
    if (name !== 'actions') {
      findings.push(answerFault('answer-actions-documented-form', `/${name}`, 'only the member actions', show(name)));
    }
  }
  if (list.length === 0)
    findings.push(answerFault('answer-actions-not-empty', '/actions', 'at least one action', '[]'));
  const actions: Action[] = [];
  const add = upTo(maxFindings, findings);
  list.forEach((element: unknown, index) => {
    const read = readAction(element, `/actions/${index}`);
    add(read.findings);
    if (!read.action) return;
    actions.push(read.action);
    add(actionFindings(read.action, readings));
  });
  return { value, actions, findings: [...findings, ...unreachable(list.length, actions)] };
}

/** Maximum number of faults per clause in one answer: more would repeat the same. */
const maxFindings = 200;

/** Adds findings to a list, each clause's only as long as there are fewer than `most` of it. */
function upTo(most: number, list: AnswerFault[]): (found: readonly AnswerFault[]) => void {
  const counts = new Map<Clause, number>();
  return (found) => {
    for (const each of found) {
      const count = counts.get(each.clause) ?? 0;
      if (count < most) list.push(each);
      counts.set(each.clause, count + 1);
    }
  };
}

function unreachable(count: number, actions: readonly Action[]): AnswerFault[] {
  const end = actions.find(({ name }) => endsList(name));
  const after = end ? Number(end.pointer.split('/')[2]) + 1 : count;
  if (!end || after >= count) return [];
  const actual = `${count - after} more behind ${end.name}`;
  return [answerFault('answer-actions-reachable', `/actions/${after}`, `${end.name} to be the last action`, actual)];
}

function readAction(element: unknown, pointer: string): { action?: Action; findings: AnswerFault[] } {
  const known = (actual: string) => ({
    findings: [answerFault('answer-actions-known', pointer, 'exactly one of the documented actions', actual)],
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
    .map((key) => answerFault('answer-actions-documented-form', `${pointer}/${key}`, `only ${name} here`, show(key)));
  const parameters = element[name];
  const at = `${pointer}/${name}`;
  if (!isRecord(parameters)) {
    const source = actionPage(name);
    const wrong = { ...answerFault('answer-actions-fields', at, 'must be object', show(parameters)), source };
    return { findings: [...findings, wrong] };
  }
  return { action: { name, form: 'keyed', parameters, pointer: at }, findings };
}
