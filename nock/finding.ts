import type { Breach } from '../platform/api/breaches.ts';
import { type Clause, catalogue, clauses, counted, type OperationId } from '../spec/index.ts';

/** A law that a client breaks. */
export interface Finding {
  /** Id of the requirement; `mvk explain` describes it. */
  readonly id: string;
  readonly operation: OperationId;
  readonly clause: Clause;
  readonly level: 'must' | 'should' | 'may';
  /** The clause, in words. */
  readonly text: string;
  readonly expected: string;
  readonly actual: string;
  /** Error codes or situations in which it shows; `expected` and `actual` are about the first. */
  readonly cases: readonly string[];
  readonly hint: string;
  readonly source: string;
}

/** Breaches of a law as findings: one for each kind. */
export function findingsOf(
  id: string,
  operation: OperationId,
  breaches: readonly Breach<unknown>[],
): readonly Finding[] {
  const card = catalogue.find((each) => each.id === id);
  if (!card) throw new Error(`the catalogue has no requirement "${id}"`);
  const { clause, hint } = card;
  const { level, text, source } = clauses[clause];
  return [...new Set(breaches.map(({ kind }) => kind))].flatMap((kind) => {
    const alike = breaches.filter((each) => each.kind === kind);
    const cases = [...new Set(alike.flatMap((each) => each.cases))];
    return alike.slice(0, 1).map(({ expected, actual }) => {
      return { id, operation, clause, level, text, expected, actual, cases, hint, source };
    });
  });
}

/** Thrown by `assertErrorBranching`; the message holds all findings. */
export class ErrorBranchingError extends Error {
  override readonly name = 'ErrorBranchingError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const [first] = findings;
    const count = counted(findings.length, 'finding');
    const places = findings.map(inWords).join('\n\n');
    super(`${count} on the error handling of ${first?.operation ?? 'no operation'}\n\n${places}`);
    this.findings = findings;
  }
}

function inWords({ id, level, text, expected, actual, cases, hint, source }: Finding, index: number): string {
  const shown = cases.length > 1 ? [`   found with ${cases.join(', ')}`] : [];
  return [
    `${index + 1}. ${id} (${level}): ${text}`,
    `   expected ${expected}`,
    `   but ${actual}`,
    ...shown,
    `   hint: ${hint}`,
    `   ${source}`,
  ].join('\n');
}
