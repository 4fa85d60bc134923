import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost } from '../../fixtures/listen.ts';
import type { Bench } from '../../platform/bench.ts';
import { type Requirement, Violation } from '../requirement.ts';
import { apiOf, evidenceOf, outcomeOf, plainOutcome, triggersOf } from './outcome.ts';

const any = () => true;

export const bearer: Requirement = {
  id: 'api.auth.bearer',
  clause: 'api-auth-bearer',
  title: 'sends its key as a bearer token',
  needs: ['api'],
  hint: 'Send Authorization: Bearer and the key of MINIVOICE_API_KEY with every request.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request } of outcome.all) {
        const { authorization } = request.headers;
        if (/^bearer /i.test(authorization ?? '') && authorization?.slice(7).trim() === bench.apiKey) continue;
        const actual = authorization === undefined ? 'no Authorization header' : 'another Authorization header';
        throw new Violation('Authorization: Bearer with the API key of the run', actual, {
          where: `${request.method} ${request.target}`,
          ...evidenceOf(outcome),
        });
      }
    }
  },
};

export const keyStays: Requirement = {
  id: 'api.auth.key-stays',
  clause: 'api-auth-key-stays',
  title: 'keeps its key to itself',
  needs: ['api'],
  hint: 'Send the key in the Authorization header alone; log neither headers nor key, and follow no redirect with it.',
  async check(bench) {
    for (const trigger of triggersOf(bench, any, 'any operation')) {
      const outcome = await plainOutcome(bench, trigger);
      for (const { request } of outcome.all) {
        if (has(bench, request.target)) throw leak(outcome, 'in the URL', request.target);
        if (has(bench, request.body.toString('latin1'))) throw leak(outcome, 'in the body', request.target);
      }
      const { text, errors } = outcome.fired;
      if (has(bench, text)) throw leak(outcome, 'in what the trigger shows', trigger.name);
      if (has(bench, errors) || has(bench, bench.output()))
        throw leak(outcome, 'in the output of the process', trigger.name);
      await assertNotForwarded(bench, trigger);
    }
  },
};

function has({ apiKey }: Bench, text: string): boolean {
  const forms = [apiKey, encodeURIComponent(apiKey), Buffer.from(apiKey).toString('base64').replace(/=+$/, '')];
  return forms.some((form) => text.includes(form));
}

function leak(outcome: Parameters<typeof evidenceOf>[0], place: string, where: string): Violation {
  return new Violation('the API key in the Authorization header alone', `the key ${place}`, {
    where,
    ...evidenceOf(outcome),
  });
}

/** Another host, to which the API redirects: whoever answers there must not get the key. */
async function assertNotForwarded(bench: Bench, trigger: Parameters<typeof outcomeOf>[1]): Promise<void> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) return void response.writeHead(421).end();
    got.push(`${request.headers.authorization ?? ''} ${request.url ?? ''} ${request.headers['x-api-key'] ?? ''}`);
    request.resume();
    response
      .writeHead(404, { 'Content-Type': 'application/json' })
      .end('{"error":{"code":"not_found","message":"elsewhere"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // By its other name, as a different host is one to a client.
  const elsewhere = `http://localhost:${(server.address() as AddressInfo).port}${new URL(apiOf(bench).baseUrl).pathname}/elsewhere`;
  try {
    const headers = { Location: elsewhere };
    const fault = { kind: 'raw', status: 307, headers, contentType: 'text/plain', body: '' } as const;
    const outcome = await outcomeOf(bench, trigger, [{ fault }]);
    if (got.some((seen) => has(bench, seen)))
      throw leak(outcome, 'sent on to another host after a redirect', trigger.name);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
