import {
  type BodyFinding,
  type Clause,
  clauses,
  isSuccess,
  type RequirementId,
  requirementOf,
} from '../../../spec/index.ts';
import type { Sent } from './kept.ts';

const clauseOf = new Map(Object.entries(requirementOf).map(([clause, id]) => [id as string, clause as Clause]));

/** A finding of a requirement, with the level and the source of its clause. */
export function findingOf(rule: RequirementId, pointer: string, expected: string, actual: string): BodyFinding {
  const clause = clauseOf.get(rule);
  const { level, source } = clause ? clauses[clause] : { level: 'must' as const, source: '' };
  return { rule, level, pointer, expected, actual, source };
}

/** An event that is in order must be acknowledged, and one that was broken on purpose must not. */
export function refusalFindings({ exchange, refusedBy, mustAcknowledge }: Sent): readonly BodyFinding[] {
  const { response, failure } = exchange;
  const actual = response ? `status ${response.status}` : (failure?.message ?? 'no response');
  const isAcknowledged = response !== undefined && isSuccess(response.status);
  if (refusedBy !== undefined) {
    return isAcknowledged ? [findingOf(refusedBy, '', 'a status outside 2xx', actual)] : [];
  }
  return isAcknowledged || !mustAcknowledge
    ? []
    : [findingOf('webhook.ack.every-event', '', 'a status of 2xx', actual)];
}
