import { counts } from '../../reporters/run/verdict.ts';
import {
  catalogue,
  clauses,
  type Exchange,
  type Graph,
  type Outcome,
  type PlayedEnd,
  type Report,
  type Result,
} from '../../spec/index.ts';
import { type Details, madeResult } from './made-result.ts';

export function resultOf(id: string, outcome: Outcome, more: Details = {}): Result {
  const card = catalogue.find((each) => each.id === id);
  const clause = card ? clauses[card.clause] : undefined;
  const known = card && clause && { title: card.title, clause: card.clause, ...levelOf(clause) };
  return madeResult(id, outcome, { clause: 'unknown', ...known, ...more });
}

function levelOf({ level, evidence, source }: (typeof clauses)[keyof typeof clauses]): Details {
  return { level, evidence, source };
}

const answerExchange: Exchange = {
  request: { method: 'GET', url: 'http://127.0.0.1:3000/menu?call_id=call_1', headers: { Host: '127.0.0.1:3000' } },
  response: {
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: '{"actions":[{"say":{"text":"Hello."}},{"transfer":{"destination":"202-555-0122"}}]}',
  },
  durationMs: 4,
};

const replay = 'mvk check --only answer.actions.fields --seed 7';
const fields = {
  expected: 'an E.164 number',
  actual: '"202-555-0122"',
  where: '/actions/1/transfer/destination',
  hint: 'Correct the field. See https://doc.minivoice.eu/docs/actions/transfer',
  exchanges: [{ ...answerExchange, durationMs: 1 }, answerExchange],
  replay,
  reproduction: { seed: 7 },
};
const conversation = {
  lines: ['hears "Press 1 for sales."', 'presses 1', 'the call ends'],
  path: ['1'],
  replay: 'mvk call --press 1',
};

export const flow: Graph = {
  version: 1,
  root: 'n1',
  nodes: [
    {
      id: 'n1',
      path: [],
      actions: [{ name: 'gather', parameters: { prompt: 'Press 1 for sales or 2 for support.', num_digits: 1 } }],
      ends: 'gather',
      announced: ['1', '2'],
    },
    {
      id: 'n2',
      path: ['1'],
      actions: [{ name: 'say', parameters: { text: 'Goodbye.' } }],
      ends: 'list',
      url: '/menu?call_id=<call>',
      announced: [],
    },
    {
      id: 'n3',
      path: ['2'],
      actions: [],
      ends: 'broken',
      announced: [],
      problem: { requirement: 'answer.actions.fields', expected: 'an E.164 number', actual: '"202-555-0122"' },
    },
  ],
  edges: [
    { from: 'n1', to: 'n2', input: '1' },
    { from: 'n1', to: 'n3', input: '2' },
    { from: 'n1', to: 'n1', input: 'wait' },
  ],
  explored: { calls: 4, requests: 20, limits: { maxDepth: 12, maxStates: 500, maxRequests: 1000 }, cut: [] },
};

const call: PlayedEnd = {
  path: ['1'],
  node: 'n2',
  seconds: 12.4,
  replay: 'mvk call --press 1',
  lines: [
    {
      at: 0,
      of: 'wire',
      text: 'call.created is acknowledged: 204 after 3 ms',
      wire: { kind: 'event', name: 'call.created', status: 204, durationMs: 3.2, good: true },
    },
    { at: 1.5, of: 'caller', text: 'hears "Press 1 for sales or 2 for support."' },
    { at: 12.4, of: 'call', text: 'the call ends: there is nothing left to do (call.completed)' },
    {
      at: 12.4,
      of: 'wire',
      text: 'call.completed is not acknowledged: 500 after 30 ms',
      wire: { kind: 'event', name: 'call.completed', status: 500, durationMs: 30, good: false },
    },
  ],
};

export function reportOf(results: readonly Result[], more: Partial<Report> = {}): Report {
  return {
    kit: { version: '0.1.0' },
    spec: { version: '0.1.0' },
    run: {
      seed: 7,
      startedAt: '2026-01-02T03:04:05.000Z',
      durationMs: 3400,
      command: 'mvk check',
      callCommand: 'mvk call',
    },
    target: { name: 'demo', answerUrl: 'http://127.0.0.1:3000/answer', capabilities: ['answer', 'webhook'] },
    verdict: 'nonconformant',
    counts: counts(results),
    results,
    ...more,
  };
}

/** Every outcome, two causes, a flow, a call. */
export const failing: Report = reportOf(
  [
    resultOf('answer.http.reachable', 'passed', { cases: 100 }),
    resultOf('answer.json.media-type', 'warned', {
      violations: [{ ...fields, where: 'header Content-Type', expected: 'application/json', actual: 'text/html' }],
    }),
    resultOf('answer.actions.fields', 'failed', { assumptions: ['Q1=get'], violations: [fields] }),
    resultOf('flow.end.defined', 'failed', {
      violations: [{ ...fields, where: 'after the caller does 1', conversation }],
    }),
    resultOf('webhook.ack.fast', 'failed', {
      violations: [fields],
      accepted: { reason: 'known', owner: 'ann', expires: '2030-01-01' },
    }),
    resultOf('webhook.repeat.once', 'could-not-run', { reason: 'connection refused' }),
    resultOf('api.auth.bearer', 'not-applicable', { reason: 'needs triggers (api.triggers)' }),
  ],
  { flow, calls: [call] },
);

export const clean: Report = reportOf(
  catalogue.filter((_, index) => index % 8 === 0).map(({ id }) => resultOf(id, 'passed', { cases: 20 })),
  { verdict: 'conformant', flow, calls: [call] },
);
