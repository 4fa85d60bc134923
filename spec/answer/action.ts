import { actions as validators } from '../generated/validators/answer.ts';
import type { Readings } from '../run/readings.ts';
import { isRecord, show } from '../text/json.ts';
import { valueAt } from '../text/pointer.ts';
import type { SchemaError } from '../validation/schema-error.ts';
import { schema } from '../validation/schemas.ts';
import { type Action, actionPage } from './actions.ts';
import { type AnswerFault, answerFault } from './answer-fault.ts';

/** Departures of one action's parameters from its schema, and the rules between fields that a schema cannot say. */
export function actionFindings(action: Action, readings: Readings): AnswerFault[] {
  const validate = validators[action.name];
  if (!validate) throw new Error(`no schema for the action "${action.name}"`);
  const errors = validate(action.parameters) ? [] : (validate.errors ?? []);
  const alternatives = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => schemaPath));
  const found = errors
    .filter(({ schemaPath }) => ![...alternatives].some((path) => schemaPath.startsWith(`${path}/`)))
    .map((error) => schemaFinding(action, error));
  return [...found, ...betweenFields(action), ...exampleOnly(action, readings)].map((each) => ({
    ...each,
    source: each.source.includes('/actions/') ? actionPage(action.name) : each.source,
  }));
}

function schemaFinding(action: Action, error: SchemaError): AnswerFault {
  const { keyword, instancePath, message, params } = error;
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const actual = `the undocumented field ${show(name)}`;
    return answerFault(
      'answer-actions-documented-form',
      `${action.pointer}${instancePath}/${name}`,
      'documented fields only',
      actual,
    );
  }
  const value = valueAt(action.parameters, instancePath);
  const expected =
    keyword === 'anyOf'
      ? "must have required property 'destination'"
      : (inWords(action, error) ?? rule(message, keyword, params));
  return answerFault('answer-actions-fields', `${action.pointer}${instancePath}`, expected, show(value));
}

/** The meaning of a pattern or format, because a regular expression helps no reader. */
function inWords({ name }: Action, { keyword, instancePath }: SchemaError): string | undefined {
  if (keyword !== 'pattern' && keyword !== 'format') return undefined;
  const { properties } = schema(`actions/${name}`);
  const field = isRecord(properties) ? properties[instancePath.slice(1)] : undefined;
  const expects = isRecord(field) ? field['x-expects'] : undefined;
  return typeof expects === 'string' ? `must be ${expects}` : undefined;
}

function rule(message: string | undefined, keyword: string, params: Readonly<Record<string, unknown>>): string {
  const values =
    keyword === 'enum' && Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(', ')}` : '';
  return `${message ?? keyword}${values}`;
}

/** Fields that may not exceed another one that is given: `x-at-most` in the schema. */
function betweenFields({ name, parameters, pointer }: Action): AnswerFault[] {
  const rules = schema(`actions/${name}`)['x-at-most'];
  if (!isRecord(rules)) return [];
  return Object.entries(rules).flatMap(([field, limits]) => {
    const other = Array.isArray(limits)
      ? limits.map(String).find((each) => typeof parameters[each] === 'number')
      : undefined;
    const [own, most] = [parameters[field], other === undefined ? undefined : parameters[other]];
    if (typeof own !== 'number' || typeof most !== 'number' || own <= most) return [];
    return [
      answerFault('answer-actions-fields', `${pointer}/${field}`, `${field} at most ${other} (${most})`, String(own)),
    ];
  });
}

/** Questions whose reading decides whether a form seen only in examples, or in none, is worth a warning. */
const exampleFields: Readonly<Record<string, 'Q14' | 'Q15'>> = { transfer: 'Q14', bridge: 'Q15' };
const typedUndocumented: ReadonlySet<string> = new Set(['say', 'gather', 'send_digits']);

function exampleOnly({ name, form, parameters, pointer }: Action, readings: Readings): AnswerFault[] {
  const clause = 'answer-actions-documented-form';
  if (form === 'typed' && typedUndocumented.has(name) && readings.Q8 !== 'accept') {
    return [answerFault(clause, pointer, `the keyed form {"${name}": {…}}`, `the typed form of ${name} (Q8)`)];
  }
  const question = exampleFields[name];
  if (!question || readings[question] === 'accept') return [];
  const properties = schema(`actions/${name}`).properties;
  return Object.keys(parameters)
    .filter((field) => isRecord(properties) && isRecord(properties[field]) && properties[field].deprecated === true)
    .map((field) =>
      answerFault(clause, `${pointer}/${field}`, 'fields of the parameter table', `${field} (${question})`),
    );
}
