export * from './answer.ts';
export * from './catalogue.ts';
export * from './config.ts';
export * from './exchange.ts';
export * from './expected.ts';
export { type AssumptionId, assumptions } from './generated/assumptions.ts';
export { catalogue } from './generated/catalogue.ts';
export { type Clause, clauses, retired } from './generated/clauses.ts';
export {
  type ErrorCode,
  errorCodes,
  type OperationCodes,
  type OperationId,
  type OwnErrorCode,
  operations,
  ownErrors,
} from './generated/operations.ts';
export { faults } from './generated/proof.ts';
export { type RequirementId, requirementOf } from './generated/requirement-ids.ts';
export * from './graph.ts';
export * from './json.ts';
export type { DocumentedError, Operation, OperationError, OwnError } from './operation.ts';
export * from './plan.ts';
export * from './played.ts';
export * from './progress.ts';
export type { Fault } from './proof.ts';
export * from './reason.ts';
export * from './report.ts';
export * from './requirement-id.ts';
export * from './result.ts';
export * from './schemas.ts';
export * from './slice.ts';
export * from './status.ts';
export * from './validate.ts';
export * from './vectors.ts';

/** Version of the contract: of the schemas, clauses and the OpenAPI document. */
export const specVersion = '0.1.0';
