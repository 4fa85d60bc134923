import fc from 'fast-check';
import { actionNames } from '../../spec/answer/actions.ts';
import { isRecord } from '../../spec/text/json.ts';
import { schema } from '../../spec/validation/schemas.ts';
import type { SchemaCell } from '../../suites/arbitraries/schema/cell.ts';
import { cellsOf } from '../../suites/arbitraries/schema/compile.ts';

/** An answer that meets a limit of an action's schema, or breaks one keyword of it. */
export interface AnswerCase {
  /** The keyword, its place in the schema file, and what is done to it. It stays the same as long as these do. */
  readonly id: string;
  /** The clause it breaks; null where it breaks none. */
  readonly clause: 'answer-actions-fields' | 'answer-actions-documented-form' | null;
  readonly rule: string;
  /** The place in the answer that the keyword judges. */
  readonly pointer: string;
  readonly keyword: string;
  readonly answer: unknown;
}

/** `spec/vectors/answer-cases.json`: beside the answers written by hand, which say what no schema can. */
export function answerCases(): string {
  const cases = actionNames.flatMap((name) =>
    (['boundary', 'invalid'] as const).flatMap((kind) =>
      cellsOf(`actions/${name}`, kind).flatMap((cell) => answerCase(name, cell) ?? []),
    ),
  );
  return `[\n${cases.map((each) => `  ${JSON.stringify(each)}`).join(',\n')}\n]\n`;
}

function answerCase(name: string, cell: SchemaCell): AnswerCase | undefined {
  const parameters = least(cell);
  // Whether a field that only an example has is wrong depends on the reading (Q14, Q15).
  if (usesExampleField(name, parameters)) return undefined;
  const place = `/actions/0/${name}${cell.pointer}`;
  const isStrange = cell.keyword === 'additionalProperties' && cell.kind === 'invalid';
  return {
    id: `${cell.schemaPointer}/${cell.what.replaceAll(/[^A-Za-z0-9]+/g, '-')}`,
    clause: cell.kind === 'boundary' ? null : isStrange ? 'answer-actions-documented-form' : 'answer-actions-fields',
    rule: `${name}${cell.pointer && ` ${cell.pointer.slice(1)}`}: ${cell.what} (${cell.keyword})`,
    pointer: isStrange ? `${place}/${unknownMember(parameters)}` : place,
    keyword: cell.keyword,
    answer: { actions: [{ [name]: parameters }] },
  };
}

/** The smallest value of a cell, which does not change when something else in the schema does. */
function least({ value }: SchemaCell): unknown {
  const { counterexample } = fc.check(
    fc.property(value(), () => false),
    { seed: 0, numRuns: 1 },
  );
  return counterexample?.[0];
}

function usesExampleField(name: string, parameters: unknown): boolean {
  const { properties } = schema(`actions/${name}`);
  if (!isRecord(properties) || !isRecord(parameters)) return false;
  return Object.keys(parameters).some((field) => {
    const member = properties[field];
    return isRecord(member) && member.deprecated === true;
  });
}

function unknownMember(parameters: unknown): string {
  const names = isRecord(parameters) ? Object.keys(parameters) : [];
  return names.find((name) => name.startsWith('x_future_')) ?? '';
}
