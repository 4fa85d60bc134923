/** MiniVoice's REST API in the process of a Node test suite, on nock. */
export type {
  Fault,
  FaultRule,
  FaultSchedule,
  FaultScript,
} from '../platform/api/faults/faults.ts';
export { profile } from '../platform/api/faults/profile.ts';
export type { ErrorCode, OperationCodes, OperationId } from '../spec/index.ts';
export { assertErrorBranching, type BranchingOptions, checkErrorBranching } from './branching.ts';
export type { PlaceOptions } from './call-site.ts';
export type { Ended } from './ended.ts';
export { ErrorBranchingError, type Finding } from './finding.ts';
export { type FailOptions, type MiniVoiceMock, type MockOptions, mockMiniVoice } from './mock.ts';
export { mockRecorded, type RecordedMock, UnrecordedRequest } from './recorded.ts';
export type { AskedRequest, MockRequest } from './request.ts';
export { UnknownRequest } from './unknown.ts';
