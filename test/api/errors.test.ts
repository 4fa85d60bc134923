import { expect, _baseTest as test } from '@playwright/test';
import { magicCalls, magicNumbers, takenAddress, takenGateway } from '../../platform/api/resources/magic.ts';
import type { Switches } from '../../platform/api/resources/records.ts';
import {
  type ErrorCode,
  errorCodes,
  type OperationId,
  type OwnErrorCode,
  operations,
  ownErrors,
} from '../../spec/index.ts';
import { askGood, from, good, type Heard, type TestApi, to, withApi } from './harness.ts';

type Code = ErrorCode | OwnErrorCode;
type Way = (open: TestApi) => Promise<Heard>;

const call = (open: TestApi, body: unknown = { from, to }) => open.ask('POST', '/calls', { body });
const record = ({ ask }: TestApi, id: string, action = 'start') =>
  ask('POST', `/calls/${id}/recordings`, { body: { action } });
const when =
  (switches: Partial<Switches>, then: Way): Way =>
  (open) => {
    Object.assign(open.api.world.switches, switches);
    return then(open);
  };
const twice =
  (way: Way): Way =>
  async (open) => {
    await way(open);
    return way(open);
  };
const trunk = (body: object) => (open: TestApi) =>
  open.ask('POST', '/trunks', { body: { name: 'a', proxy: 'b', ...body } });
const read = (path: string) => (open: TestApi) => open.ask('GET', path);

/** How the state of the world, or of a request, leads to each code. */
const byState: Readonly<
  Record<Exclude<Code, 'method_not_allowed' | 'request_too_large' | 'misdirected_request'>, Way>
> = {
  invalid_json: (open) => call(open, '{"from":'),
  invalid_request: (open) => call(open, { from }),
  invalid_action: (open) => record(open, 'call_active', 'pause'),
  rate_not_found: when({ rate: false }, call),
  no_active_trunk: when({ trunk: false }, call),
  unauthorized: (open) => askGood(open, 'getCall', { key: 'another' }),
  insufficient_balance: when({ balanceCents: 0 }, call),
  spend_control_exceeded: when({ spendLimitCents: 0 }, call),
  not_found: read('/dids/did_none'),
  active_call_not_found: (open) => record(open, 'call_none'),
  recording_not_started: (open) => record(open, 'call_active', 'stop'),
  call_not_found: read('/calls/call_none/ai'),
  transcription_not_found: when({ ai: 'absent' }, read('/calls/call_123/transcription')),
  ai_summary_not_found: when({ ai: 'absent' }, read('/calls/call_123/ai-summary')),
  ai_score_not_found: when({ ai: 'absent' }, read('/calls/call_123/ai-score')),
  ai_topics_not_found: when({ ai: 'absent' }, read('/calls/call_123/ai-topics')),
  gateway_name_exists: twice(trunk({ gateway_name: 'primary' })),
  inbound_ip_exists: twice(trunk({ inbound_ip: '192.0.2.1' })),
  async call_uuid_missing(open) {
    const { id } = (await call(open, { from, to: '+12025550185' })).json;
    return record(open, String(id));
  },
  cps_limit_reached: when({ callsPerSecond: 1 }, twice(call)),
  concurrent_call_limit_reached: when({ concurrentCalls: 1 }, twice(call)),
  originate_failed: when({ originates: false }, call),
  recording_start_failed: when({ recordingStarts: false }, (open) => record(open, 'call_active')),
  async recording_stop_failed(open) {
    await record(open, 'call_active');
    open.api.world.switches.recordingStops = false;
    return record(open, 'call_active', 'stop');
  },
  internal_error: when({ reservations: false }, call),
};

for (const [code, way] of Object.entries(byState))
  test(`${code} by state`, () => withApi(async (open) => judge(await way(open), code as Code)));

for (const [number, { code }] of Object.entries(magicNumbers))
  if (code)
    test(`${code} by the number ${number}`, () =>
      withApi(async (open) => judge(await call(open, { from, to: number }), code)));

const places: Partial<Record<Code, string>> = {
  transcription_not_found: 'transcription',
  ai_summary_not_found: 'ai-summary',
  ai_score_not_found: 'ai-score',
  ai_topics_not_found: 'ai-topics',
};
for (const id of Object.keys(magicCalls)) {
  const code = id.replace(/^call_/, '') as Code;
  if (!Object.hasOwn(errorCodes, code)) continue;
  test(`${code} by the id ${id}`, () =>
    withApi(async (open) => {
      const place = places[code];
      if (place) return judge(await open.ask('GET', `/calls/${id}/${place}`), code);
      if (code === 'recording_stop_failed') expect((await record(open, id)).status).toBe(200);
      const stops = code === 'recording_stop_failed' || code === 'recording_not_started';
      judge(await record(open, id, stops ? 'stop' : 'start'), code);
      // Taken to mean "not yet" (Q101).
      if (code === 'call_uuid_missing') expect((await record(open, id)).status).toBe(200);
    }));
}

for (const id of ['createApplication', 'createTrunk'] as const)
  for (const { code } of operations[id].errors)
    test(`${code} by the name of what ${id} makes`, () =>
      withApi(async (open) => {
        const body = { ...(good[id][1] as object), name: code };
        judge(await open.ask('POST', good[id][0], { body }), code);
      }));

test('a gateway and an address are taken from the beginning', () =>
  withApi(async (open) => {
    judge(await trunk({ gateway_name: takenGateway })(open), 'gateway_name_exists');
    judge(await trunk({ inbound_ip: takenAddress })(open), 'inbound_ip_exists');
  }));

for (const { id, errors } of Object.values(operations))
  test(`the errors of ${id} by fault script, and the operation works again`, () =>
    withApi(async (open) => {
      open.api.injectFaults(
        errors.map(({ code }, index) => ({
          operation: id,
          attempts: { from: index + 1, to: index + 1 },
          fault: { kind: 'error', code },
        })),
      );
      for (const { code, status } of errors) {
        const heard = await askGood(open, id);
        judge(heard, code);
        expect(heard.status).toBe(status);
        expect(heard.headers.get('x-mvk-fault')).toBe(`error ${code}`);
      }
      expect((await askGood(open, id)).status).toBe(operations[id].success);
      expect(open.api.seen.map(({ fault }) => fault)).toEqual([
        ...errors.map(({ code }) => `error ${code}`),
        undefined,
      ]);
    }));

test('an operation without a key answers 401, and names the scheme', () =>
  withApi(async (open) => {
    for (const id of Object.keys(operations) as OperationId[]) {
      const heard = await askGood(open, id, { key: null });
      judge(heard, 'unauthorized');
      expect(heard.headers.get('www-authenticate')).toBe('Bearer');
    }
  }));

function judge({ status, json, text }: Heard, code: Code): void {
  expect(json.error?.code, text).toBe(code);
  const known = { ...errorCodes, ...ownErrors }[code];
  expect(status).toBe(known.status);
  if ('printed' in known && known.printed.length === 1) expect(json.error?.message).toBe(known.printed[0]);
  expect(json).toEqual({ error: { code, message: expect.stringMatching(/^[^.]+$/) } });
}
