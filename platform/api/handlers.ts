import type { OperationId } from '../../spec/index.ts';
import { getCallAi, getCallAiScore, getCallAiSummary, getCallAiTopics, getCallTranscription } from './ai.ts';
import { createApplication, listApplications } from './applications.ts';
import { createCall, getCall } from './calls.ts';
import { getDid, getDidByNumber } from './dids.ts';
import type { Handler } from './handler.ts';
import { controlRecording, getRecording, listRecordings } from './recordings.ts';
import type { Offered } from './route.ts';
import { createTrunk } from './trunks.ts';
import { getUsage } from './usage.ts';

export const handlers: Readonly<Record<OperationId | Offered, Handler>> = {
  createApplication,
  listApplications,
  createCall,
  getCall,
  controlRecording,
  listRecordings,
  getRecording,
  getCallAi,
  getCallTranscription,
  getCallAiSummary,
  getCallAiScore,
  getCallAiTopics,
  getDid,
  getDidByNumber,
  createTrunk,
  getUsage,
};
