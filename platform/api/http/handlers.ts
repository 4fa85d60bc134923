import type { OperationId } from '../../../spec/index.ts';
import type { Handler } from '../handler.ts';
import { getCallAi, getCallAiScore, getCallAiSummary, getCallAiTopics, getCallTranscription } from '../resources/ai.ts';
import { createApplication, listApplications } from '../resources/applications.ts';
import { createCall, getCall } from '../resources/calls.ts';
import { getDid, getDidByNumber } from '../resources/dids.ts';
import { controlRecording, getRecording, listRecordings } from '../resources/recordings.ts';
import { createTrunk } from '../resources/trunks.ts';
import { getUsage } from '../resources/usage.ts';
import type { Offered } from './route.ts';

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
