import { expect, _baseTest as test } from '@playwright/test';
import { askPlainly, codeOf, portOf, rawly, statusOf, withApi } from './harness.ts';

test('a number in a path may have its plus sign either way (Q96)', () =>
  withApi(async ({ ask, api }) => {
    const read = async (number: string) => (await ask('GET', `/dids/by-number/${number}`)).status;
    expect([await read('+15551230001'), await read('%2B15551230001'), await read('%2b15551230001')]).toEqual([
      200, 200, 200,
    ]);
    expect([await read('15551230001'), await read('%2015551230001'), await read('+15551239999')]).toEqual([
      404, 404, 404,
    ]);
    expect(api.seen.map(({ problems }) => problems.map(({ where }) => where))).toEqual([
      [],
      [],
      [],
      ['path/number'],
      ['path/number'],
      [],
    ]);
  }));

const paths: readonly (readonly [target: string, status: number, code: string, operation?: string])[] = [
  ['/', 404, 'not_found'],
  ['*', 404, 'not_found'],
  ['/v1', 404, 'not_found'],
  ['/v1/', 404, 'not_found'],
  ['/v2/calls', 404, 'not_found'],
  ['/v1/calls/', 404, 'not_found'],
  ['/v1//calls', 404, 'not_found'],
  ['/v1/calls/a/b/c', 404, 'not_found'],
  ['/v1/trunks/', 404, 'not_found'],
  ['/V1/calls/call_123', 404, 'not_found'],
  ['/v1/calls/../applications', 404, 'not_found'],
  ['/v1/trunks', 405, 'method_not_allowed'],
  ['/v1/calls', 405, 'method_not_allowed'],
  ['/v1/calls/%ZZ', 404, 'call_not_found', 'getCall'],
  ['/v1/calls/%00', 404, 'call_not_found', 'getCall'],
  ['/v1/calls/call%2F123', 404, 'call_not_found', 'getCall'],
  ['/v1/calls/__proto__', 404, 'call_not_found', 'getCall'],
  ['/v1/calls/constructor', 404, 'call_not_found', 'getCall'],
  ['/v1/calls/%C3%28', 404, 'call_not_found', 'getCall'],
  ['/v1/dids/by-number', 404, 'not_found', 'getDid'],
  ['/v1/usage?from=&to=', 400, 'invalid_request', 'getUsage'],
  ['/v1/usage?from=2026-05-29T12:00:00Z&to=2026-05-29T11:00:00Z', 400, 'invalid_request', 'getUsage'],
];
for (const [target, status, code, operation] of paths)
  test(`GET ${target} is ${status} ${code}`, () =>
    withApi(async ({ api }) => {
      const heard = await rawly(portOf(api), askPlainly(target));
      expect([statusOf(heard), codeOf(heard)]).toEqual([status, code]);
      expect(api.seen[0]?.operation).toBe(operation);
      expect(heard.includes('X-Mvk-Undocumented: Q75')).toBe(operation === undefined);
    }));

test('a request in absolute form is understood', () =>
  withApi(async ({ api }) => {
    const heard = await rawly(portOf(api), askPlainly(`http://127.0.0.1:${portOf(api)}/v1/calls/call%5F123?x`));
    expect([statusOf(heard), api.seen[0]?.operation]).toEqual([200, 'getCall']);
  }));

test('other methods are refused, and the ones that work are named', () =>
  withApi(async ({ ask, api }) => {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
      const { status, headers, json } = await ask(method, '/applications');
      expect([status, headers.get('allow'), json.error?.code]).toEqual([405, 'POST, GET', 'method_not_allowed']);
      expect((await ask(method, '/nowhere')).status).toBe(404);
    }
    const head = await ask('HEAD', '/calls/call_123');
    expect([head.status, head.headers.get('content-type'), head.text]).toEqual([405, 'application/json', '']);
    expect((await ask('GET', '/applications')).status).toBe(200);
    expect(api.seen.every(({ exchange }) => (exchange.response?.status ?? 500) < 500)).toBe(true);
  }));
