import { createServer } from 'node:http';
import type { Fault } from '../../../platform/api/faults/faults.ts';
import { ambiguous, documentedCodes, malformed, silence, stall } from '../../../platform/api/laws.ts';
import type { Bench } from '../../../platform/bench.ts';
import { listenOnLoopback } from '../../../platform/http/listen.ts';
import { isOwnHost } from '../../../platform/http/own-host.ts';
import type { Trigger } from '../../../spec/index.ts';
import { type Requirement, Violation } from '../../requirement.ts';
import { judgeEach } from '../trial/each-trigger.ts';
import { outcomeOf } from '../trial/fire.ts';
import { apiOf, evidenceOf, isAhead, type Outcome, triggersOf } from '../trial/outcome.ts';
import { plainOutcome, visibleOutcome } from '../trial/plain-outcome.ts';
import { metAhead, metWith, triedAhead } from '../trial/trials.ts';

const anyOperation = () => true;

export const authBearer: Requirement = {
  id: 'api.auth.bearer',
  clause: 'api-auth-bearer',
  title: 'sends its key as a bearer token',
  needs: ['api'],
  hint: 'Send Authorization: Bearer and the key of MINIVOICE_API_KEY with every request.',
  check: (bench) =>
    judgeEach(triggersOf(bench, anyOperation, 'any operation'), async (trigger) => {
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
    }),
};

export const keyStays: Requirement = {
  id: 'api.auth.key-stays',
  clause: 'api-auth-key-stays',
  title: 'sends its API key to nobody else',
  needs: ['api'],
  hint: 'Send the key in the Authorization header alone; log neither headers nor key, and follow no redirect with it.',
  async check(bench) {
    const triggers = triggersOf(bench, anyOperation, 'any operation');
    // While nothing is answered, the time until a response that stops half-way is given up passes as well.
    await metAhead(bench, triggers, visibleOutcome, (trigger) => [...failuresOf(trigger), stall]);
    await judgeEach(triggers, async (trigger) => {
      const plain = await plainOutcome(bench, trigger);
      assertKept(bench, plain);
      // Keys are shown where something goes wrong, and in each place by other code.
      for (const fault of isAhead(plain) ? [unauthorized] : failuresOf(trigger)) {
        assertKept(bench, await metWith(bench, trigger, fault));
      }
      await assertNotForwarded(bench, trigger);
    });
  },
};

const unauthorized: Fault = { kind: 'error', code: 'unauthorized' };

/** Those that other requirements ask for as well. */
function failuresOf({ operation }: Trigger): readonly Fault[] {
  // A result that is not there yet is no failure, and may rightly be asked for later only.
  const codes = [...documentedCodes(operation), 'unauthorized'].filter((code) => !code.endsWith('_not_found'));
  return [
    ...codes.map((code): Fault => ({ kind: 'error', code })),
    ...Object.values(malformed),
    ...(operation === 'createCall' ? Object.values(ambiguous) : []),
    silence,
  ];
}

function assertKept(bench: Bench, outcome: Outcome): void {
  const { fired, all, trigger } = outcome;
  for (const { request } of all) {
    if (has(bench, request.target)) throw leak(outcome, 'in the URL', request.target);
    if (has(bench, request.body.toString('latin1'))) throw leak(outcome, 'in the body', request.target);
    const { authorization = '', ...others } = request.headers;
    // Sent nowhere else, it is a key in the wrong place (api.auth.bearer), not one too many.
    const header = has(bench, authorization) && Object.entries(others).find(([, value]) => has(bench, value));
    if (header) throw leak(outcome, `in the header ${header[0]} as well`, request.target);
  }
  if (has(bench, fired.text)) throw leak(outcome, 'in what the trigger shows', trigger.name);
  if (has(bench, fired.errors) || has(bench, bench.output()))
    throw leak(outcome, 'in the output of the process', trigger.name);
}

/** The key, as it is or encoded; most of it is as good as all of it. */
function has({ apiKey }: Bench, text: string): boolean {
  const encoded = Buffer.from(apiKey).toString('base64').replace(/=+$/, '');
  const forms = [apiKey.slice(0, 24), apiKey.slice(-16), encodeURIComponent(apiKey), encoded];
  return forms.some((form) => text.includes(form));
}

function leak(outcome: Outcome, place: string, where: string): Violation {
  return new Violation('the API key in the Authorization header alone', `the key ${place}`, {
    where,
    ...evidenceOf(outcome),
  });
}

const redirects = [301, 302, 303, 307, 308];

/** Another host to which the API redirects; it must not get the key. */
async function assertNotForwarded(bench: Bench, trigger: Trigger): Promise<void> {
  const got: string[] = [];
  const server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) return void response.writeHead(421).end();
    got.push(`${request.rawHeaders.join(' ')} ${request.url ?? ''}`);
    request.resume();
    response
      .writeHead(404, { 'Content-Type': 'application/json' })
      .end('{"error":{"code":"not_found","message":"elsewhere"}}');
  });
  const port = await listenOnLoopback(server);
  // By its other name, as a different host is one to a client.
  const elsewhere = `http://localhost:${port}${new URL(apiOf(bench).baseUrl).pathname}/elsewhere`;
  try {
    const headers = { Location: elsewhere };
    const redirect = (status: number): Fault => ({ kind: 'raw', status, headers, contentType: 'text/plain', body: '' });
    await triedAhead(bench, [trigger], plainOutcome, () => redirects.map(redirect));
    for (const status of redirects) {
      const fault = redirect(status);
      const outcome = await outcomeOf(bench, trigger, [{ fault }]);
      if (got.some((seen) => has(bench, seen)))
        throw leak(outcome, `sent on to another host after a redirect with status ${status}`, trigger.name);
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
